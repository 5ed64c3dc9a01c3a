/// Octets as text.
enum Encodings {
    private static let hexadecimal = Array("0123456789abcdef".utf8)
    private static let base32 = Array("0123456789abcdefghijklmnopqrstuv".utf8)
    private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func appendHexadecimal(_ octets: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        for octet in octets {
            text.append(hexadecimal[Int(octet >> 4)])
            text.append(hexadecimal[Int(octet & 15)])
        }
    }

    /// Base 32 with the extended hexadecimal alphabet, without padding (RFC 4648 section 7, as RFC 5155 asks).
    static func appendBase32(_ octets: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        append(octets, bits: 5, base32, to: &text)
    }

    /// RFC 4648 section 4.
    static func appendBase64(_ octets: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        append(octets, bits: 6, base64, to: &text)
        let rest = octets.count % 3
        if rest > 0 { text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - rest)) }
    }

    private static func append(
        _ octets: UnsafeRawBufferPointer,
        bits: UInt32,
        _ alphabet: [UInt8],
        to text: inout [UInt8]
    ) {
        var pending: UInt32 = 0
        var held: UInt32 = 0
        let mask: UInt32 = 1 << bits &- 1
        for octet in octets {
            pending = pending << 8 | UInt32(octet)
            held &+= 8
            while held >= bits {
                held &-= bits
                text.append(alphabet[Int(pending >> held & mask)])
            }
        }
        if held > 0 { text.append(alphabet[Int(pending << (bits &- held) & mask)]) }
    }
}
