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

    /// Reads the records of a message from an offset on, behind its questions; keeps those of the answer section.
    ///
    /// - Returns: whether the message holds all the records that it says it has.
    static func read(
        _ message: UnsafeRawBufferPointer,
        _ header: MessageHeader,
        from offset: Int,
        answers records: inout [WireRecord]
    ) -> Bool {
        records.removeAll(keepingCapacity: true)
        var at = offset
        for _ in 0..<header.answers {
            guard let record = WireRecord(in: message, at: at) else { return false }
            records.append(record)
            at = record.end
        }
        for _ in 0..<(header.authorities &+ header.additionals) {
            guard let record = WireRecord(in: message, at: at) else { return false }
            at = record.end
        }
        return true
    }
}
