import PassiveDNS
import Testing

@testable import InfraGraph

@Suite struct WaterfallTests {
    private let connection = Connection(
        a: "one.test",
        b: "two.test",
        score: 0.92,
        evidence: [
            Evidence(kind: "base", weight: -0.35, text: "both were on 45.1.1.1"),
            Evidence(kind: "arrival", weight: 2.5, text: "they came 0 days apart"),
            Evidence(kind: "length", weight: -1, text: "the shorter stay took 60 days"),
            Evidence(kind: "servers", weight: 3, text: "they share name servers of 2 domains"),
            Evidence(kind: "alone", weight: 0, text: "one address is all they share"),
        ]
    )

    @Test("steps follow on each other and add up; what weighs nothing is a note")
    func steps() {
        let waterfall = Waterfall(connection)
        #expect(waterfall.steps.map(\.kind) == ["base", "arrival", "length", "servers"])
        #expect(waterfall.steps.first?.from == 0)
        for (a, b) in zip(waterfall.steps, waterfall.steps.dropFirst()) { #expect(a.to == b.from) }
        #expect(abs(waterfall.total - 4.15) < 1e-9)
        #expect(waterfall.notes.count == 2)
        #expect(waterfall.notes.last == "The sum stands for 98 %, the score is 92 %.")
    }

    @Test("the score's difference from the sum is told, where there is one")
    func differences() throws {
        var told = connection
        told.score = probability(logOdds: 4.15)
        #expect(Waterfall(told).notes.count == 1)
        told.evidence.append(Evidence(kind: "rejected", weight: -12, text: "no"))
        told.score = 0
        #expect(Waterfall(told).notes.count == 1, "the sum says so too")
        told.evidence[5].weight = 0
        #expect(Waterfall(told).notes.last?.contains("analyst") == true)
    }

    @Test("bars are as long as their weights, on one scale")
    func bars() throws {
        let svg = try checkChart(WaterfallWriter.text(connection))
        let steps = svg.groups("step")
        #expect(steps.compactMap { $0.attributes["data-kind"] } == ["base", "arrival", "length", "servers"])
        let bars = try steps.map { step in try #require(step.children.first { $0.name == "rect" }) }
        let nat = bars[3].number("width") / 3
        for (bar, weight) in zip(bars, [0.35, 2.5, 1, 3]) { #expect(abs(bar.number("width") - weight * nat) < 0.3) }
        #expect(bars[1].attributes["fill"] != bars[2].attributes["fill"])
        for text in ["+2.50", "−1.00", "+4.15", "92 %, strong", "50 %"] {
            #expect(svg.all.contains { $0.name == "text" && $0.text == text }, "\(text)")
        }
    }

    @Test("a real connection's bars add up to its score")
    func real() throws {
        let analysis = AnalysisTests.analysis(try AnalysisTests.kin())
        let connection = analysis.connection(try Indicator("one.test"), try Indicator("two.test"))
        let waterfall = Waterfall(connection)
        #expect(probability(logOdds: waterfall.total) >= connection.score - 1e-9)
        #expect(try checkChart(WaterfallWriter.text(connection)).groups("step").count == waterfall.steps.count)
    }

    @Test("hostile texts break nothing and hide nothing", arguments: hostileTexts)
    func hostile(text: String) throws {
        let evidence = [-2.0, 0, 7].map { Evidence(kind: text, weight: $0, text: text) }
        let connection = Connection(a: text, b: text, score: 0.5, evidence: evidence)
        let svg = try checkChart(WaterfallWriter.text(connection))
        #expect(svg.groups("step").count == 2)
        #expect(
            svg.groups("step").allSatisfy { $0.tooltip.hasPrefix(VisibleText.written(text, keepingReferences: true)) }
        )
    }

    @Test("the score lies where its probability does, and what is ruled out at the edge")
    func scoreMark() throws {
        let place = { (connection: Connection) in
            let svg = try checkChart(WaterfallWriter.text(connection))
            let mark = try #require(svg.all.last { $0.name == "polygon" }?.attributes["points"])
            let half = try #require(svg.all.first { $0.name == "text" && $0.text == "50 %" })
            let xs = mark.split(separator: " ").compactMap { $0.split(separator: ",").first.flatMap { Double($0) } }
            return (score: xs.reduce(0, +) / Double(xs.count), half: half.number("x"))
        }
        var even = connection
        even.score = 0.5
        #expect(try abs(place(even).score - place(even).half) < 0.3)
        even.score = 0
        #expect(try place(even).score == 430)
    }

    @Test("any number is drawn", arguments: [Double.nan, .infinity, -.infinity, 1e300, -12, 0])
    func extremeNumbers(number: Double) throws {
        let evidence = [
            Evidence(kind: "base", weight: number, text: "x"), Evidence(kind: "x", weight: number, text: "y"),
        ]
        _ = try checkChart(WaterfallWriter.text(Connection(a: "a", b: "b", score: number, evidence: evidence)))
        _ = try checkChart(WaterfallWriter.text(Connection(a: "a", b: "b", score: 0.3, evidence: [])))
    }
}
