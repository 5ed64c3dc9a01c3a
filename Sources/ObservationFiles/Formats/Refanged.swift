internal import PassiveDNS

/// Names and addresses of tables that somebody made harmless, or took from URLs.
enum Refanged {
    /// A name or address without brackets, scheme, port and path, as ``Indicator`` reads it; anything else as it is.
    ///
    /// Where the type of the record is known, a `/` may belong to the name (RFC 2317).
    static func bytes(of text: ArraySlice<UInt8>, isTypeKnown: Bool) -> [UInt8] {
        var colons = 0
        var isPlain = true
        for byte in text {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): isPlain = false
            case UInt8(ascii: ":"): colons += 1
            case UInt8(ascii: "/"): isPlain = isPlain && isTypeKnown && colons == 0
            default: break
            }
        }
        // More colons than one are an address of version 6.
        if isPlain, colons != 1 { return Array(text) }
        switch try? Indicator(String(decoding: text, as: UTF8.self)) {
        case .name(let name)?: return Array(name.text.utf8)
        case .address(let address)?: return Array(address.description.utf8)
        default: return Array(text)
        }
    }
}
