internal import PassiveDNS

/// Turns DNS messages into passive DNS: what resolvers were answered, as far as it belongs to what they asked.
///
/// Nothing of who asked is kept: of an open question only a keyed hash, of an answer only its records.
struct AnswerObserver: DNSDatagramReceiver {
    private let settings: SensorSettings
    /// Times outside are impossible.
    var acceptable: ClosedRange<Timestamp>
    private var questions: QuestionTable
    private var found: [WireRecord] = []
    private var chain: AnswerChain
    /// What was answered and has not left yet.
    var answers: AnswerTable
    private(set) var messages = MessageCounters()
    private(set) var records = RecordCounters()

    /// Open questions that are remembered at most.
    private static let mostQuestions = 1 << 18
    /// Seconds that a resolver waits for an answer; the field's give up sooner.
    private static let patience: Int32 = 30

    /// Makes an observer that has seen nothing.
    init(_ settings: SensorSettings) {
        self.settings = settings
        acceptable = settings.acceptable()
        chain = AnswerChain(settings.rules)
        questions = QuestionTable(
            capacity: settings.keepsUnmatched ? 0 : Self.mostQuestions,
            patience: Self.patience
        )
        answers = AnswerTable(limit: settings.memory)
    }

    /// Questions that were displaced by others before they were answered.
    var displacedQuestions: Int { questions.displaced }

    /// Takes a message off the wire.
    mutating func receive(_ datagram: DNSDatagram) {
        messages.count(observe(datagram.message, of: datagram, within: .everything, at: datagram.time, by: 0))
    }

    /// Takes a response that a resolver has matched with its question itself, as dnstap tells them.
    ///
    /// Records outside the zone, whose servers answered (a canonical wire name), are out of bailiwick; where that is not told,
    /// those outside the registrable domain that the question was about. Times are in nanoseconds since 1970, UTC.
    mutating func receive(
        response message: UnsafeRawBufferPointer,
        within zone: UnsafeRawBufferPointer?,
        at time: Int64,
        by sensor: Int32
    ) {
        let bailiwick = zone.map { Bailiwick.zone($0) } ?? .registrableDomain
        messages.count(observe(message, of: nil, within: bailiwick, at: time, by: sensor))
    }

    private mutating func observe(
        _ message: UnsafeRawBufferPointer,
        of datagram: DNSDatagram?,
        within bailiwick: Bailiwick,
        at time: Int64,
        by sensor: Int32
    ) -> MessageCounters.Outcome {
        guard let header = MessageHeader(message) else { return .malformed }
        guard header.opcode == 0 else { return .otherOpcode }
        guard header.questions == 1 else { return .notOneQuestion }
        guard let question = Question(message) else { return .malformed }
        guard question.recordClass == Question.internet else { return .otherClass }
        let second = Self.second(time)
        guard acceptable.contains(Timestamp(seconds: second)) else { return .impossibleTime }
        guard header.isResponse else {
            ask(header, question, of: datagram, at: second)
            return .question
        }
        let sections = WireRecord.read(message, header, from: question.end, answers: &found)
        // Of a message that the capture cut off, the records before the cut are as good as any.
        guard sections.isWhole || datagram?.isCut == true else { return .malformed }
        guard let bailiwick = answered(header, question, of: datagram, within: bailiwick, at: second) else {
            return .unmatched
        }
        guard !header.isTruncated else { return .truncated }
        let code = sections.upperCode << 4 | header.code
        switch code {
        case ResponseCode.noError where header.answers == 0: return .noData
        case ResponseCode.noError:
            chain.follow(found, of: message, question, within: bailiwick, at: second, by: sensor, &answers, &records)
            return .answer
        case ResponseCode.nonexistent:
            chain.follow(found, of: message, question, within: bailiwick, at: second, by: sensor, &answers, &records)
            keep(code, at: second, by: sensor)
            return .nonexistent
        default:
            chain.follow([], of: message, question, within: .everything, at: second, by: sensor, &answers, &records)
            keep(code, at: second, by: sensor)
            return .otherCode
        }
    }

    private mutating func ask(
        _ header: MessageHeader,
        _ question: Question,
        of datagram: DNSDatagram?,
        at second: Int64
    ) {
        guard !settings.keepsUnmatched, let datagram else { return }
        questions.ask(Self.key(datagram, header, question), isRecursive: header.isRecursive, at: second)
    }

    /// Of which names an answer may speak; `nil` where its question was not seen.
    ///
    /// Who was not asked to ask others speaks of its own zones. Whether it was is the question's word where that was seen: the
    /// answer may lie.
    private mutating func answered(
        _ header: MessageHeader,
        _ question: Question,
        of datagram: DNSDatagram?,
        within bailiwick: Bailiwick,
        at second: Int64
    ) -> Bailiwick? {
        guard let datagram else { return bailiwick }
        if settings.keepsUnmatched { return header.isRecursive ? bailiwick : .registrableDomain }
        return questions.answer(Self.key(datagram, header, question), at: second).map { isRecursive in
            isRecursive ? bailiwick : .registrableDomain
        }
    }

    /// Keeps a response code of the last name in the chain (RFC 6604), where that was asked for.
    private mutating func keep(_ code: UInt16, at second: Int64, by sensor: Int32) {
        guard settings.keepsCodes else { return }
        let (key, owner) = chain.last(followedBy: code)
        answers.add(key, ownerLength: owner, type: ResponseCode.recordType, at: second, by: sensor)
    }

    private static func second(_ time: Int64) -> Int64 {
        time >= 0 ? time / 1_000_000_000 : (time &- 999_999_999) / 1_000_000_000
    }

    /// A keyed hash of all by which an answer must match its question: both ends, transport, id, and the question with its case
    /// (RFC 5452 section 9.1).
    private static func key(_ datagram: DNSDatagram, _ header: MessageHeader, _ question: Question) -> UInt64 {
        let asker = header.isResponse ? datagram.destination : datagram.source
        let server = header.isResponse ? datagram.source : datagram.destination
        let ends =
            UInt64(asker.port) << 48 | UInt64(server.port) << 32 | UInt64(header.id) << 16
            | UInt64(datagram.transport.rawValue)
        let addresses = withUnsafeBytes(of: (asker.address.value, server.address.value)) {
            SeededHash.hash($0, with: ends)
        }
        return SeededHash.hash(question.octets(of: datagram.message), with: addresses)
    }
}
