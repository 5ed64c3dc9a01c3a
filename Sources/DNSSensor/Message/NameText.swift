/// The presentation form of names, as `DomainName` has it.
enum NameText {
    /// Appends the canonical presentation form of a lower-case name without references.
    ///
    /// Octets other than letters, digits, `-`, `_`, `*` and `/` become `\DDD`; the root is `.`.
    ///
    /// - Returns: where the name ends, or `nil` where it is cut off.
    @discardableResult
    static func append(_ name: UnsafeRawBufferPointer, at offset: Int = 0, to text: inout [UInt8]) -> Int? {
        var at = offset
        guard at < name.count else { return nil }
        if name[at] == 0 {
            text.append(UInt8(ascii: "."))
            return at &+ 1
        }
        while at < name.count {
            let length = Int(name[at])
            at &+= 1
            guard length > 0 else { return at }
            guard length < 0x40, at &+ length < name.count else { return nil }
            if at > offset &+ 1 { text.append(UInt8(ascii: ".")) }
            for octet in name[at..<(at &+ length)] {
                switch octet {
                case 0x61...0x7a, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"),
                    UInt8(ascii: "/"):
                    text.append(octet)
                default: appendEscape(octet, to: &text)
                }
            }
            at &+= length
        }
        return nil
    }

    /// Appends `\DDD` (RFC 1035 section 5.1).
    static func appendEscape(_ octet: UInt8, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\\"))
        text.append(UInt8(ascii: "0") &+ octet / 100)
        text.append(UInt8(ascii: "0") &+ octet / 10 % 10)
        text.append(UInt8(ascii: "0") &+ octet % 10)
    }
}
