/// What an analyst starts from: a name, an address or a block of addresses.
public enum Indicator: Hashable, Sendable {
    /// A domain name.
    case name(DomainName)
    /// An address.
    case address(IPAddress)
    /// A block of addresses.
    case prefix(IPPrefix)

    /// Reads an indicator as reports write it.
    ///
    /// Accepts defanged forms (`evil[.]example`, `evil(dot)example`, `hxxps://evil.example/path`, `198.51.100[.]7`): scheme,
    /// user, port and path are cut off.
    ///
    /// - Parameter text: the indicator, with any white space around it.
    /// - Throws: ``DomainNameError`` where the text is neither an address, a block nor a name.
    public init(_ text: some StringProtocol) throws(DomainNameError) {
        var rest = Self.refanged(String(text))
        if let prefix = IPPrefix(rest) {
            self = prefix.bits == 128 && !rest.contains("/") ? .address(prefix.base) : .prefix(prefix)
            return
        }
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, IPAddress(String(parts[0])) != nil, !parts[1].isEmpty,
            parts[1].utf8.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 })
        {
            throw .badBlock
        }
        if let scheme = rest.firstRange(of: "://") { rest = String(rest[scheme.upperBound...]) }
        if let end = rest.firstIndex(where: { $0 == "/" || $0 == "?" || $0 == "#" }) { rest = String(rest[..<end]) }
        if let at = rest.lastIndex(of: "@") { rest = String(rest[rest.index(after: at)...]) }
        if let address = IPAddress(rest) {
            self = .address(address)
            return
        }
        if let colon = rest.lastIndex(of: ":") { rest = String(rest[..<colon]) }
        if let address = IPAddress(rest.hasPrefix("[") ? String(rest.dropFirst().dropLast()) : rest) {
            self = .address(address)
        } else {
            self = .name(try DomainName(rest))
        }
    }

    private static func refanged(_ text: String) -> String {
        var result = String(text.trimmed)
        for (defanged, plain) in [
            ("[.]", "."), ("(.)", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"), ("{.}", "."),
        ] {
            result = result.split(separator: defanged, omittingEmptySubsequences: false).joined(separator: plain)
        }
        return result
    }
}

extension Indicator: CustomStringConvertible {
    /// The indicator in canonical form.
    public var description: String {
        switch self {
        case .name(let name): name.text
        case .address(let address): address.description
        case .prefix(let prefix): prefix.description
        }
    }
}

extension Indicator: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        switch self {
        case .name(let name): try columns.write(UInt8(0), name)
        case .address(let address): try columns.write(UInt8(1), address)
        case .prefix(let prefix): try columns.write(UInt8(2), prefix)
        }
    }

    package init(from columns: inout ColumnReader) throws {
        let kind: UInt8 = try columns.read()
        self =
            switch kind {
            case 0: .name(try columns.read())
            case 1: .address(try columns.read())
            default: .prefix(try columns.read())
            }
    }
}
