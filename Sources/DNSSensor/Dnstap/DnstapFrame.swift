/// What a dnstap frame says, as far as passive DNS needs it (dnstap.proto).
struct DnstapFrame {
    /// The kind of message that is a response which a resolver got from an authoritative server.
    static let resolverResponse: UInt64 = 4

    /// Who says it; empty where it does not say.
    private(set) var identity = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The kind of message, or `nil` where there is none.
    private(set) var type: UInt64?
    /// The zone whose servers answered, as a wire name.
    private(set) var zone: UnsafeRawBufferPointer?
    /// The response as it came.
    private(set) var response: UnsafeRawBufferPointer?
    /// When the response came, in nanoseconds since 1970, UTC.
    private(set) var time: Int64?

    /// Reads a frame, or `nil` where it is no dnstap.
    init?(_ frame: UnsafeRawBufferPointer) {
        var fields = ProtobufFields(frame)
        while let (number, value) = fields.next() {
            switch (number, value) {
            case (1, .octets(let identity)): self.identity = identity
            case (14, .octets(let message)): guard read(message) else { return nil }
            default: break
            }
        }
        if fields.isMalformed { return nil }
    }

    private mutating func read(_ message: UnsafeRawBufferPointer) -> Bool {
        var fields = ProtobufFields(message)
        var seconds: UInt64?
        var nanoseconds: UInt64 = 0
        while let (number, value) = fields.next() {
            switch (number, value) {
            case (1, .number(let type)): self.type = type
            case (11, .octets(let zone)): self.zone = zone
            case (12, .number(let time)): seconds = time
            case (13, .number(let time)): nanoseconds = time
            case (14, .octets(let response)): self.response = response
            default: break
            }
        }
        if let seconds, seconds < 1 << 33, nanoseconds < 1_000_000_000 {
            time = Int64(seconds) &* 1_000_000_000 &+ Int64(nanoseconds)
        }
        return !fields.isMalformed
    }
}
