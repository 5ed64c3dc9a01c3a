/// What became of DNS messages: each is counted once.
public struct MessageCounters: Hashable, Sendable {
    /// Where a message can end; the first that holds.
    public enum Outcome: Int, CaseIterable, Sendable {
        /// No DNS message, or one that ends before all that it says it holds.
        case malformed
        /// Something other than a query, such as an update or a notification.
        case otherOpcode
        /// Not exactly one question.
        case notOneQuestion
        /// A class other than the Internet's.
        case otherClass
        /// Captured before 1980 or in the future.
        case impossibleTime
        /// A question.
        case question
        /// An answer to a question that was not seen.
        case unmatched
        /// An answer that says it is not whole; the whole one follows over TCP (RFC 2181 section 9).
        case truncated
        /// NOERROR with records.
        case answer
        /// NOERROR without records.
        case noData
        /// NXDOMAIN, with the aliases that led there if any.
        case nonexistent
        /// Another response code, such as SERVFAIL.
        case otherCode

        /// The name in statistics; it stays what it is.
        public var name: String {
            switch self {
            case .malformed: "malformed"
            case .otherOpcode: "other_opcode"
            case .notOneQuestion: "not_one_question"
            case .otherClass: "other_class"
            case .impossibleTime: "impossible_time"
            case .question: "question"
            case .unmatched: "unmatched"
            case .truncated: "truncated"
            case .answer: "answer"
            case .noData: "no_data"
            case .nonexistent: "nonexistent"
            case .otherCode: "other_code"
            }
        }
    }

    private var outcomes = [Int](repeating: 0, count: Outcome.allCases.count)

    /// Makes counters at zero.
    public init() {}

    /// How many messages ended so.
    public subscript(outcome: Outcome) -> Int {
        outcomes[outcome.rawValue]
    }

    /// All messages.
    public var messages: Int {
        outcomes.reduce(0, +)
    }

    /// All counters in their order.
    public var list: [(name: String, value: Int)] {
        Outcome.allCases.map { ("messages_" + $0.name, self[$0]) }
    }

    mutating func count(_ outcome: Outcome) {
        outcomes[outcome.rawValue] &+= 1
    }
}
