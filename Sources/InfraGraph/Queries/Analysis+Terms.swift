public import PassiveDNS

/// What the weights multiply when two names are scored: enough to score them anew with other weights.
public struct PairTerms: Hashable, Sendable {
    /// For each weight of ``LinkWeights`` that counts, by its name: what one nat of it adds.
    public var values: [String: Double]
    /// What evidence of this kind can say at most.
    public var ceiling: Double

    /// Makes terms.
    public init(values: [String: Double], ceiling: Double) {
        self.values = values
        self.ceiling = ceiling
    }
}

extension Analysis {
    /// What the weights multiply in the direct connection of two names; `nil` where they share no address that could link
    /// them, or are names of one holder.
    ///
    /// The epochs and the address that say most by the weights in force are taken.
    public func terms(_ left: DomainName, _ right: DomainName) -> PairTerms? {
        guard let a = graph.names.name(named: left.text), let b = graph.names.name(named: right.text) else {
            return nil
        }
        var best: (score: Double, features: PairFeatures)?
        for unitA in units.ofName[a] {
            for unitB in units.ofName[b] {
                if unitA == unitB { return nil }
                let shared = judge.presences.shared(unitA, unitB)
                guard !shared.isEmpty else { continue }
                let features = bestFeatures(shared, unitA, unitB)
                let score = features.logOdds(settings.weights)
                if score > best?.score ?? -.infinity { best = (score, features) }
            }
        }
        return best.map { Self.terms(of: $0.features) }
    }

    /// Every term is linear in its weight, so at weights of one it is the factor.
    private static func terms(of features: PairFeatures) -> PairTerms {
        var values = ["base": 1.0, "snapshot": 1 - features.coverage]
        let add = { (kind: PairFeatures.Kind, value: Double) in values[kind.rawValue, default: 0] += value }
        features.forEachAddressTerm(.ones, add)
        features.forEachOtherTerm(.ones, add)
        return PairTerms(values: values, ceiling: features.ceiling)
    }
}

extension LinkWeights {
    /// Every weight one nat.
    static let ones: LinkWeights = {
        var settings = AnalysisSettings()
        for weight in WeightTable.links { try? weight.set(1, in: &settings) }
        return settings.weights
    }()
}
