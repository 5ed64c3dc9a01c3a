/// What became of dnstap frames: each is counted once.
public struct FrameCounters: Hashable, Sendable {
    /// Where a frame can end; the first that holds.
    public enum Outcome: Int, CaseIterable, Sendable {
        /// Longer than any dnstap message can be.
        case tooLong
        /// No dnstap message.
        case malformed
        /// A message other than a response that a resolver got.
        case otherType
        /// A response without its octets or its time.
        case incomplete
        /// A response that was handed on.
        case response

        /// The name in statistics; it stays what it is.
        public var name: String {
            switch self {
            case .tooLong: "too_long"
            case .malformed: "malformed"
            case .otherType: "other_type"
            case .incomplete: "incomplete"
            case .response: "response"
            }
        }
    }

    private var outcomes = [Int](repeating: 0, count: Outcome.allCases.count)

    /// Makes counters at zero.
    public init() {}

    /// How many frames ended so.
    public subscript(outcome: Outcome) -> Int {
        outcomes[outcome.rawValue]
    }

    /// All frames.
    public var frames: Int {
        outcomes.reduce(0, +)
    }

    /// All counters in their order: frames, what they sum up from.
    public var list: [(name: String, value: Int)] {
        [("frames", frames)] + Outcome.allCases.map { ("frames_" + $0.name, self[$0]) }
    }

    mutating func count(_ outcome: Outcome) {
        outcomes[outcome.rawValue] &+= 1
    }
}
