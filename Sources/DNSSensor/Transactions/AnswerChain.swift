/// The records of an answer section that belong to its question, from alias to alias.
///
/// Records of other owners may be true or planted; a resolver asks for them itself before it believes them (RFC 2181
/// section 5.4.1), and so they are left out.
struct AnswerChain {
    /// Resolvers follow no more aliases than about this many.
    private static let mostAliases = 16

    private enum Kind {
        static let cname: UInt16 = 5
        static let dname: UInt16 = 39
        static let any: UInt16 = 255
    }

    /// Room for a canonical name with canonical data behind: of the chain's present name, and of a name above it.
    private let key: UnsafeMutableRawBufferPointer
    private let upperKey: UnsafeMutableRawBufferPointer
    /// Frees both.
    private let memory = ScratchMemory(byteCount: 2 * room)
    private var isTaken: [Bool] = []
    /// Octets of the present name in ``key``.
    private var length = 0
    /// Where the present name lies in the message.
    private var place = 0

    private static let room = WireName.longest + RecordContent.longest

    init() {
        key = UnsafeMutableRawBufferPointer(rebasing: memory.bytes[..<Self.room])
        upperKey = UnsafeMutableRawBufferPointer(rebasing: memory.bytes[Self.room...])
    }

    /// The name that the aliases led to, in canonical wire form, and in ``key`` one octet behind it.
    func last(followedBy octet: UInt8) -> (key: UnsafeRawBufferPointer, ownerLength: Int) {
        key[length] = octet
        return (UnsafeRawBufferPointer(rebasing: key[...length]), length)
    }

    /// Adds the records that belong to the question to the answers, and counts all of them.
    ///
    /// A name outside the zone, whose servers answered (a canonical wire name), ends the chain. At most ``mostAliases``
    /// passes over the records.
    mutating func follow(
        _ records: [WireRecord],
        of message: UnsafeRawBufferPointer,
        _ question: Question,
        within zone: UnsafeRawBufferPointer?,
        at second: Int64,
        by sensor: Int32,
        _ answers: inout AnswerTable,
        _ counters: inout RecordCounters
    ) {
        isTaken.removeAll(keepingCapacity: true)
        for _ in records { isTaken.append(false) }
        var next = MessageHeader.length
        var left = records.count
        for _ in 0...Self.mostAliases {
            guard let written = WireName.write(message, at: next, to: key) else { break }
            (length, place, next) = (written, WireName.place(in: message, at: next), 0)
            if let zone, !Self.isBelowOrEqual(name, zone) { break }
            if left == 0 { break }
            for index in records.indices where !isTaken[index] {
                let record = records[index]
                guard let owner = owner(of: record, in: message) else { continue }
                isTaken[index] = true
                left &-= 1
                let outcome = keep(record, of: message, owner, question, at: second, by: sensor, &answers)
                counters.count(outcome)
                if outcome == .kept, record.type == Kind.cname, next == 0, question.type != Kind.cname,
                    question.type != Kind.any
                {
                    next = record.data
                }
            }
            if next == 0 { break }
        }
        for _ in 0..<left { counters.count(.outOfBailiwick) }
    }

    private var name: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: key[..<length])
    }

    /// The canonical owner of a record, with room behind it, where that is the present name, or for a DNAME one above it.
    private func owner(of record: WireRecord, in message: UnsafeRawBufferPointer) -> (
        UnsafeMutableRawBufferPointer, Int
    )? {
        if WireName.place(in: message, at: record.owner) == place, record.type != Kind.dname { return (key, length) }
        guard let written = WireName.write(message, at: record.owner, to: upperKey) else { return nil }
        let owner = UnsafeRawBufferPointer(rebasing: upperKey[..<written])
        if record.type == Kind.dname { return Self.isBelowOrEqual(name, owner) ? (upperKey, written) : nil }
        return Self.isEqual(name, owner) ? (key, length) : nil
    }

    private func keep(
        _ record: WireRecord,
        of message: UnsafeRawBufferPointer,
        _ owner: (buffer: UnsafeMutableRawBufferPointer, length: Int),
        _ question: Question,
        at second: Int64,
        by sensor: Int32,
        _ answers: inout AnswerTable
    ) -> RecordCounters.Outcome {
        guard record.recordClass == Question.internet else { return .otherClass }
        let isAlias = record.type == Kind.cname || record.type == Kind.dname
        guard isAlias || record.type == question.type || question.type == Kind.any, !Self.isMeta(record.type) else {
            return .otherType
        }
        let content = UnsafeMutableRawBufferPointer(rebasing: owner.buffer[owner.length...])
        guard let written = RecordContent.write(record, of: message, to: content) else { return .malformed }
        answers.add(
            UnsafeRawBufferPointer(rebasing: owner.buffer[..<(owner.length &+ written)]),
            ownerLength: owner.length,
            type: record.type,
            at: second,
            by: sensor
        )
        return .kept
    }

    /// Types that no zone holds (RFC 6895 section 3.1).
    private static func isMeta(_ type: UInt16) -> Bool {
        type == 0 || type == 41 || (128...255).contains(type)
    }

    private static func isEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        guard a.count == b.count else { return false }
        var at = 0
        while at < a.count {
            if a[at] != b[at] { return false }
            at &+= 1
        }
        return true
    }

    /// Whether a canonical wire name is another or lies below it.
    private static func isBelowOrEqual(_ name: UnsafeRawBufferPointer, _ upper: UnsafeRawBufferPointer) -> Bool {
        var at = 0
        while name.count &- at > upper.count { at = at &+ Int(name[at]) &+ 1 }
        return at <= name.count && isEqual(UnsafeRawBufferPointer(rebasing: name[at...]), upper)
    }
}
