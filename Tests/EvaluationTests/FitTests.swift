import InfraGraph
import TestSupport
import Testing

@testable import Evaluation

@Suite struct FitTests {
    static func near(_ a: Double, _ b: Double, _ most: Double = 1e-6) -> Bool { abs(a - b) < most }

    @Test("solves a system whose solution is known")
    func solve() {
        // [4 2 0; 2 5 3; 0 3 6] · [1 −2 3] = [0 1 12]; only the lower triangle is read.
        let a: [Double] = [4, 99, 99, 2, 5, 99, 0, 3, 6]
        let x = LogisticRegression.solve(a, [0, 1, 12])
        #expect(zip(x, [1, -2, 3]).allSatisfy { Self.near($0, $1) })
    }

    @Test("an intercept alone is the log-odds of the share; a yes-no value adds the log of the odds ratio")
    func closedForms() {
        let seven = (0..<10).map { $0 < 7 }
        let alone = LogisticRegression(rows: seven.map { _ in [1] }, answers: seven, prior: [0], ridge: 1e-9)
        #expect(Self.near(alone.weights[0], 0.847_297_860_387_2))  // ln(7/3)
        // Without it 2 of 8, with it 9 of 12.
        let rows = (0..<20).map { [1.0, $0 < 8 ? 0 : 1] }
        let answers = (0..<20).map { $0 < 2 || (8..<17).contains($0) }
        let both = LogisticRegression(rows: rows, answers: answers, prior: [0, 0], ridge: 1e-9)
        #expect(Self.near(both.weights[0], -1.098_612_288_668_1))  // ln(2/6)
        #expect(Self.near(both.weights[1], 2.197_224_577_336_2))  // ln(9/3) − ln(2/6)
    }

    @Test("what the rows say nothing about stays as it was, and separable answers stay finite")
    func ridge() {
        let rows = (0..<20).map { [$0 < 10 ? -1.0 : 1, 0] }
        let fit = LogisticRegression(rows: rows, answers: (0..<20).map { $0 >= 10 }, prior: [0.5, -1.5], ridge: 1)
        #expect(fit.weights[1] == -1.5)
        // At the minimum the answers' pull equals the ridge's: 20 / (1 + eʷ) = w − 0.5.
        let w = fit.weights[0]
        #expect(w > 1 && Self.near(20 * (1 - logistic(w)), w - 0.5, 1e-4))
    }

    @Test("pools violators, keeps 200 a step, rises, and never says never")
    func pooled() throws {
        // Shares by log-odds: 0, then 0.3 before 0.2 (a violation), then 1; 400 answers each.
        let answers = [(-2.0, 0.0), (0.0, 0.3), (1.0, 0.2), (3.0, 1.0)].flatMap { x, share in
            (0..<400).map { (logOdds: x, isSame: Double($0) < share * 400) }
        }
        let knots = Calibration.pooled(answers)
        #expect(knots.map(\.logOdds) == [-2, 0.5, 3])
        #expect(knots[0].probability == 1 / 1_602.0 && knots[2].probability == 1 - 1 / 1_602.0)
        #expect(Self.near(knots[1].probability, 0.25))
        let few = Calibration.pooled(answers.enumerated().filter { $0.offset % 4 == 0 }.map(\.element))
        #expect(few.count == 1)  // Steps of 100, 200 and 100 are too small to stand alone.
        let middle = Calibration(knots: knots)?.probability(logOdds: -0.75) ?? 0
        #expect(Self.near(middle, (knots[0].probability + knots[1].probability) / 2))
    }

    @Test("few answers shift and stretch the logistic function")
    func stretched() {
        let answers = [(-1.0, 3), (1.0, 17)].flatMap { x, hits in
            (0..<200).map { (logOdds: x, isSame: $0 % 20 < hits) }
        }
        let calibration = Calibration(fitting: answers)
        #expect(Self.near(calibration.probability(logOdds: 1), 0.85, 0.01))
        #expect(Self.near(calibration.probability(logOdds: -1), 0.15, 0.01))
        #expect(Calibration(fitting: []) == Calibration())
    }

    @Test("a fit to answers drawn by known weights finds them, and scores pairs that it did not see better")
    func recovers() {
        var random = SplitMix64(seed: 3)
        var examples: [LinkFit.Example] = []
        for number in 0..<6_000 {
            let (arrival, servers) = (
                Double.random(in: 0...1, using: &random), number % 3 == 0 ? Double.random(in: 0...3, using: &random) : 0
            )
            let odds = -1.5 + 3 * arrival + 0.6 * servers
            examples.append(
                LinkFit.Example(
                    terms: PairTerms(values: ["base": 1, "arrival": arrival, "servers": servers], ceiling: 0.99),
                    isSame: Double.random(in: 0...1, using: &random) < logistic(odds),
                    fold: "\(number % 3)"
                )
            )
        }
        let fit = LinkFit(examples, from: AnalysisSettings())
        #expect(Self.near(fit.settings.weights.arrival, 3, 0.35))
        #expect(Self.near(fit.settings.weights.servers, 0.6, 0.15))
        #expect(Self.near(fit.settings.weights.base, -1.5, 0.25))
        #expect(fit.settings.weights.departure == AnalysisSettings().weights.departure)
        #expect(fit.after.logLoss < fit.before.logLoss && fit.after.ece < 0.05)
        #expect(fit.settings.weights.calibration.knots.count > 5)
    }
}
