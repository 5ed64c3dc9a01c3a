/// How the evidence for a connection adds up to its score.
///
/// The model knows nothing of colours or layout.
public struct Waterfall: Sendable {
    /// A piece of evidence that moves the sum.
    public struct Step: Sendable {
        /// What is weighed; see ``Evidence/kind``.
        public let kind: String
        /// The reason in plain words; it may quote hostile text.
        public let text: String
        /// The sum before it, in nats.
        public let from: Double
        /// The sum with it, in nats.
        public let to: Double

        /// What it adds, in nats.
        public var weight: Double { to - from }
    }

    /// The one side.
    public let a: String
    /// The other side.
    public let b: String
    /// The probability that one party controlled both, 0…1.
    public let score: Double
    /// The score in words.
    public let grade: String
    /// What moves the sum, in the order in which it is weighed.
    public private(set) var steps: [Step]
    /// What weighs nothing but should be read, and why the score is not what the sum stands for, in plain words.
    public private(set) var notes: [String]

    /// What the evidence adds up to, in nats; 0 is as likely as not.
    public var total: Double { steps.last?.to ?? 0 }

    /// Adds up the evidence of a connection.
    public init(_ connection: Connection) {
        a = connection.a
        b = connection.b
        score = connection.score.isNaN ? 0 : min(max(connection.score, 0), 1)
        grade = connection.grade
        steps = []
        notes = []
        var sum = 0.0
        for evidence in connection.evidence {
            // Nothing weighs so much, whatever a table of weights says.
            let weight = evidence.weight.isNaN ? 0 : min(max(evidence.weight, -1e6), 1e6)
            if weight == 0 {
                notes.append(evidence.text)
            } else {
                steps.append(Step(kind: evidence.kind, text: evidence.text, from: sum, to: sum + weight))
                sum += weight
            }
        }
        if let difference = difference(connection) { notes.append(difference) }
    }

    /// Why the score is not what the sum stands for; `nil` where it is.
    private func difference(_ connection: Connection) -> String? {
        let sum = probability(logOdds: total)
        guard abs(score - sum) >= 0.005 else { return nil }
        let kinds = Set(connection.evidence.map(\.kind))
        let reads =
            "The sum stands for \(sum >= 0.995 ? "more than 99 %" : percent(sum)), the score is \(percent(score))"
        if kinds.contains("rejected") { return "\(reads): the analyst said that the two are not one party." }
        if kinds.contains("chain"), score > sum { return "\(reads): the chain of links counts for more." }
        if score < sum, score == 0.99 { return "\(reads): no evidence makes a connection surer than that." }
        // The evidence says so itself.
        if score == 0 || kinds.contains("alone") && score == 0.92 { return "\(reads)." }
        return "\(reads), by the limits and the calibration in force."
    }
}
