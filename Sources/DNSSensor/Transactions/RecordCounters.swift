/// What became of the records in the answer sections of messages that counted as an answer or as nonexistent: each is counted
/// once.
public struct RecordCounters: Hashable, Sendable {
    /// Where a record can end; the first that holds.
    public enum Outcome: Int, CaseIterable, Sendable {
        /// Not of the name that was asked for, nor of one that its aliases lead to, or outside the zone whose servers answered.
        case outOfBailiwick
        /// A class other than the Internet's.
        case otherClass
        /// A type that was not asked for; signatures, mostly.
        case otherType
        /// Data that don't fit the type.
        case malformed
        /// Kept.
        case kept

        /// The name in statistics; it stays what it is.
        public var name: String {
            switch self {
            case .outOfBailiwick: "out_of_bailiwick"
            case .otherClass: "other_class"
            case .otherType: "other_type"
            case .malformed: "malformed"
            case .kept: "kept"
            }
        }
    }

    private var outcomes = [Int](repeating: 0, count: Outcome.allCases.count)

    /// Makes counters at zero.
    public init() {}

    /// How many records ended so.
    public subscript(outcome: Outcome) -> Int {
        outcomes[outcome.rawValue]
    }

    /// All records.
    public var records: Int {
        outcomes.reduce(0, +)
    }

    /// All counters in their order: records, what they sum up from.
    public var list: [(name: String, value: Int)] {
        [("records", records)] + Outcome.allCases.map { ("records_" + $0.name, self[$0]) }
    }

    mutating func count(_ outcome: Outcome) {
        outcomes[outcome.rawValue] &+= 1
    }
}
