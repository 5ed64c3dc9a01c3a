/// What a message asks (RFC 1035 section 4.1.2), in place.
struct Question {
    /// The Internet's class.
    static let internet: UInt16 = 1

    let type: UInt16
    let recordClass: UInt16
    /// Where it ends; it begins behind the header.
    let end: Int

    /// Reads the first question behind a message's header, or `nil` where it is malformed.
    ///
    /// Its name can't hold references, for there is nothing before it to refer to.
    init?(_ message: UnsafeRawBufferPointer) {
        var at = MessageHeader.length
        while at < message.count, message[at] != 0 {
            guard message[at] < 0x40 else { return nil }
            at = at &+ Int(message[at]) &+ 1
        }
        guard at &+ 5 <= message.count, at &+ 1 &- MessageHeader.length <= WireName.longest else { return nil }
        type = message.bigEndian16(at: at &+ 1)
        recordClass = message.bigEndian16(at: at &+ 3)
        end = at &+ 5
    }

    /// Name with its case, type and class, as the message has them.
    func octets(of message: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: message[MessageHeader.length..<end])
    }
}
