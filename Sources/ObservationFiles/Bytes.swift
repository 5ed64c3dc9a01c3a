#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension UnsafeRawBufferPointer {
    /// The bytes without the spaces and tabs around them.
    func trimmingSpaces() -> UnsafeRawBufferPointer {
        var from = startIndex
        var to = endIndex
        while from < to, isSpace(self[from]) { from += 1 }
        while to > from, isSpace(self[to - 1]) { to -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[from..<to])
    }

    /// Whether no byte is above 127.
    var isASCII: Bool {
        var found: UInt64 = 0
        var at = 0
        while at + 8 <= count {
            found |= loadUnaligned(fromByteOffset: at, as: UInt64.self)
            at += 8
        }
        while at < count {
            found |= UInt64(self[at])
            at += 1
        }
        return found & 0x8080_8080_8080_8080 == 0
    }

    /// Whether a byte stands anywhere.
    func holds(_ byte: UInt8) -> Bool { firstIndex(of: byte, from: 0) != nil }

    /// Where a byte stands first, from a place on.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = baseAddress,
            let found = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}

/// Whether two strings of bytes are equal.
func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count, let base = left.baseAddress, let other = right.baseAddress else {
        return left.count == right.count
    }
    return memcmp(base, other, left.count) == 0
}

/// Whether two strings of bytes are equal.
func equal(_ left: UnsafeRawBufferPointer, _ right: [UInt8]) -> Bool {
    left.count == right.count && right.withUnsafeBytes { equal(left, $0) }
}

/// Whether a text is one of ASCII letters.
func equal(_ text: UnsafeRawBufferPointer, _ letters: StaticString) -> Bool {
    guard text.count == letters.utf8CodeUnitCount, let base = text.baseAddress else {
        return text.count == letters.utf8CodeUnitCount
    }
    return memcmp(base, letters.utf8Start, text.count) == 0
}

/// A number of at most 18 decimal digits; `nil` for anything else.
func wholeNumber(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard !text.isEmpty, text.count <= 18 else { return nil }
    var value: Int64 = 0
    for byte in text {
        let digit = byte &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        value = value * 10 + Int64(digit)
    }
    return value
}

/// Whether a byte is a space or a tab.
func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
}
