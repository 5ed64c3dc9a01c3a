internal import PassiveDNS

/// The parameters of SVCB and HTTPS records (RFC 9460 sections 2.1 and 7, RFC 9461 for `dohpath`).
enum ServiceParameters {
    private static let names = [
        "mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath",
    ]

    /// Appends `key=value` for each parameter; false where one is malformed or they are not in rising order.
    static func append(_ parameters: UnsafeRawBufferPointer, to text: inout [UInt8]) -> Bool {
        var at = 0
        var former = -1
        while at < parameters.count {
            guard at &+ 4 <= parameters.count else { return false }
            let key = Int(parameters.bigEndian16(at: at))
            let end = at &+ 4 &+ Int(parameters.bigEndian16(at: at &+ 2))
            guard key > former, end <= parameters.count else { return false }
            if former >= 0 { text.append(UInt8(ascii: " ")) }
            RecordText.append(name(key), to: &text)
            let value = UnsafeRawBufferPointer(rebasing: parameters[(at &+ 4)..<end])
            guard appendValue(value, of: key, to: &text) else { return false }
            former = key
            at = end
        }
        return true
    }

    private static func name(_ key: Int) -> String {
        key < names.count ? names[key] : "key\(key)"
    }

    private static func appendValue(_ value: UnsafeRawBufferPointer, of key: Int, to text: inout [UInt8]) -> Bool {
        if key == 2 { return value.isEmpty }
        if value.isEmpty { return key > 7 }
        text.append(UInt8(ascii: "="))
        switch key {
        case 0: return appendList(value, of: 2, to: &text) { name(Int($0.bigEndian16(at: 0))) }
        case 1: return appendProtocols(value, to: &text)
        case 3:
            guard value.count == 2 else { return false }
            RecordText.append(UInt32(value.bigEndian16(at: 0)), to: &text)
        case 4: return appendList(value, of: 4, to: &text) { RecordText.address($0).description }
        case 5: Encodings.appendBase64(value, to: &text)
        case 6: return appendList(value, of: 16, to: &text) { RecordText.address($0).v6Description }
        default: RecordText.appendQuoted(value, to: &text)
        }
        return true
    }

    private static func appendList(
        _ value: UnsafeRawBufferPointer,
        of octets: Int,
        to text: inout [UInt8],
        _ element: (UnsafeRawBufferPointer) -> String
    ) -> Bool {
        guard value.count % octets == 0 else { return false }
        for at in stride(from: 0, to: value.count, by: octets) {
            if at > 0 { text.append(UInt8(ascii: ",")) }
            RecordText.append(element(UnsafeRawBufferPointer(rebasing: value[at..<(at &+ octets)])), to: &text)
        }
        return true
    }

    /// Protocol names with their lengths; a comma or backslash inside one is escaped, and that escape once more (RFC 9460 appendix A.1).
    private static func appendProtocols(_ value: UnsafeRawBufferPointer, to text: inout [UInt8]) -> Bool {
        var at = 0
        while at < value.count {
            let end = at &+ 1 &+ Int(value[at])
            guard end > at &+ 1, end <= value.count else { return false }
            if at > 0 { text.append(UInt8(ascii: ",")) }
            for octet in value[(at &+ 1)..<end] {
                switch octet {
                case UInt8(ascii: ","): RecordText.append("\\\\,", to: &text)
                case UInt8(ascii: "\\"): RecordText.append("\\\\\\\\", to: &text)
                case UInt8(ascii: "!"), 0x23...0x27, 0x2a...0x3a, 0x3c...0x7e: text.append(octet)
                default: NameText.appendEscape(octet, to: &text)
                }
            }
            at = end
        }
        return true
    }
}
