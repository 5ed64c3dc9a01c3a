/// A closed interval of time: something was seen first at `first` and last at `last`, both included.
public struct Period: Hashable, Sendable {
    /// When it was seen first.
    public var first: Timestamp
    /// When it was seen last; never before `first`.
    public var last: Timestamp

    /// Makes a period.
    ///
    /// - Precondition: `first <= last`.
    public init(first: Timestamp, last: Timestamp) {
        precondition(first <= last, "a period ends before it begins")
        self.first = first
        self.last = last
    }

    /// Whether an instant lies in the period.
    public func contains(_ instant: Timestamp) -> Bool {
        first <= instant && instant <= last
    }

    /// Whether the two periods share an instant.
    public func overlaps(_ other: Period) -> Bool {
        first <= other.last && other.first <= last
    }

    /// The smallest period that holds both.
    public func union(_ other: Period) -> Period {
        Period(first: min(first, other.first), last: max(last, other.last))
    }

    /// Seconds from the first to the last instant; 0 for a single sighting.
    public var duration: Int64 {
        last.seconds - first.seconds
    }
}

extension Period: Comparable {
    /// Compares by beginning, then by end.
    public static func < (a: Period, b: Period) -> Bool {
        (a.first, a.last) < (b.first, b.last)
    }
}

extension Period: CustomStringConvertible {
    /// Both dates, such as `2015-04-02 to 2015-07-10`.
    public var description: String {
        first.date == last.date ? first.date : "\(first.date) to \(last.date)"
    }
}
