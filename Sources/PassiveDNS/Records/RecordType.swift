/// A DNS resource record type (RFC 1035 section 3.2.2 and the IANA registry of resource record types).
public struct RecordType: RawRepresentable, Hashable, Sendable {
    /// The type's number.
    public let rawValue: UInt16

    /// Makes a type from its number.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// An IPv4 address.
    public static let a = RecordType(rawValue: 1)
    /// A name server.
    public static let ns = RecordType(rawValue: 2)
    /// An alias.
    public static let cname = RecordType(rawValue: 5)
    /// A zone's start of authority.
    public static let soa = RecordType(rawValue: 6)
    /// A pointer, used for reverse look-ups.
    public static let ptr = RecordType(rawValue: 12)
    /// A mail exchanger.
    public static let mx = RecordType(rawValue: 15)
    /// Free text.
    public static let txt = RecordType(rawValue: 16)
    /// An IPv6 address (RFC 3596).
    public static let aaaa = RecordType(rawValue: 28)
    /// A service location (RFC 2782).
    public static let srv = RecordType(rawValue: 33)
    /// An alias for a whole subtree (RFC 6672).
    public static let dname = RecordType(rawValue: 39)

    /// Whether the record's data is an IP address.
    public var isAddress: Bool {
        self == .a || self == .aaaa
    }

    /// Whether the record's data is one domain name and nothing else.
    public var isName: Bool {
        self == .ns || self == .cname || self == .ptr || self == .dname
    }

    /// The types whose data is one domain name and nothing else, by number.
    public static let names: [RecordType] = [.ns, .cname, .ptr, .dname]
}

// MARK: - Mnemonics

extension RecordType: CustomStringConvertible {
    private static let mnemonics: [(UInt16, String)] = [
        (1, "A"), (2, "NS"), (5, "CNAME"), (6, "SOA"), (10, "NULL"), (12, "PTR"), (13, "HINFO"), (15, "MX"),
        (16, "TXT"),
        (17, "RP"), (18, "AFSDB"), (24, "SIG"), (25, "KEY"), (28, "AAAA"), (29, "LOC"), (33, "SRV"), (35, "NAPTR"),
        (36, "KX"), (37, "CERT"), (39, "DNAME"), (42, "APL"), (43, "DS"), (44, "SSHFP"), (45, "IPSECKEY"),
        (46, "RRSIG"), (47, "NSEC"), (48, "DNSKEY"), (49, "DHCID"), (50, "NSEC3"), (51, "NSEC3PARAM"), (52, "TLSA"),
        (53, "SMIMEA"), (55, "HIP"), (59, "CDS"), (60, "CDNSKEY"), (61, "OPENPGPKEY"), (62, "CSYNC"), (63, "ZONEMD"),
        (64, "SVCB"), (65, "HTTPS"), (99, "SPF"), (108, "EUI48"), (109, "EUI64"), (249, "TKEY"), (250, "TSIG"),
        (255, "ANY"), (256, "URI"), (257, "CAA"), (32_769, "DLV"),
    ]
    private static let byMnemonic = Dictionary(uniqueKeysWithValues: mnemonics.map { ($1, $0) })
    private static let byNumber = Dictionary(uniqueKeysWithValues: mnemonics)

    /// The mnemonic, or `TYPE` and the number (RFC 3597 section 5).
    public var description: String {
        Self.byNumber[rawValue] ?? "TYPE\(rawValue)"
    }

    /// Whether the type has a mnemonic.
    public var hasMnemonic: Bool {
        Self.byNumber[rawValue] != nil
    }

    /// Reads a mnemonic in any case, `TYPE` and a number, or a number; `nil` where it is none of them.
    public init?(_ text: some StringProtocol) {
        let upper = text.uppercased()
        let digits = upper.hasPrefix("TYPE") ? upper.dropFirst(4) : upper[...]
        if let number = Self.byMnemonic[upper] {
            self.init(rawValue: number)
        } else if let number = UInt16(digits), digits.first != "+" {
            self.init(rawValue: number)
        } else {
            return nil
        }
    }
}
