internal import InfraGraph

extension Calibration {
    /// The best rising fit of answers to log-odds.
    ///
    /// From 2,000 answers on by pooling adjacent violators (Ayer et al. 1955), with at least 200 answers a step; below by
    /// the logistic function, shifted and stretched (Platt 1999), as knots at whole log-odds.
    init(fitting answers: [(logOdds: Double, isSame: Bool)]) {
        let knots = answers.count >= 2_000 ? Self.pooled(answers) : Self.stretched(answers)
        self = Calibration(knots: knots) ?? Calibration()
    }

    private static let leastPool = 200

    private struct Pool {
        var sum: Double
        var hits: Double
        var count: Double

        var share: Double { hits / count }

        mutating func take(_ other: Pool) {
            sum += other.sum
            hits += other.hits
            count += other.count
        }
    }

    static func pooled(_ answers: [(logOdds: Double, isSame: Bool)]) -> [Knot] {
        var pools: [Pool] = []
        var previous: Double?
        for answer in answers.sorted(by: { $0.logOdds < $1.logOdds }) {
            let pool = Pool(sum: answer.logOdds, hits: answer.isSame ? 1 : 0, count: 1)
            if answer.logOdds == previous {
                pools[pools.count - 1].take(pool)
            } else {
                pools.append(pool)
            }
            previous = answer.logOdds
        }
        var steps: [Pool] = []
        for pool in pools {
            steps.append(pool)
            while steps.count > 1, steps[steps.count - 2].share >= steps[steps.count - 1].share {
                let last = steps.removeLast()
                steps[steps.count - 1].take(last)
            }
        }
        // Small steps join the one before; what is too small at the end joins it too.
        var wide: [Pool] = []
        for step in steps {
            if let last = wide.last, last.count < Double(leastPool) {
                wide[wide.count - 1].take(step)
            } else {
                wide.append(step)
            }
        }
        if wide.count > 1, let last = wide.last, last.count < Double(leastPool) {
            wide.removeLast()
            wide[wide.count - 1].take(last)
        }
        // So few answers never prove certainty.
        let least = 1 / Double(answers.count + 2)
        return wide.map {
            Knot(logOdds: $0.sum / $0.count, probability: min(1 - least, max(least, $0.share)))
        }
    }

    static func stretched(_ answers: [(logOdds: Double, isSame: Bool)]) -> [Knot] {
        guard !answers.isEmpty else { return [] }
        let fit = LogisticRegression(
            rows: answers.map { [$0.logOdds, 1] },
            answers: answers.map(\.isSame),
            prior: [1, 0],
            ridge: 1
        )
        guard fit.weights[0] > 0 else { return [] }
        return (-8...8).map { x in
            Knot(logOdds: Double(x), probability: logistic(fit.weights[0] * Double(x) + fit.weights[1]))
        }
    }
}
