import PassiveDNS
import Testing

@testable import InfraGraph

@Suite struct WeightTests {
    /// The names and values of all numbers in a value, and in what it holds.
    private static func numbers(_ value: Any, _ prefix: String) -> [String: Double] {
        var found: [String: Double] = [:]
        for child in Mirror(reflecting: value).children {
            guard let label = child.label else { continue }
            if let number = child.value as? Double { found[prefix + label] = number }
            if let number = child.value as? Int { found[prefix + label] = Double(number) }
        }
        return found
    }

    @Test("the table holds every number of the settings, under its own name, with a default in range")
    func complete() {
        let settings = AnalysisSettings()
        var expected = Self.numbers(settings, "")
        for child in Mirror(reflecting: settings).children where Mirror(reflecting: child.value).displayStyle == .struct
        {
            let group = child.label == "weights" ? "link" : child.label ?? ""
            expected.merge(Self.numbers(child.value, group + ".")) { $1 }
        }
        var table: [String: Double] = [:]
        for weight in WeightTable.weights {
            table[weight.name] = weight.value(in: settings)
            #expect(weight.range.contains(weight.value(in: settings)), "\(weight.name)")
            #expect(!weight.meaning.isEmpty && !weight.source.isEmpty)
        }
        #expect(table == expected)
        #expect(table.count == WeightTable.weights.count)
    }

    @Test("each line sets its own weight, and every change shows in the digest")
    func set() throws {
        var digests: Set<String> = [AnalysisSettings().digest]
        for weight in WeightTable.weights {
            var settings = AnalysisSettings()
            let value = weight.value(in: settings)
            let other = value == weight.range.upperBound ? weight.range.lowerBound : weight.range.upperBound
            try weight.set(other, in: &settings)
            #expect(
                WeightTable.weights.filter { $0.value(in: settings) != $0.value(in: AnalysisSettings()) }.map(\.name)
                    == [
                        weight.name
                    ]
            )
            digests.insert(settings.digest)
        }
        #expect(digests.count == WeightTable.weights.count + 1)
        #expect(digests.allSatisfy { $0.count == 8 })
    }

    @Test func refuses() throws {
        #expect(throws: WeightError.self) { try WeightTable.weight(named: "link.arival") }
        do {
            _ = try WeightTable.weight(named: "leastfanout")
        } catch {
            #expect("\(error)".contains("did you mean leastFanOut?"))
        }
        var settings = AnalysisSettings()
        let weight = try WeightTable.weight(named: "leastFanOut")
        for value in [2.5, 0, -1, .nan, .infinity] {
            #expect(throws: WeightError.self) { try weight.set(value, in: &settings) }
        }
        #expect(settings.leastFanOut == AnalysisSettings().leastFanOut)
    }

    @Test func distances() {
        #expect(WeightTable.distance("kitten", "sitting") == 3)
        #expect(WeightTable.distance("", "abc") == 3 && WeightTable.distance("same", "SAME") == 0)
    }

    @Test("a calibration interpolates between its knots, stays beyond them, and must rise")
    func calibration() throws {
        let knots = [(-1.0, 0.1), (1.0, 0.5), (3.0, 0.9)].map { Calibration.Knot(logOdds: $0, probability: $1) }
        let line = try #require(Calibration(knots: knots.reversed()))
        for (x, y) in [(-9.0, 0.1), (-1, 0.1), (0, 0.3), (1, 0.5), (2, 0.7), (9, 0.9)] {
            #expect(abs(line.probability(logOdds: x) - y) < 1e-12)
        }
        #expect(Calibration().probability(logOdds: 0) == 0.5)
        #expect(Calibration(knots: knots + [.init(logOdds: 4, probability: 0.2)]) == nil)
        #expect(Calibration(knots: knots + [.init(logOdds: 3, probability: 0.9)]) == nil)
        #expect(Calibration(knots: [.init(logOdds: 0, probability: 1.1)]) == nil)
    }

    @Test("terms of a pair, times the weights, are its score")
    func terms() throws {
        let analysis = AnalysisTests.analysis(try AnalysisTests.kin())
        let (one, two) = (try DomainName("one.test"), try DomainName("two.test"))
        let terms = try #require(analysis.terms(one, two))
        var odds = 0.0
        for weight in WeightTable.links {
            odds += (terms.values[String(weight.name.dropFirst(5))] ?? 0) * weight.value(in: analysis.settings)
        }
        let score = analysis.connection(.name(one), .name(two)).score
        #expect(abs(min(terms.ceiling, probability(logOdds: odds)) - score) < 1e-12)
        #expect(analysis.terms(one, try DomainName("never.test")) == nil)
        #expect(analysis.terms(one, one) == nil)
    }

    @Test("with a confidence that none reaches, no address is left out")
    func noHubs() throws {
        var table = ObservationTable()
        table.append(try AnalysisTests.see("one.test", "127.0.0.1", 0...9))
        #expect(Analysis(observations: table, rules: LastTwoLabels()).hubs.count == 1)
        var settings = AnalysisSettings()
        settings.leastHubConfidence = 2
        #expect(Analysis(observations: table, rules: LastTwoLabels(), settings: settings).hubs.isEmpty)
    }
}
