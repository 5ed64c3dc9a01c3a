/// The fields of one protobuf message, one after the other (protobuf.dev/programming-guides/encoding).
struct ProtobufFields {
    /// A field's value.
    enum Value {
        /// A varint, or a number of fixed width.
        case number(UInt64)
        /// Octets, text or a message inside.
        case octets(UnsafeRawBufferPointer)
    }

    private let message: UnsafeRawBufferPointer
    private var at = 0
    /// Whether something was found that is no protobuf; no more fields come then.
    private(set) var isMalformed = false

    init(_ message: UnsafeRawBufferPointer) {
        self.message = message
    }

    /// The next field's number and value, or `nil` at the end.
    mutating func next() -> (number: UInt64, value: Value)? {
        guard at < message.count, !isMalformed else { return nil }
        guard let tag = varint(), let value = value(of: tag & 7) else {
            isMalformed = true
            return nil
        }
        return (tag >> 3, value)
    }

    private mutating func value(of wireType: UInt64) -> Value? {
        switch wireType {
        case 0: return varint().map { .number($0) }
        case 1: return take(8).map { .number(UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self))) }
        case 2:
            guard let length = varint(), length <= UInt64(message.count &- at) else { return nil }
            return take(Int(length)).map { .octets($0) }
        case 5: return take(4).map { .number(UInt64(UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self)))) }
        default: return nil  // Groups, which dnstap has none of, and types that do not exist.
        }
    }

    private mutating func varint() -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while at < message.count, shift < 64 {
            let octet = message[at]
            at &+= 1
            number |= UInt64(octet & 0x7f) << shift
            if octet < 0x80 { return number }
            shift &+= 7
        }
        return nil
    }

    private mutating func take(_ length: Int) -> UnsafeRawBufferPointer? {
        guard length <= message.count &- at else { return nil }
        defer { at &+= length }
        return UnsafeRawBufferPointer(rebasing: message[at..<(at &+ length)])
    }
}
