import InfraGraph
import PassiveDNS
import TestSupport
import Testing

/// Campaigns as nodes.
@Suite struct OverviewTests {
    /// Campaigns of two names or more, each on an address of its own, the first one with the most names.
    private func crowds(_ count: Int, names: (Int) -> Int) throws -> [Observation] {
        try (0..<count).flatMap { crowd in
            try (0..<names(crowd)).map { name in
                let first = 100 + crowd % 7
                return try AnalysisTests.see(
                    "n\(name)-\(crowd).test",
                    "45.\(crowd).1.1",
                    first...first + 60
                )
            }
        }
    }

    @Test("campaigns have their names, windows and confidence, and of many only the largest are drawn")
    func campaigns() throws {
        let analysis = AnalysisTests.analysis(try crowds(40) { $0 < 5 ? 4 : 2 })
        #expect(analysis.campaigns.count == 40)
        let map = analysis.overview(of: analysis.campaigns)
        #expect(map.nodes.count == 30)
        #expect(map.omissions.count == 1 && map.omissions[0].contains("10 campaigns"))
        #expect(map.title == "Overview of 30 campaigns")
        for node in map.nodes {
            let campaign = try #require(analysis.campaigns.first { $0.title == node.label })
            #expect(node.kind == .campaign(names: campaign.members.count, first: campaign.members[0].name.text))
            #expect(node.period == campaign.period && node.confidence == campaign.confidence)
        }
        #expect(map.nodes.count { $0.kind == .campaign(names: 4, first: $0.firstName) } == 5)
        #expect(analysis.overview(of: []).nodes.isEmpty)
    }

    @Test("seeds are marked, and only their campaigns and those related to them are drawn")
    func seeds() throws {
        let analysis = AnalysisTests.analysis(try crowds(4) { _ in 3 })
        let seed = Seed(try Indicator("n1-2.test"))
        let map = analysis.overview(of: analysis.campaigns(seeds: [seed]))
        #expect(map.nodes.map(\.isSeed) == [true])
        #expect(map.nodes.map(\.kind) == [.campaign(names: 3, first: "n1-2.test")])
    }

    @Test("possible relations are those that the campaigns tell")
    func relations() throws {
        var rows: [Observation] = []
        for number in 0..<3 {
            rows.append(try AnalysisTests.see("a\(number).test", "45.1.1.1", 100...160))
            rows.append(try AnalysisTests.see("b\(number).test", "45.2.2.2", 300...360))
        }
        rows.append(try AnalysisTests.see("a0.test", "45.3.3.3", 165...230))
        rows.append(try AnalysisTests.see("b0.test", "45.3.3.3", 165...295))
        let analysis = AnalysisTests.analysis(rows)
        let told = try #require(analysis.campaigns.first?.relations.first)
        let map = analysis.overview(of: analysis.campaigns)
        #expect(map.relations.count == 1)
        #expect(map.relations.first?.score == told.score)
        #expect(map.relations.first?.details == told.evidence)
        // What is related comes along with what was chosen.
        #expect(analysis.overview(of: [analysis.campaigns[1]]).nodes.count == 2)
    }

    @Test("hubs between campaigns are shown with what ties them")
    func hubs() throws {
        var rows = try crowds(2) { _ in 3 }
        var random = SplitMix64(seed: 7)
        for number in 0..<60 {
            let arrival = Int.random(in: 20...600, using: &random)
            rows.append(try AnalysisTests.see("h\(number).test", "45.77.7.7", arrival...min(700, arrival + 150)))
        }
        rows.append(try AnalysisTests.see("n0-0.test", "45.77.7.7", 110...130))
        rows.append(try AnalysisTests.see("n1-0.test", "45.77.7.7", 120...140))
        rows.append(try AnalysisTests.see("n0-1.test", "45.77.7.7", 115...150))
        let analysis = AnalysisTests.analysis(rows)
        let hub = try #require(analysis.hubs.first { $0.address.description == "45.77.7.7" })
        let map = analysis.overview(of: analysis.campaigns)
        #expect(map.nodes.last?.kind == .hub(class: hub.hubClass.rawValue))
        #expect(map.edges.count == 2)
        #expect(map.edges.map(\.sightings).sorted() == [36, 42])
        #expect(map.edges.allSatisfy { $0.validity == 0 && map.nodes[$0.address].label == "45.77.7.7" })
    }
}

extension InfrastructureMap.Node {
    fileprivate var firstName: String {
        if case .campaign(_, let first) = kind { first } else { "" }
    }
}

/// Overviews as pictures and files.
@Suite struct OverviewWriterTests {
    private let map: InfrastructureMap = {
        let period = Period(
            first: Timestamp(year: 2015, month: 4, day: 2),
            last: Timestamp(year: 2016, month: 7, day: 10)
        )
        var map = InfrastructureMap(title: "Overview of 2 campaigns", basis: "data")
        map.nodes = [
            .init(kind: .campaign(names: 100, first: "a.example"), label: "c-one", period: period, confidence: 0.93),
            .init(kind: .campaign(names: 2, first: "b.example"), label: "c-two “Löwe”", period: period, isSeed: true),
            .init(kind: .hub(class: "shared"), label: "203.0.113.9"),
        ]
        map.edges = [
            .init(name: 0, address: 2, period: period, validity: 0, sightings: 7),
            .init(name: 1, address: 9, period: period, validity: 0),
        ]
        map.relations = [
            .init(a: 0, b: 1, score: 0.625, details: "2 links; the strongest"), .init(a: 0, b: 7, score: 1),
            .init(a: 1, b: 0, score: .nan),
        ]
        return map
    }()

    @Test func circlesGrowWithTheNumberOfNames() {
        let dot = DOTWriter.text(map)
        let widths = dot.matches(of: /width=([0-9.]+)/).compactMap { Double($0.output.1) }
        #expect(widths.count >= 2 && widths[0] > widths[1])
        #expect(dot.contains("100 names, 93 % sure") && dot.contains("2015-04 to 2016-07"))
        #expect(dot.contains("★") && dot.contains("“Löwe”"))
    }

    @Test func relationsAreDashedWithTheirScoreAndHubsDotted() {
        let lines = DOTWriter.text(map).split(separator: "\n")
        let relations = lines.filter { $0.contains("n0 -- n1") || $0.contains("n1 -- n0") }
        #expect(relations.count == 2 && relations.allSatisfy { $0.contains("style=dashed") })
        #expect(relations[0].contains(">0.63<") && relations[0].contains("2 links; the strongest"))
        let hubs = lines.filter { $0.contains("n0 -- n2") }
        #expect(hubs.count == 1 && hubs[0].contains("style=dotted") && hubs[0].contains("seen 7 times"))
        #expect(!lines.contains { $0.contains("n7") || $0.contains("n9") })
    }

    @Test func filesTellKindsOfEdges() {
        let rows = MapTables.edges(map).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(
            rows.map { $0[0...2].joined(separator: " ") } == [
                "source target kind", "c-one 203.0.113.9 hub", "c-one c-two “Löwe” relation",
                "c-two “Löwe” c-one relation",
            ]
        )
        #expect(rows[2].contains("0.625") && rows[2].contains("2 links; the strongest"))
        #expect(MapTables.nodes(map).contains("c-one,c-one,campaign,,100,"))
    }
}
