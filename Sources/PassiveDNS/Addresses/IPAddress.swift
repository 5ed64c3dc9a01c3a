/// An IPv4 or IPv6 address.
///
/// IPv4 addresses are kept in their IPv4-mapped form (`::ffff:0:0/96`, RFC 4291 section 2.5.5.2), so that an address
/// written either way is one address. Ordered by value: every IPv4 address is a contiguous range.
public struct IPAddress: Hashable, Comparable, Sendable {
    /// The 128 bits, most significant first.
    public let value: UInt128

    /// Makes an address from its 128 bits.
    public init(value: UInt128) {
        self.value = value
    }

    /// Makes an IPv4 address from its 32 bits.
    public init(v4: UInt32) {
        value = Self.mapped | UInt128(v4)
    }

    private static let mapped: UInt128 = 0xffff << 32

    /// Whether this is an IPv4 address.
    public var isV4: Bool {
        value >> 32 == 0xffff
    }

    /// Hashes the two halves, which is faster than the sixteen bytes that `UInt128` hashes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(UInt64(truncatingIfNeeded: value >> 64))
        hasher.combine(UInt64(truncatingIfNeeded: value))
    }

    /// Compares by value.
    public static func < (a: IPAddress, b: IPAddress) -> Bool {
        a.value < b.value
    }
}

// MARK: - Reading

extension IPAddress {
    /// Reads an address in text form, or `nil` where it is none.
    ///
    /// IPv4 is four decimal numbers without leading zeros (which some programs read as octal); IPv6 is any form of
    /// RFC 4291 section 2.2. Zone identifiers and brackets are refused.
    public init?(_ text: some StringProtocol) {
        guard let read = text.utf8.withContiguousStorageIfAvailable({ IPAddress(utf8: UnsafeRawBufferPointer($0)) })
        else {
            self.init(String(text))
            return
        }
        guard let read else { return nil }
        self = read
    }

    /// Reads an address from bytes, with the rules of ``init(_:)``.
    public init?(utf8 bytes: UnsafeRawBufferPointer) {
        if let v4 = Self.readV4(bytes, from: 0) {
            self.init(v4: v4)
        } else if let value = Self.readV6(bytes) {
            self.init(value: value)
        } else {
            return nil
        }
    }

    private static func readV4(_ bytes: UnsafeRawBufferPointer, from start: Int) -> UInt32? {
        guard bytes.count - start >= 7, bytes.count - start <= 15 else { return nil }
        var value: UInt32 = 0
        var at = start
        let end = bytes.count
        for part in 0..<4 {
            guard at < end else { return nil }
            var octet = UInt32(bytes[at] &- UInt8(ascii: "0"))
            guard octet <= 9 else { return nil }
            at += 1
            // No digit follows a zero, and two follow any other at most.
            if octet > 0, let digit = Self.digit(bytes, at, end) {
                octet = octet * 10 + digit
                at += 1
                if let digit = Self.digit(bytes, at, end) {
                    octet = octet * 10 + digit
                    at += 1
                }
            }
            guard octet <= 255 else { return nil }
            value = value << 8 | octet
            if part == 3 { break }
            guard at < end, bytes[at] == UInt8(ascii: ".") else { return nil }
            at += 1
        }
        return at == end ? value : nil
    }

    @inline(__always)
    private static func digit(_ bytes: UnsafeRawBufferPointer, _ at: Int, _ end: Int) -> UInt32? {
        guard at < end else { return nil }
        let digit = bytes[at] &- UInt8(ascii: "0")
        return digit <= 9 ? UInt32(digit) : nil
    }

    private static func readV6(_ bytes: UnsafeRawBufferPointer) -> UInt128? {
        let colon = UInt8(ascii: ":")
        guard bytes.count >= 2, bytes.count <= 45 else { return nil }
        var head: UInt128 = 0
        var headCount = 0
        var tail: UInt128 = 0
        var tailCount = 0
        var compressed = false
        var at = 0
        if bytes[0] == colon {
            guard bytes[1] == colon else { return nil }
            compressed = true
            at = 2
        }
        while at < bytes.count {
            guard headCount + tailCount < 8 else { return nil }
            let begin = at
            var group: UInt128 = 0
            while at < bytes.count, at - begin < 4, let digit = hexDigit(bytes[at]) {
                group = group << 4 | UInt128(digit)
                at += 1
            }
            if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
                guard headCount + tailCount <= 6, let v4 = readV4(bytes, from: begin) else { return nil }
                if compressed {
                    tail = tail << 32 | UInt128(v4)
                    tailCount += 2
                } else {
                    head = head << 32 | UInt128(v4)
                    headCount += 2
                }
                at = bytes.count
                break
            }
            guard at > begin else { return nil }
            if compressed {
                tail = tail << 16 | group
                tailCount += 1
            } else {
                head = head << 16 | group
                headCount += 1
            }
            if at == bytes.count { break }
            guard bytes[at] == colon else { return nil }
            at += 1
            if at < bytes.count, bytes[at] == colon {
                guard !compressed else { return nil }
                compressed = true
                at += 1
            } else if at == bytes.count {
                return nil
            }
        }
        let count = headCount + tailCount
        guard compressed ? count < 8 : count == 8 else { return nil }
        guard compressed else { return head }
        return (headCount == 0 ? 0 : head << UInt128(16 * (8 - headCount))) | tail
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

// MARK: - Writing

extension IPAddress: CustomStringConvertible {
    /// Dotted decimal for IPv4, the canonical form of RFC 5952 for IPv6.
    public var description: String {
        if isV4 {
            return String(unsafeUninitializedCapacity: 15) { text in
                var length = 0
                for shift in [24, 16, 8, 0] {
                    let octet = UInt8(truncatingIfNeeded: value >> UInt128(shift))
                    if shift < 24 { append(UInt8(ascii: "."), text, &length) }
                    if octet >= 100 { append(UInt8(ascii: "0") + octet / 100, text, &length) }
                    if octet >= 10 { append(UInt8(ascii: "0") + octet / 10 % 10, text, &length) }
                    append(UInt8(ascii: "0") + octet % 10, text, &length)
                }
                return length
            }
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
        var longest = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > max(1, longest.count) { longest = start..<end }
            start = max(end, start + 1)
        }
        let hex = { (range: Range<Int>) in range.map { String(groups[$0], radix: 16) }.joined(separator: ":") }
        return longest.isEmpty ? hex(0..<8) : hex(0..<longest.lowerBound) + "::" + hex(longest.upperBound..<8)
    }

    /// The form of IPv6, for an IPv4 address too: `::ffff:192.0.2.1` (RFC 5952 section 5), as AAAA records have it.
    public var v6Description: String {
        isV4 ? "::ffff:\(description)" : description
    }

    private func append(_ byte: UInt8, _ text: UnsafeMutableBufferPointer<UInt8>, _ length: inout Int) {
        text.initializeElement(at: length, to: byte)
        length += 1
    }
}
