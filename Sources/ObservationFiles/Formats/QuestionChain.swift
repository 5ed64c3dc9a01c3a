/// The names on the way of aliases from a question to its answer, in the order of the message.
///
/// Names are compared without case and final dot.
struct QuestionChain {
    /// The names so far, end to end.
    private var bytes: [UInt8] = []
    private var names: [Range<Int>] = []

    /// Longer ways are not followed; resolvers follow some 16.
    private static let longest = 32

    /// Begins with the name that was asked for; without one, all records belong to the answer.
    mutating func begin(_ question: UnsafeRawBufferPointer?) {
        bytes.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        if let question { append(question) }
    }

    /// Takes the next record; `false` where it does not belong to the answer.
    mutating func take(
        owner: UnsafeRawBufferPointer,
        type: UnsafeRawBufferPointer,
        data: UnsafeRawBufferPointer
    ) -> Bool {
        if names.isEmpty { return true }
        // A DNAME (RFC 6672) stands at a name above, and is followed by the alias that it makes.
        if equal(type, "DNAME") { return names.contains { isAbove(owner, $0) } }
        guard names.contains(where: { isSame(owner, $0) }) else { return false }
        if equal(type, "CNAME"), names.count < Self.longest { append(data) }
        return true
    }

    private mutating func append(_ name: UnsafeRawBufferPointer) {
        let name = Self.withoutDot(name)
        names.append(bytes.count..<bytes.count + name.count)
        bytes.append(contentsOf: name)
    }

    private func isSame(_ name: UnsafeRawBufferPointer, _ place: Range<Int>) -> Bool {
        let name = Self.withoutDot(name)
        guard name.count == place.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            let held = UnsafeRawBufferPointer(rebasing: bytes[place])
            return equal(name, held) || zip(name, held).allSatisfy { Self.lower($0) == Self.lower($1) }
        }
    }

    private func isAbove(_ name: UnsafeRawBufferPointer, _ place: Range<Int>) -> Bool {
        let name = Self.withoutDot(name)
        guard name.count < place.count, bytes[place.upperBound - name.count - 1] == UInt8(ascii: ".") else {
            return false
        }
        return isSame(name, place.suffix(name.count))
    }

    private static func withoutDot(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        name.last == UInt8(ascii: ".") ? UnsafeRawBufferPointer(rebasing: name.dropLast()) : name
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }
}
