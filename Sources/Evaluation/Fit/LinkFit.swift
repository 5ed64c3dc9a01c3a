public import InfraGraph
internal import PassiveDNS

/// Link weights and a calibration refitted to labelled pairs, and whether that helped.
public struct LinkFit: Sendable {
    /// A labelled pair that shares an address.
    public struct Example: Sendable {
        /// What the weights multiply.
        public var terms: PairTerms
        /// Whether one owner held both names.
        public var isSame: Bool
        /// Examples of one fold are held out together.
        public var fold: String
    }

    /// How well scores fit answers.
    public struct Figures: Sendable {
        /// The mean negative log-likelihood of the answers, in nats.
        public var logLoss: Double
        /// ``LinkAccuracy/brier``, ``LinkAccuracy/ece`` and ``LinkAccuracy/auc``.
        public var brier: Double
        /// The expected calibration error.
        public var ece: Double
        /// The area under the receiver's curve.
        public var auc: Double
    }

    /// The settings with the refitted weights and calibration.
    public let settings: AnalysisSettings
    /// With the settings that were given.
    public let before: Figures
    /// With refitted ones, each fold scored by a fit to the others.
    public let after: Figures

    /// How strongly weights are held to those given: as much as this many answers that are nearly a toss-up, four times.
    private static let ridge = 10.0

    /// Refits the link weights of some settings.
    ///
    /// - Parameters:
    ///   - examples: labelled pairs of at least two folds.
    ///   - settings: where to start from, and what weights stay near.
    public init(_ examples: [Example], from settings: AnalysisSettings) {
        before = Self.figures(examples.map { (Self.score($0.terms, settings), $0.isSame) })
        self.settings = Self.fit(examples, settings)
        var held: [LinkAccuracy.Answer] = []
        for fold in Set(examples.map(\.fold)).sorted() {
            let fitted = Self.fit(examples.filter { $0.fold != fold }, settings)
            held += examples.filter { $0.fold == fold }.map { (Self.score($0.terms, fitted), $0.isSame) }
        }
        after = Self.figures(held)
    }

    /// The weights and the calibration that fit some examples best, rounded to thousandths.
    private static func fit(_ examples: [Example], _ settings: AnalysisSettings) -> AnalysisSettings {
        let weights = WeightTable.links
        let names = weights.map { String($0.name.dropFirst(WeightTable.linkPrefix.count)) }
        let regression = LogisticRegression(
            rows: examples.map { example in names.map { example.terms.values[$0] ?? 0 } },
            answers: examples.map(\.isSame),
            prior: weights.map { $0.value(in: settings) },
            ridge: ridge
        )
        var fitted = settings
        for (weight, value) in zip(weights, regression.weights) {
            let rounded = (value * 1_000).rounded() / 1_000
            let inside = min(weight.range.upperBound, max(weight.range.lowerBound, rounded))
            try? weight.set(inside, in: &fitted)
        }
        let answers = examples.map { (logOdds: logOdds($0.terms, fitted), isSame: $0.isSame) }
        fitted.weights.calibration = Calibration(fitting: answers)
        return fitted
    }

    private static func logOdds(_ terms: PairTerms, _ settings: AnalysisSettings) -> Double {
        WeightTable.links.reduce(0) { sum, weight in
            sum + (terms.values[String(weight.name.dropFirst(WeightTable.linkPrefix.count))] ?? 0)
                * weight.value(in: settings)
        }
    }

    static func score(_ terms: PairTerms, _ settings: AnalysisSettings) -> Double {
        min(terms.ceiling, settings.weights.calibration.probability(logOdds: logOdds(terms, settings)))
    }

    private static func figures(_ answers: [LinkAccuracy.Answer]) -> Figures {
        let accuracy = LinkAccuracy(answers.map { (answer: $0, kind: "") }, scored: answers.count)
        let loss = answers.reduce(0) { sum, answer in
            let p = min(1 - 1e-6, max(1e-6, answer.score))
            return sum - logarithm(answer.isSame ? p : 1 - p)
        }
        return Figures(
            logLoss: loss / Double(max(1, answers.count)),
            brier: accuracy.brier,
            ece: accuracy.ece,
            auc: accuracy.auc
        )
    }
}

extension LinkFit {
    /// The labelled pairs that share an address, for fitting.
    ///
    /// - Parameters:
    ///   - pairs: what is known.
    ///   - analysis: where the names were seen.
    ///   - fold: what all are held out with; where `nil`, five folds by their first names.
    /// - Returns: an example for each pair that shares an address.
    public static func examples(_ pairs: [Labels.Pair], _ analysis: Analysis, fold: String?) -> [Example] {
        pairs.compactMap { pair in
            analysis.terms(pair.a, pair.b).map { terms in
                let own = pair.a.text.utf8.reduce(UInt64(5_381)) { ($0 &* 33) ^ UInt64($1) } % 5
                return Example(terms: terms, isSame: pair.isSame, fold: fold ?? "\(own)")
            }
        }
    }
}
