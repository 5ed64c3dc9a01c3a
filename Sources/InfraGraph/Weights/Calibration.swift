/// What log-odds turned out to mean on labelled pairs: a rising line through knots.
///
/// Between knots the probability is interpolated; beyond the ends it stays. Without knots it is the logistic function.
public struct Calibration: Hashable, Sendable {
    /// Log-odds and the probability that they stand for.
    public struct Knot: Hashable, Sendable {
        /// The log-odds, in nats.
        public var logOdds: Double
        /// The probability, 0…1.
        public var probability: Double

        /// Makes a knot.
        public init(logOdds: Double, probability: Double) {
            self.logOdds = logOdds
            self.probability = probability
        }
    }

    /// The knots; both coordinates rise.
    public let knots: [Knot]

    /// The logistic function.
    public init() { knots = [] }

    /// A line through knots, in any order.
    ///
    /// `nil` where two have the same log-odds, probabilities leave 0…1, or fall.
    public init?(knots: [Knot]) {
        let sorted = knots.sorted { $0.logOdds < $1.logOdds }
        guard sorted.allSatisfy({ $0.logOdds.isFinite && (0...1).contains($0.probability) }) else { return nil }
        for (before, after) in zip(sorted, sorted.dropFirst())
        where after.logOdds == before.logOdds || after.probability < before.probability {
            return nil
        }
        self.knots = sorted
    }

    /// The probability that log-odds stand for.
    public func probability(logOdds: Double) -> Double {
        guard let first = knots.first, let last = knots.last else { return InfraGraph.probability(logOdds: logOdds) }
        if logOdds <= first.logOdds { return first.probability }
        if logOdds >= last.logOdds { return last.probability }
        let next = knots.firstIndex { $0.logOdds > logOdds } ?? knots.count - 1
        let (a, b) = (knots[next - 1], knots[next])
        return a.probability + (b.probability - a.probability) * (logOdds - a.logOdds) / (b.logOdds - a.logOdds)
    }
}
