internal import PassiveDNS

/// What the analyst said of pairs of units.
///
/// A rejection holds for all holders of the two names. A confirmation holds for those that met; where none did, for those
/// closest in time.
struct JudgedUnits: Sendable {
    /// The pairs to be in one cluster, the latest judgement first.
    private(set) var together: [(a: Int32, b: Int32)] = []
    /// The pairs never to be in one cluster.
    private(set) var apart: [(a: Int32, b: Int32)] = []
    private var judgements: [UInt64: Judgement] = [:]

    /// Finds the units of the judged names.
    init(_ judgements: Judgements, units: Units, presences: Presences) {
        for said in judgements.rejected {
            for (a, b) in Self.pairs(said, units) {
                apart.append((a, b))
                self.judgements[Self.key(a, b)] = said.judgement
            }
        }
        for said in judgements.confirmed {
            let pairs = Self.pairs(said, units)
            var met = pairs.filter { !presences.shared($0.a, $0.b).isEmpty }
            if met.isEmpty, let closest = pairs.min(by: { Self.gap($0, units) < Self.gap($1, units) }) {
                met = [closest]
            }
            for (a, b) in met where self.judgements[Self.key(a, b)] == nil {
                together.append((a, b))
                self.judgements[Self.key(a, b)] = said.judgement
            }
        }
    }

    private static func pairs(_ said: Judgements.Said, _ units: Units) -> [(a: Int32, b: Int32)] {
        units.ofName[said.a].flatMap { a in
            units.ofName[said.b].compactMap { b in a == b ? nil : (min(a, b), max(a, b)) }
        }
    }

    /// Seconds between the times of two units; 0 where they share an instant.
    private static func gap(_ pair: (a: Int32, b: Int32), _ units: Units) -> Int64 {
        let (a, b) = (Int(pair.a), Int(pair.b))
        return max(0, max(units.first[a], units.first[b]) - min(units.last[a], units.last[b]))
    }

    private static func key(_ a: Int32, _ b: Int32) -> UInt64 {
        UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    }

    /// The units of which anything was said.
    var units: Set<Int32> {
        Set(judgements.keys.lazy.flatMap { [Int32($0 >> 32), Int32(truncatingIfNeeded: $0)] })
    }

    /// What was said of two units.
    func judgement(_ a: Int32, _ b: Int32) -> Judgement? {
        judgements.isEmpty ? nil : judgements[Self.key(a, b)]
    }

    /// Whether the analyst confirmed a pair of units.
    func confirmed(_ a: Int32, _ b: Int32) -> Bool {
        if case .confirm = judgement(a, b)?.verdict { true } else { false }
    }

    /// Whether the analyst rejected a pair of units.
    func rejected(_ a: Int32, _ b: Int32) -> Bool {
        if case .reject = judgement(a, b)?.verdict { true } else { false }
    }

    /// A pair's score with the analyst's word taken into account: none where it was rejected, six nats more where it was
    /// confirmed.
    func score(_ score: Double, _ a: Int32, _ b: Int32) -> Double {
        switch judgement(a, b)?.verdict {
        case .reject: 0
        case .confirm: Self.confirmed(score)
        default: score
        }
    }

    /// A score with a confirmation on top, at most 0.99.
    static func confirmed(_ score: Double) -> Double {
        let bounded = min(0.999, max(0.001, score))
        return max(score, min(0.99, probability(logOdds: logarithm(bounded / (1 - bounded)) + Judgements.confirmation)))
    }
}
