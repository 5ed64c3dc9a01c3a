/// How much of what was said is right, and how much of what is right was said.
public struct Accuracy: Hashable, Sendable {
    /// The right ones among those said; 0 where nothing was said.
    public var precision: Double
    /// The ones said among those that are right; 0 where there are none.
    public var recall: Double

    /// The harmonic mean of the two; 0 where both are.
    public var f1: Double {
        precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    }

    /// Makes it of two shares.
    public init(precision: Double, recall: Double) {
        self.precision = precision
        self.recall = recall
    }

    /// Makes it of counts.
    public init(hits: Int, said: Int, right: Int) {
        precision = share(hits, of: said)
        recall = share(hits, of: right)
    }
}

/// A part of a whole; 0 where the whole is empty.
func share(_ part: Int, of whole: Int) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 0
}
