internal import PassiveDNS

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

        static func isAlias(_ type: UInt16) -> Bool { type == cname || type == dname }
    }

    /// Room for a canonical name with canonical data behind: of the chain's present name, and of a name above it.
    private let key: UnsafeMutableRawBufferPointer
    private let upperKey: UnsafeMutableRawBufferPointer
    /// Frees both.
    private let memory = ScratchMemory(byteCount: 2 * room)
    /// The registrable domain that bounds the chain.
    private let zoneMemory = ScratchMemory(byteCount: WireName.longest)
    /// Of each record whether it belongs to the question; longer than the message's records are many.
    private var isTaken: [Bool] = []
    private var hashes = OwnerHashes()
    private let domains: RegistrableDomains
    /// Octets of the present name in ``key``.
    private var length = 0
    /// Where the present name lies in the message.
    private var place = 0

    private static let room = WireName.longest + RecordContent.longest

    init(_ rules: any RegistrableDomainRules) {
        domains = RegistrableDomains(rules)
        key = UnsafeMutableRawBufferPointer(rebasing: memory.bytes[..<Self.room])
        upperKey = UnsafeMutableRawBufferPointer(rebasing: memory.bytes[Self.room...])
    }

    /// The name that the aliases led to, in canonical wire form, and in ``key`` a number of two octets behind it.
    func last(followedBy number: UInt16) -> (key: UnsafeRawBufferPointer, ownerLength: Int) {
        key[length] = UInt8(truncatingIfNeeded: number >> 8)
        key[length &+ 1] = UInt8(truncatingIfNeeded: number)
        return (UnsafeRawBufferPointer(rebasing: key[..<(length &+ 2)]), length)
    }

    /// Adds the records that belong to the question to the answers, and counts all of them.
    ///
    /// A name that the server may not speak of ends the chain. Each owner is read once, and at most ``mostAliases`` passes go
    /// over the records.
    mutating func follow(
        _ records: [WireRecord],
        of message: UnsafeRawBufferPointer,
        _ question: Question,
        within bailiwick: Bailiwick,
        at second: Int64,
        by sensor: Int32,
        _ answers: inout AnswerTable,
        _ counters: inout RecordCounters
    ) {
        for index in records.indices {
            if index < isTaken.count { isTaken[index] = false } else { isTaken.append(false) }
        }
        hashes.begin()
        var next = MessageHeader.length
        var left = records.count
        var zone: UnsafeRawBufferPointer?
        for step in 0...Self.mostAliases {
            guard let written = WireName.write(message, at: next, to: key) else { break }
            (length, place, next) = (written, WireName.place(in: message, at: next), 0)
            if step == 0 { zone = self.zone(bailiwick, records) }
            if let zone, !WireName.isBelowOrEqual(name, zone) { break }
            if left == 0 { break }
            hashes.goOn()
            for index in records.indices where !isTaken[index] {
                let record = records[index]
                guard let owner = owner(of: records, index, in: message, within: zone) else { continue }
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

    /// The zone that bounds the chain which begins at the present name; `nil` where none does, or nothing leads elsewhere.
    private func zone(_ bailiwick: Bailiwick, _ records: [WireRecord]) -> UnsafeRawBufferPointer? {
        switch bailiwick {
        case .everything: return nil
        case .zone(let zone): return zone
        case .registrableDomain:
            guard records.contains(where: { Kind.isAlias($0.type) }) else { return nil }
            let domain = domains.domain(of: name)
            zoneMemory.bytes.copyMemory(from: domain)
            return UnsafeRawBufferPointer(rebasing: zoneMemory.bytes[..<domain.count])
        }
    }

    /// The canonical owner of a record, with room behind it, where that is the present name, or for a DNAME one above it in
    /// the zone.
    private mutating func owner(
        of records: [WireRecord],
        _ index: Int,
        in message: UnsafeRawBufferPointer,
        within zone: UnsafeRawBufferPointer?
    ) -> (UnsafeMutableRawBufferPointer, Int)? {
        let record = records[index]
        if record.type != Kind.dname, WireName.place(in: message, at: record.owner) == place { return (key, length) }
        guard hashes.mayMatch(index, records, of: name, in: message, room: upperKey),
            let written = WireName.write(message, at: record.owner, to: upperKey)
        else { return nil }
        let owner = UnsafeRawBufferPointer(rebasing: upperKey[..<written])
        guard record.type == Kind.dname else { return WireName.isEqual(name, owner) ? (key, length) : nil }
        if let zone, !WireName.isBelowOrEqual(owner, zone) { return nil }
        return WireName.isBelowOrEqual(name, owner) ? (upperKey, written) : nil
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
        guard Kind.isAlias(record.type) || record.type == question.type || question.type == Kind.any,
            !Self.isMeta(record.type)
        else {
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
}
