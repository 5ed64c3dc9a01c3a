extension IPAddress {
    /// What keeps an address from being a host on the public Internet, or `nil` where nothing does.
    ///
    /// Follows the IANA special-purpose address registries (RFC 6890 and its updates). Answers with such addresses
    /// ("bogons") say where a name was put to sleep, never where it was hosted. Addresses that carry an IPv4 address
    /// inside (NAT64 `64:ff9b::/96`, 6to4 `2002::/16`) are judged by that address.
    public var specialPurpose: String? {
        let address = embeddedV4 ?? self
        return Self.specialPurposeBlocks.first { $0.prefix.contains(address) }?.purpose
    }

    private var embeddedV4: IPAddress? {
        if value >> 32 == 0x0064_ff9b_0000_0000_0000_0000 { return IPAddress(v4: UInt32(truncatingIfNeeded: value)) }
        if value >> 112 == 0x2002 { return IPAddress(v4: UInt32(truncatingIfNeeded: value >> 80)) }
        return nil
    }

    private static let specialPurposeBlocks: [(prefix: IPPrefix, purpose: String)] = [
        ("0.0.0.0/8", "\"this network\" (RFC 791)"),
        ("10.0.0.0/8", "private use (RFC 1918)"),
        ("100.64.0.0/10", "carrier-grade NAT (RFC 6598)"),
        ("127.0.0.0/8", "loopback (RFC 1122)"),
        ("169.254.0.0/16", "link local (RFC 3927)"),
        ("172.16.0.0/12", "private use (RFC 1918)"),
        ("192.0.0.0/24", "IETF protocol assignments (RFC 6890)"),
        ("192.0.2.0/24", "documentation (RFC 5737)"),
        ("192.168.0.0/16", "private use (RFC 1918)"),
        ("198.18.0.0/15", "benchmarking (RFC 2544)"),
        ("198.51.100.0/24", "documentation (RFC 5737)"),
        ("203.0.113.0/24", "documentation (RFC 5737)"),
        ("224.0.0.0/4", "multicast (RFC 5771)"),
        ("240.0.0.0/4", "reserved (RFC 1112)"),
        ("::/127", "unspecified or loopback (RFC 4291)"),
        ("100::/64", "discard only (RFC 6666)"),
        ("2001:db8::/32", "documentation (RFC 3849)"),
        ("3fff::/20", "documentation (RFC 9637)"),
        ("fc00::/7", "unique local (RFC 4193)"),
        ("fe80::/10", "link local (RFC 4291)"),
        ("ff00::/8", "multicast (RFC 4291)"),
    ].compactMap { text, purpose in IPPrefix(text).map { ($0, purpose) } }
}
