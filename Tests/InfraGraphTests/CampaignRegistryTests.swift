import PassiveDNS
import TestSupport
import Testing

@testable import InfraGraph

@Suite struct CampaignRegistryTests {
    private static func period(_ days: ClosedRange<Int>) -> Period {
        Period(
            first: Timestamp(seconds: Int64(days.lowerBound) * Timestamp.day),
            last: Timestamp(seconds: Int64(days.upperBound) * Timestamp.day)
        )
    }

    /// A campaign of names such as `n1.test`.
    private func campaign(
        _ id: String,
        _ names: some Sequence<Int>,
        _ days: ClosedRange<Int> = 0...9,
        confidence: Double = 0.75
    ) throws -> Campaign {
        let period = Self.period(days)
        return Campaign(
            id: id,
            confidence: confidence,
            members: try names.map {
                Campaign.Member(
                    name: try DomainName("n\($0).test"),
                    confidence: confidence,
                    tier: .member,
                    period: period,
                    isSeed: false
                )
            },
            addresses: [],
            period: period,
            weights: "",
            reasons: []
        )
    }

    @Test("a campaign that grows keeps its id, whatever its new anchor makes of it, and twice changes nothing")
    func growth() throws {
        var registry = CampaignRegistry()
        #expect(registry.register([try campaign("a", 1...4), try campaign("b", 5...6)]) == ["a", "b"])
        let grown = [try campaign("x", 1...9, 0...30)]
        #expect(registry.register([try campaign("y", 20...30)] + grown) == ["y", "a"])
        let before = registry.records
        #expect(registry.register([try campaign("y", 20...30)] + grown) == ["y", "a"])
        #expect(registry.records == before)
    }

    @Test("on a split the largest part keeps the id, and the others remember where they come from")
    func split() throws {
        var registry = CampaignRegistry()
        _ = registry.register([try campaign("a", 1...10)])
        let ids = registry.register([try campaign("a", 1...3), try campaign("b", 4...7), try campaign("c", 8...10)])
        #expect(ids.count == 3 && Set(ids).count == 3)
        #expect(ids[1] == "a")
        #expect(registry.records.map(\.splitFrom) == [nil, "a", "a"])
        // The first part's own id was taken, so it has another, always the same.
        #expect(ids[0].hasPrefix("c-") && ids[2] == "c")
    }

    @Test("a campaign of which less than half is left gives its id up")
    func remains() throws {
        var registry = CampaignRegistry()
        _ = registry.register([try campaign("a", 1...10)])
        #expect(registry.register([try campaign("b", 1...4)]) == ["b"])
        #expect(registry.current("a") == "a")
        #expect(registry.records[1].splitFrom == "a")
        #expect(registry.register([try campaign("z", 1...8)]) == ["a"])
    }

    @Test("a few strays from elsewhere make no split")
    func strays() throws {
        var registry = CampaignRegistry()
        _ = registry.register([try campaign("a", 1...10)])
        #expect(registry.register([try campaign("a", 1...8), try campaign("b", 9...40)]) == ["a", "b"])
        #expect(registry.records.map(\.splitFrom) == [nil, nil])
    }

    @Test("on a merge the older id stays and the other stands for it; parted again, both are what they were")
    func merge() throws {
        var registry = CampaignRegistry()
        _ = registry.register([try campaign("old", 1...3)])
        _ = registry.register([try campaign("new", 4...20), try campaign("old", 1...3)])
        #expect(registry.register([try campaign("new", 1...20)]) == ["old"])
        #expect(registry.current("new") == "old")
        #expect(registry.aliases() == ["old": ["new"]])
        _ = registry.register([try campaign("first", 30...33), try campaign("new", 1...20)])
        #expect(registry.register([try campaign("q", 1...33)]) == ["old"])
        #expect(registry.aliases() == ["old": ["first", "new"]])
        // `old` is remembered as all that it became, so most of it is with the names 4 to 20.
        let parted = registry.register([try campaign("p", 30...33), try campaign("q", 1...20)])
        #expect(parted == ["first", "old"])
        #expect(registry.aliases() == ["old": ["new"]])
    }

    @Test("what is surer weighs more")
    func weights() throws {
        var registry = CampaignRegistry()
        var one = try campaign("a", 1...2, confidence: 1)
        one.members += try campaign("a", 3...5, confidence: 0.25).members
        _ = registry.register([one])
        #expect(registry.register([try campaign("x", 3...5), try campaign("y", 1...2)]).last == "a")
    }

    @Test("one name with two holders is told by time")
    func holders() throws {
        var registry = CampaignRegistry()
        let early = try campaign("early", [1, 2], 0...9)
        let late = try campaign("late", [1, 3], 30...39)
        #expect(registry.register([early, late]) == ["early", "late"])
        let later = try campaign("x", [1, 3], 30...60)
        #expect(registry.register([later, try campaign("y", [1, 2], 0...12)]) == ["late", "early"])
    }

    @Test("ids are never given twice, never lost, and settle at once", arguments: 0..<40)
    func anyHistory(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var registry = CampaignRegistry()
        var issued: Set<String> = []
        var group = (0..<60).map { _ in Int.random(in: 0..<8, using: &random) }
        for _ in 0..<12 {
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                group[Int.random(in: 0..<60, using: &random)] = Int.random(in: 0..<9, using: &random)
            }
            if Int.random(in: 0..<3, using: &random) == 0 {
                let (from, to) = (Int.random(in: 0..<8, using: &random), Int.random(in: 0..<8, using: &random))
                for name in group.indices where group[name] == from { group[name] = to }
            }
            // Group 8 is nobody's; a group's id is that of its smallest name, as of an anchor.
            let campaigns = try Dictionary(grouping: group.indices) { group[$0] }
                .filter { $0.key != 8 && $0.value.count > 1 }
                .map { try campaign("c\($0.value.min() ?? 0)", $0.value.sorted()) }
                .sorted { ($1.members.count, $0.id) < ($0.members.count, $1.id) }
            let ids = registry.register(campaigns)
            #expect(Set(ids).count == campaigns.count)
            issued.formUnion(ids)
            for id in issued { #expect(registry.current(id) != nil) }
            for id in ids { #expect(registry.current(id) == id) }
            let settled = registry.records
            #expect(registry.register(campaigns) == ids)
            #expect(registry.records == settled)
        }
    }

    @Test("a tenth more data leaves at least 95 % of the members their ids", arguments: 0..<3)
    func stability(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows: [Observation] = []
        for party in 0..<40 {
            let start = Int.random(in: 50...400, using: &random)
            for name in 0..<Int.random(in: 2...9, using: &random) {
                for sighting in 0..<6 {
                    let day = start + sighting * 9 + Int.random(in: 0...4, using: &random)
                    let address = "45.\(party).1.\(sighting / 3 + 1)"
                    rows.append(try AnalysisTests.see("n\(name)-\(party).test", address, day...day + 5))
                }
            }
        }
        rows.shuffle(using: &random)
        var registry = CampaignRegistry()
        var before = AnalysisTests.analysis(Array(rows.prefix(rows.count * 9 / 10)))
        before.register(in: &registry)
        var after = AnalysisTests.analysis(rows)
        after.register(in: &registry)
        var ids: [DomainName: String] = [:]
        for campaign in after.campaigns { for member in campaign.members { ids[member.name] = campaign.id } }
        let members = before.campaigns.flatMap { campaign in campaign.members.map { ($0.name, campaign.id) } }
        #expect(members.count > 100)
        let kept = members.count { ids[$0.0] == $0.1 }
        #expect(Double(kept) >= 0.95 * Double(members.count))
    }

    @Test("two campaigns of names below one domain have two ids")
    func oneDomain() throws {
        var rows = [try AnalysisTests.see("victim.test", "45.3.3.3", 0...600)]
        for (place, days) in [(1, 200...240), (2, 400...440)] {
            rows.append(try AnalysisTests.see("rpt\(place).victim.test", "45.4.\(place).4", days))
            rows.append(try AnalysisTests.see("z\(place).test", "45.4.\(place).4", days))
        }
        let analysis = AnalysisTests.analysis(rows)
        #expect(analysis.campaigns.count == 2)
        #expect(Set(analysis.campaigns.map(\.id)).count == 2)
    }

    @Test("a rejected name and address are drawn as no link")
    func rejectedEdge() throws {
        let rows =
            try ["one", "two", "three"].enumerated()
            .map { try AnalysisTests.see("\($1).test", "45.1.1.1", 100 + $0...160 + $0) } + [
                try AnalysisTests.see("three.test", "45.2.2.2", 100...160),
                try AnalysisTests.see("one.test", "45.2.2.2", 101...161),
            ]
        let said = try JudgementTests.reject(1, "three.test", "45.1.1.1")
        let map = AnalysisTests.analysis(rows, judgements: [said])
        let drawn = map.map(of: map.campaigns)
        let edges = drawn.edges.filter {
            drawn.nodes[$0.name].label == "three.test" && drawn.nodes[$0.address].label == "45.1.1.1"
        }
        #expect(edges.map(\.validity) == [0])
    }

    @Test("a name goes with the id, and where campaigns are merged, with the one that has none")
    func names() throws {
        var random = SplitMix64(seed: 1)
        var rows = try AnalysisTests.kin()
        rows += try ["three.test", "four.test"].map { try AnalysisTests.see($0, "45.8.8.8", 300...360) }
        var registry = CampaignRegistry()
        var apart = AnalysisTests.analysis(rows)
        apart.register(in: &registry)
        #expect(apart.campaigns.count == 2)
        let ids = registry.records.map(\.id)
        var said = [
            JudgementTests.judgement(1, .name(campaign: ids[1], "Night Heron")),
            try JudgementTests.confirm(2, "one.test", "three.test"),
        ]
        rows.shuffle(using: &random)
        var merged = AnalysisTests.analysis(rows, judgements: said)
        merged.register(in: &registry)
        #expect(merged.campaigns.map(\.title) == ["\(ids[0]) “Night Heron”"])
        #expect(merged.campaign(id: ids[1])?.id == ids[0])
        said.append(JudgementTests.judgement(3, .name(campaign: ids[0], "Day Heron")))
        var named = AnalysisTests.analysis(rows, judgements: said)
        named.register(in: &registry)
        #expect(named.campaigns.map(\.name) == ["Day Heron"])
        #expect(named.map(of: named.campaigns).title.contains("Day Heron"))
    }
}
