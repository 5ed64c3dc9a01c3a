import PassiveDNS
import Testing

@testable import InfraGraph

/// Hand-made graphs whose structure can be read off.
@Suite struct StructureTests {
    /// Two units on place 0, two on place 1, and what lies between them.
    private func bridges(names: [Int], places: Int, _ edges: [(Int, Int)]) -> [Bridges.Bridge] {
        Bridges(names: names, places: places, edges: edges.map { (unit: $0.0, place: $0.1) }).found
    }

    @Test("an address between two halves is a bridge, and so is each place that carries a half")
    func addressBridge() {
        // 0 and 1 met on place 0, 2 and 3 on place 1, and 1 and 2 on place 2.
        let found = bridges(names: [3, 1, 1, 5], places: 3, [(0, 0), (1, 0), (2, 1), (3, 1), (1, 2), (2, 2)])
        #expect(found == [Bridges.Bridge(node: 6, parts: [6, 4], strays: 0)])
    }

    @Test("a unit between two halves is a bridge")
    func unitBridge() {
        let found = bridges(
            names: [1, 1, 1, 1, 1, 1],
            places: 3,
            [(0, 0), (1, 0), (2, 0), (2, 1), (3, 1), (4, 1), (2, 2), (5, 2)]
        )
        #expect(found.contains(Bridges.Bridge(node: 2, parts: [2, 2], strays: 1)))
    }

    @Test("no bridge where a second way leads around, nor where only single units fall off")
    func noBridge() {
        let ring = [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (0, 3)]
        #expect(bridges(names: [1, 1, 1, 1], places: 4, ring).isEmpty)
        let star = (0..<5).map { ($0, 0) }
        #expect(bridges(names: [1, 1, 1, 1, 1], places: 1, star).isEmpty)
        #expect(bridges(names: [1, 1], places: 1, [(0, 0), (1, 0), (0, 0), (1, 0)]).isEmpty)
        #expect(bridges(names: [], places: 0, []).isEmpty)
    }

    @Test("bridges agree with taking out each node and counting what is left", arguments: 0..<40)
    func againstBruteForce(seed: UInt64) {
        var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
        let next = { (bound: Int) -> Int in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let units = 4 + next(9)
        let places = 2 + next(7)
        let edges = (0..<(units + next(10))).map { _ in (next(units), next(places)) }
        var expected: [Bridges.Bridge] = []
        for node in 0..<(units + places) {
            var sets = DisjointSet(count: units + places)
            var around = DisjointSet(count: units + places)
            for (unit, place) in edges {
                around.join(Int32(unit), Int32(units + place))
                if unit != node, units + place != node { sets.join(Int32(unit), Int32(units + place)) }
            }
            let mine = around.root(Int32(node))
            let inside = (0..<Int32(units)).filter { around.root($0) == mine && Int($0) != node }
            let parts = Dictionary(grouping: inside) { sets.root($0) }.values.map(\.count)
            let large = parts.filter { $0 > 1 }.sorted(by: >)
            if large.count > 1 {
                expected.append(Bridges.Bridge(node: node, parts: large, strays: parts.count { $0 == 1 }))
            }
        }
        #expect(bridges(names: Array(repeating: 1, count: units), places: places, edges) == expected)
    }

    @Test("a chain of a hundred thousand units is searched without recursion")
    func longChain() {
        let count = 100_000
        let edges = (0..<count - 1).flatMap { [($0, $0), ($0 + 1, $0)] }
        #expect(bridges(names: Array(repeating: 1, count: count), places: count - 1, edges).count > count)
    }

    @Test("the strongest path wins over the shortest, and ties go to the shorter one")
    func strongestPaths() {
        let links: [(Int32, Int32, Double, Int32)] = [
            (0, 1, 0.9, 10), (1, 2, 0.9, 11), (0, 2, 0.8, 12), (2, 3, 0.5, 13), (0, 3, 0.405, 14), (4, 5, 0.9, 15),
        ]
        let steps = { (avoided: Set<Int32>) in
            { (unit: Int32) -> [StrongestPaths.Step] in
                links.filter { !avoided.contains($0.3) }.flatMap { a, b, score, address in
                    a == unit
                        ? [StrongestPaths.Step(from: a, to: b, score: score, address: address)]
                        : b == unit ? [StrongestPaths.Step(from: b, to: a, score: score, address: address)] : []
                }
            }
        }
        let paths = StrongestPaths(from: 0, steps: steps([]))
        #expect(paths.path(to: 2)?.map(\.address) == [10, 11])
        #expect(paths.path(to: 3)?.map(\.address) == [14])  // 0.9 · 0.9 · 0.5 = 0.405, but in three steps.
        #expect(paths.path(to: 0)?.isEmpty == true)
        #expect(paths.path(to: 4) == nil)
        let second = StrongestPaths(from: 0, to: 2, steps: steps([10, 11]))
        #expect(second.path(to: 2)?.map(\.address) == [12])
        #expect(abs((second.score[2] ?? 0) - 0.8) < 1e-12)
    }

    @Test("a unit outside is tied once to each campaign, by its strongest link, unless the analyst wants it apart")
    func periphery() {
        let ties = [
            UnitTie(a: 0, b: 4, score: 0.3, address: 7), UnitTie(a: 1, b: 4, score: 0.45, address: 8),
            UnitTie(a: 2, b: 4, score: 0.25, address: 9), UnitTie(a: 0, b: 5, score: 0.6, address: 7),
            UnitTie(a: 0, b: 1, score: 0.9, address: 7), UnitTie(a: 4, b: 5, score: 0.9, address: 7),
            UnitTie(a: 1, b: 2, score: 0.5, address: 7),
        ]
        let campaigns: [Int32] = [0, 0, 1, 1, -1, -1]
        let found = Periphery(ties, campaignOfUnit: campaigns, apart: []).ties
        #expect(found.map(\.campaign) == [0, 0, 1])
        #expect(found.map(\.unit) == [5, 4, 4])
        #expect(found.map(\.member) == [0, 1, 2])
        #expect(found.map(\.score) == [0.6, 0.45, 0.25])
        let apart = Periphery(ties.reversed(), campaignOfUnit: campaigns, apart: [(1, 5)]).ties
        #expect(apart.map(\.unit) == [4, 4])
    }

    @Test("a relation's score is the mean of the smaller campaign's strongest links across")
    func relations() {
        let ties = [
            UnitTie(a: 0, b: 3, score: 0.6, address: 1), UnitTie(a: 1, b: 3, score: 0.5, address: 1),
            UnitTie(a: 2, b: 0, score: 0.9, address: 1), UnitTie(a: 3, b: 4, score: 0.9, address: 1),
        ]
        let found = Relations(ties, campaignOfUnit: [0, 0, 0, 1, 1], sizes: [3, 2]).found
        #expect(found.count == 1)
        #expect(found[0].campaigns == [0, 1])
        #expect(found[0].links == 2)
        #expect(found[0].strongest == ties[0])
        #expect(abs(found[0].score - 0.3) < 1e-12)  // Unit 3 is tied by 0.6, unit 4 by nothing.
    }
}

/// What an analysis makes of it.
@Suite struct CampaignStructureTests {
    @Test("names that came and went together are core; one that came by later on is not")
    func tiers() throws {
        let rows = try AnalysisTests.kin() + [try AnalysisTests.see("late.test", "45.1.1.1", 130...190)]
        let analysis = AnalysisTests.analysis(rows)
        let campaign = try #require(analysis.campaigns.first)
        let tiers = Dictionary(uniqueKeysWithValues: campaign.members.map { ($0.name.text, $0.tier) })
        #expect(tiers["one.test"] == .core)
        #expect(tiers["two.test"] == .core)
        #expect(tiers["late.test"] != .core)
        #expect(Set(campaign.members.map(\.name)).isDisjoint(with: campaign.periphery.map(\.name)))
        for outside in campaign.periphery {
            #expect(outside.score >= AnalysisSettings().leastLink && outside.score < 0.95)
            #expect(outside.reason.contains("45.1.1.1"))
        }
    }

    @Test("two crowds that only one address joins have it for a bridge, or are told as related")
    func bridge() throws {
        var rows: [Observation] = []
        for number in 0..<3 {
            rows.append(try AnalysisTests.see("a\(number).test", "45.1.1.1", 100...160))
            rows.append(try AnalysisTests.see("b\(number).test", "45.2.2.2", 300...360))
        }
        rows.append(try AnalysisTests.see("a0.test", "45.3.3.3", 165...295))
        rows.append(try AnalysisTests.see("b0.test", "45.3.3.3", 165...295))
        let judged = Judgement(
            number: 1,
            verdict: .confirm(try Indicator("a0.test"), try Indicator("b0.test")),
            author: "kim",
            time: Timestamp(seconds: 0)
        )
        let joined = AnalysisTests.analysis(rows, judgements: [judged])
        let campaign = try #require(joined.campaigns.first)
        #expect(campaign.members.count == 6)
        let bridge = try #require(campaign.bridges.first { $0.indicator.description == "45.3.3.3" })
        #expect(bridge.parts == [3, 3])
        #expect(bridge.text == "without 45.3.3.3 the campaign falls into parts of 3 and 3 names")

        let paths = joined.paths(of: try DomainName("b1.test"), in: campaign)
        #expect(paths.count <= 2)
        let crossed = joined.paths(of: try DomainName(campaign.members[0].name.text), in: campaign)
        for path in paths + crossed {
            #expect(abs(path.score - path.steps.reduce(1) { $0 * $1.score }) < 1e-12)
        }
    }

    @Test("a pair that shares two addresses has two paths; one that shares one has one")
    func secondPath() throws {
        var rows = try AnalysisTests.kin()
        let one = AnalysisTests.analysis(rows)
        let members = try #require(one.campaigns.first)
        let single = members.members.map { one.paths(of: $0.name, in: members).count }.sorted()
        #expect(single == [0, 1])
        rows.append(try AnalysisTests.see("one.test", "45.7.7.7", 162...200))
        rows.append(try AnalysisTests.see("two.test", "45.7.7.7", 162...200))
        let two = AnalysisTests.analysis(rows)
        let campaign = try #require(two.campaigns.first)
        let paths = campaign.members.map { two.paths(of: $0.name, in: campaign) }.max { $0.count < $1.count } ?? []
        #expect(paths.count == 2)
        #expect(Set(paths.flatMap { $0.steps.compactMap(\.address?.description) }) == ["45.1.1.1", "45.7.7.7"])
    }
}
