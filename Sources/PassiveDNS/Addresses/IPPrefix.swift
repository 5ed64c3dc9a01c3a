/// A block of addresses that share their leading bits, such as `198.51.100.0/24` (RFC 4632, RFC 4291).
public struct IPPrefix: Hashable, Sendable {
    /// The lowest address of the block.
    public let base: IPAddress
    /// Leading bits that are fixed, counted over 128 bits: an IPv4 `/24` has 120 here.
    public let bits: Int

    /// Makes the block of `bits` (of 128) leading bits that holds an address.
    ///
    /// - Precondition: `0 <= bits && bits <= 128`.
    public init(_ address: IPAddress, bits: Int) {
        precondition((0...128).contains(bits), "a prefix has 0 to 128 bits")
        self.bits = bits
        base = IPAddress(value: bits == 0 ? 0 : address.value & (UInt128.max << UInt128(128 - bits)))
    }

    /// Reads CIDR notation, or an address alone as a block of one; `nil` where it is neither.
    ///
    /// Bits set beyond the prefix length are cleared, as most tools do.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let head = parts.first, let address = IPAddress(head) else { return nil }
        let width = address.isV4 && !head.utf8.contains(UInt8(ascii: ":")) ? 32 : 128
        guard parts.count == 2 else {
            self.init(address, bits: 128)
            return
        }
        guard let length = Int(parts[1]), (0...width).contains(length),
            parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        self.init(address, bits: 128 - width + length)
    }

    /// The block of neighbours that hosters hand out together: the /24 of an IPv4 address, the /48 of an IPv6 one.
    public static func neighbourhood(of address: IPAddress) -> IPPrefix {
        IPPrefix(address, bits: address.isV4 ? 120 : 48)
    }

    /// The highest address of the block.
    public var top: IPAddress {
        IPAddress(value: bits == 128 ? base.value : base.value | (UInt128.max >> UInt128(bits)))
    }

    /// Whether an address lies in the block.
    public func contains(_ address: IPAddress) -> Bool {
        base <= address && address <= top
    }
}

extension IPPrefix: CustomStringConvertible {
    /// CIDR notation.
    public var description: String {
        let v4 = base.isV4 && bits >= 96
        return "\(base)/\(v4 ? bits - 96 : bits)"
    }
}
