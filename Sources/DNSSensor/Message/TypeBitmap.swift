internal import PassiveDNS

/// Sets of record types (RFC 4034 section 4.1.2).
enum TypeBitmap {
    /// Appends the types' mnemonics; false where the bitmap is malformed.
    static func append(_ bitmap: UnsafeRawBufferPointer, to text: inout [UInt8]) -> Bool {
        var at = 0
        var isFirst = true
        while at < bitmap.count {
            guard at &+ 2 <= bitmap.count else { return false }
            let window = UInt16(bitmap[at]) << 8
            let length = Int(bitmap[at &+ 1])
            at &+= 2
            guard length >= 1, length <= 32, at &+ length <= bitmap.count else { return false }
            for place in 0..<(length &* 8) where bitmap[at &+ place / 8] & 0x80 >> UInt8(place % 8) != 0 {
                if !isFirst { text.append(UInt8(ascii: " ")) }
                isFirst = false
                RecordText.append(
                    RecordType(rawValue: window | UInt16(truncatingIfNeeded: place)).description,
                    to: &text
                )
            }
            at &+= length
        }
        return true
    }
}
