internal import PassiveDNS

/// How well scores of pairs tell kin from strangers, and how well they are calibrated.
public struct LinkAccuracy: Sendable {
    /// Pairs whose scores lie in one tenth.
    public struct Step: Sendable {
        /// Where the tenth begins.
        public var from: Double
        /// How many pairs.
        public var count: Int
        /// Their mean score.
        public var said: Double
        /// The share of them that are kin.
        public var right: Double
    }

    /// Pairs of one kind with one answer.
    public struct Kind: Sendable {
        /// `same` or `other`, and the kind.
        public var name: String
        /// How many pairs.
        public var count: Int
        /// Their mean score.
        public var meanScore: Double
    }

    /// How many pairs there are.
    public var pairs: Int
    /// How many of them were scored at all; the others count as 0.
    public var scored: Int
    /// The share of them that are kin.
    public var baseRate: Double
    /// The chance that a kin pair scores above another one (area under the receiver's curve); ties count half.
    public var auc: Double
    /// The mean squared difference between score and answer (Brier 1950).
    public var brier: Double
    /// The mean difference between what a tenth of scores says and how many of its pairs are kin, by their number (expected
    /// calibration error).
    public var ece: Double
    /// ``auc`` of the pairs that matter: an actor holds a name of it, and no hub decides it.
    public var aucCampaign: Double
    /// ``brier`` of those pairs.
    public var brierCampaign: Double
    /// How many they are.
    public var pairsCampaign: Int
    /// The tenths that hold pairs.
    public var reliability: [Step]
    /// Each kind of pairs, in the order of names.
    public var kinds: [Kind]

    /// A pair's score, and whether it is kin.
    typealias Answer = (score: Double, isSame: Bool)

    init(_ rows: [(answer: Answer, kind: String)], scored: Int) {
        let answers = rows.map(\.answer)
        let hard = rows.filter { Self.matters($0.kind) }.map(\.answer)
        pairs = rows.count
        self.scored = scored
        baseRate = share(answers.count { $0.isSame }, of: answers.count)
        auc = Self.area(answers)
        brier = Self.brier(answers)
        aucCampaign = Self.area(hard)
        brierCampaign = Self.brier(hard)
        pairsCampaign = hard.count
        let steps = Self.steps(answers)
        reliability = steps
        ece = steps.reduce(0) { $0 + abs($1.said - $1.right) * Double($1.count) } / Double(max(1, rows.count))
        kinds = Dictionary(grouping: rows) { "\($0.answer.isSame ? "same" : "other") \($0.kind)" }
            .map { name, rows in
                Kind(
                    name: name,
                    count: rows.count,
                    meanScore: rows.reduce(0) { $0 + $1.answer.score } / Double(rows.count)
                )
            }
            .sorted { $0.name < $1.name }
    }

    /// A kind is made of who is concerned, the address's class and how the names met: `campaign-cloud-apart`.
    private static func matters(_ kind: String) -> Bool {
        let parts = kind.split(separator: "-", omittingEmptySubsequences: false)
        return kind.hasPrefix("campaign") && parts.count > 1
            && ["ordinary", "cloud", "bulletproof", "flux"].contains(parts[1])
    }

    /// The area under the receiver's operating characteristic, by ranks; n log n.
    static func area(_ answers: [Answer]) -> Double {
        let ranked = answers.sorted { $0.score < $1.score }
        let same = ranked.count { $0.isSame }
        var won = 0.0
        var below = 0
        var at = 0
        while at < ranked.count {
            var end = at
            while end < ranked.count, ranked[end].score == ranked[at].score { end += 1 }
            let tied = ranked[at..<end].count { $0.isSame }
            won += Double(tied) * (Double(below) + Double(end - at - tied) / 2)
            below += end - at - tied
            at = end
        }
        return won / Double(max(1, same * (ranked.count - same)))
    }

    static func brier(_ answers: [Answer]) -> Double {
        answers.reduce(0) { $0 + ($1.score - ($1.isSame ? 1 : 0)) * ($1.score - ($1.isSame ? 1 : 0)) }
            / Double(max(1, answers.count))
    }

    private static func steps(_ answers: [Answer]) -> [Step] {
        let tenths = Dictionary(grouping: answers) { min(9, Int($0.score * 10)) }
        return tenths.sorted { $0.key < $1.key }.map { tenth, answers in
            Step(
                from: Double(tenth) / 10,
                count: answers.count,
                said: answers.reduce(0) { $0 + $1.score } / Double(answers.count),
                right: share(answers.count { $0.isSame }, of: answers.count)
            )
        }
    }
}
