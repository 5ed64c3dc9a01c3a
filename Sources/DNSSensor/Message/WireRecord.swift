/// A resource record (RFC 1035 section 4.1.3), in place.
struct WireRecord {
    /// Where its owner's name begins.
    let owner: Int
    let type: UInt16
    let recordClass: UInt16
    /// Where its data begin and end.
    let data: Int
    let end: Int

    /// Reads the record at an offset, or `nil` where it is malformed or runs out of the message.
    ///
    /// The owner's references and the data are not looked into.
    init?(in message: UnsafeRawBufferPointer, at offset: Int) {
        guard let name = WireName.end(in: message, at: offset), name &+ 10 <= message.count else { return nil }
        owner = offset
        type = message.bigEndian16(at: name)
        recordClass = message.bigEndian16(at: name &+ 2)
        data = name &+ 10
        end = data &+ Int(message.bigEndian16(at: name &+ 8))
        guard end <= message.count else { return nil }
    }

    /// What was found of a message's records.
    struct Sections {
        /// Whether the message holds all the records that it says it has.
        var isWhole = false
        /// The upper eight bits of the response code, which EDNS adds (RFC 6891 section 6.1.3).
        var upperCode: UInt16 = 0
    }

    private static let options: UInt16 = 41

    /// Reads the records of a message from an offset on, behind its questions; keeps those of the answer section.
    static func read(
        _ message: UnsafeRawBufferPointer,
        _ header: MessageHeader,
        from offset: Int,
        answers records: inout [WireRecord]
    ) -> Sections {
        // One by one, since they are few as a rule.
        while !records.isEmpty { records.removeLast() }
        var sections = Sections()
        var at = offset
        for _ in 0..<header.answers {
            guard let record = WireRecord(in: message, at: at) else { return sections }
            records.append(record)
            at = record.end
        }
        for place in 0..<(header.authorities &+ header.additionals) {
            guard let record = WireRecord(in: message, at: at) else { return sections }
            at = record.end
            // Its time to live is not one; it has the root for an owner.
            if place >= header.authorities, record.type == options, message[record.owner] == 0 {
                sections.upperCode = UInt16(message[record.owner &+ 5])
            }
        }
        sections.isWhole = true
        return sections
    }
}
