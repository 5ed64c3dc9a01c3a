import Foundation
import InfraGraph
import PassiveDNS
import TestSupport
import Testing

/// The last two labels, which is all that these tests need of the Public Suffix List.
struct LastTwoLabels: RegistrableDomainRules {
    func registrableDomain(of name: String) -> (octets: Int, underPrivateSuffix: Bool) {
        (name.split(separator: ".").suffix(2).joined(separator: ".").utf8.count, false)
    }
}

@Suite struct AnalysisTests {
    static let start = Timestamp(year: 2015, month: 1, day: 1).seconds

    static func see(_ name: String, _ address: String, _ days: ClosedRange<Int>, sensor: String = "s") throws
        -> Observation
    {
        Observation(
            rrname: try DomainName(name),
            rrtype: .a,
            rdata: .address(try #require(IPAddress(address))),
            period: Period(
                first: Timestamp(seconds: start + Int64(days.lowerBound) * Timestamp.day),
                last: Timestamp(seconds: start + Int64(days.upperBound) * Timestamp.day)
            ),
            count: Int64(days.count),
            sensor: sensor
        )
    }

    static func analysis(
        _ rows: [Observation],
        _ registrations: [Registration] = [],
        judgements: [Judgement] = [],
        kept: KeptLinks? = nil
    ) -> Analysis {
        var table = ObservationTable()
        for row in rows { table.append(row) }
        return Analysis(
            observations: table,
            registrations: registrations,
            judgements: judgements,
            rules: LastTwoLabels(),
            kept: kept
        )
    }

    /// Two names that came and went together.
    static func kin() throws -> [Observation] {
        [try see("one.test", "45.1.1.1", 100...160), try see("two.test", "45.1.1.1", 101...161)]
    }

    @Test func namesThatMovedTogetherAreACampaign() throws {
        let analysis = Self.analysis(try Self.kin() + [try Self.see("far.test", "45.9.9.9", 100...160)])
        #expect(analysis.campaigns.map { $0.members.map(\.name.text).sorted() } == [["one.test", "two.test"]])
        #expect(analysis.campaigns[0].addresses.map(\.address.description) == ["45.1.1.1"])
    }

    @Test("months between two tenants of an address tie nothing")
    func tenantsAfterEachOther() throws {
        let rows = [try Self.see("one.test", "45.1.1.1", 0...60), try Self.see("two.test", "45.1.1.1", 200...260)]
        let analysis = Self.analysis(rows)
        #expect(analysis.campaigns.isEmpty)
        #expect(analysis.connection(.name(rows[0].rrname), .name(rows[1].rrname)).score < 0.2)
    }

    @Test("a sinkhole, a parking page and a shared server are left out, and tie nothing")
    func hubs() throws {
        var random = SplitMix64(seed: 7)
        var rows: [Observation] = []
        for number in 0..<60 {
            let name = "s\(number).test"
            let seized = 200 + number % 5 * 60
            rows.append(try Self.see(name, "45.20.\(number).9", seized - 120...seized - 3))
            rows.append(try Self.see(name, "45.66.6.6", seized...700))
            let arrival = Int.random(in: 20...600, using: &random)
            rows.append(try Self.see("h\(number).test", "45.77.7.7", arrival...min(700, arrival + 150)))
        }
        let analysis = Self.analysis(rows)
        let classes = Dictionary(uniqueKeysWithValues: analysis.hubs.map { ($0.address.description, $0.hubClass) })
        #expect(classes["45.66.6.6"] == .sinkhole)
        #expect(classes["45.77.7.7"] == .shared)
        #expect(analysis.campaigns.isEmpty)
        #expect(analysis.hubs.allSatisfy { !$0.evidence.isEmpty && (0...1).contains($0.probability) })
    }

    @Test("a new registration splits a domain, and nothing is linked across it")
    func ownershipChange() throws {
        let rows =
            try Self.kin() + [
                try Self.see("two.test", "45.2.2.2", 300...360), try Self.see("three.test", "45.2.2.2", 300...361),
            ]
        let name = try DomainName("two.test")
        let created = Timestamp(seconds: Self.start + 250 * Timestamp.day)
        let split = Self.analysis(rows, [Registration(domain: name, created: created)])
        #expect(split.histories(of: [name]).first?.cuts.map(\.at) == [created])
        #expect(split.campaigns.count == 2)
        let one = try Indicator("one.test")
        let three = try Indicator("three.test")
        #expect(split.connection(one, three).score < 0.2)
    }

    @Test("names planted below a victim's domain leave the victim's own hosting out")
    func shadowedNames() throws {
        let rows = [
            try Self.see("victim.test", "45.3.3.3", 0...400), try Self.see("www.victim.test", "45.3.3.3", 0...400),
            try Self.see("rpt.victim.test", "45.4.4.4", 200...240), try Self.see("evil.test", "45.4.4.4", 200...241),
        ]
        let campaign = try #require(Self.analysis(rows).campaigns.first)
        #expect(campaign.members.map(\.name.text).sorted() == ["evil.test", "rpt.victim.test"])
    }

    @Test("the order of observations and sensors leaves no trace", arguments: 0..<4)
    func anyOrder(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows: [Observation] = []
        for number in 0..<300 {
            let first = Int.random(in: 0...500, using: &random)
            rows.append(
                try Self.see(
                    "n\(number % 90).test",
                    "45.1.\(Int.random(in: 0...2, using: &random)).\(Int.random(in: 1...30, using: &random))",
                    first...(first + Int.random(in: 0...60, using: &random)),
                    sensor: ["a", "b", "c"][number % 3]
                )
            )
        }
        let told = { (analysis: Analysis) in
            analysis.campaigns.map { "\($0)" } + analysis.hubs.map { "\($0)" } + analysis.links().map { "\($0)" }
        }
        let expected = told(Self.analysis(rows))
        for _ in 0..<3 {
            rows.shuffle(using: &random)
            #expect(told(Self.analysis(rows)) == expected)
        }
    }

    @Test("seeds are known by their addresses, their names and what names lead to")
    func knownSeeds() throws {
        var alias = try Self.see("alias.test", "45.1.1.1", 0...3)
        alias.rrtype = .cname
        alias.rdata = .text("target.test")
        let analysis = Self.analysis([try Self.see("a.test", "45.1.1.1", 0...3), alias])
        let asked = [
            "a.test", "alias.test", "target.test", "none.test", "45.1.1.1", "45.1.1.0/30", "45.1.1.9", "45.2.0.0/16",
        ]
        let known = try asked.filter { analysis.known([Seed(try Indicator($0))]).seen == 1 }
        #expect(known == ["a.test", "alias.test", "target.test", "45.1.1.1", "45.1.1.0/30"])
        #expect(analysis.types(of: try Indicator("target.test")) == [.cname])
        #expect(analysis.types(of: try Indicator("none.test")).isEmpty)
    }

    @Test func attacksOnOneAddressAtOneTimeAreLinked() throws {
        let analysis = Self.analysis(try Self.kin())
        let date = Timestamp(seconds: Self.start + 120 * Timestamp.day)
        let late = Timestamp(seconds: Self.start + 600 * Timestamp.day)
        let attacks = analysis.attacks([
            AttackIndicator(attack: "a", date: date, indicator: try Indicator("one.test")),
            AttackIndicator(attack: "b", date: date, indicator: try Indicator("two.test")),
            AttackIndicator(attack: "c", date: date, indicator: try Indicator("45.1.1.1")),
            AttackIndicator(attack: "d", date: late, indicator: try Indicator("one.test")),
        ])
        #expect(attacks.map(\.group) == ["a", "a", "a", "d"])
        #expect(attacks[0].links.map(\.attack).sorted() == ["b", "c"])
        #expect(!attacks[3].unused.isEmpty)
    }

    @Test("of many attacks with one indicator, each is linked with its neighbours, and all are one group")
    func manyAttacksOnOneName() throws {
        let date = Timestamp(seconds: Self.start + 120 * Timestamp.day)
        let indicator = try Indicator("one.test")
        let attacks = Self.analysis(try Self.kin()).attacks(
            (0..<1_000).map { AttackIndicator(attack: "a\($0)", date: date, indicator: indicator) }
        )
        #expect(Set(attacks.map(\.group)) == ["a0"])
        #expect(attacks.map(\.links.count).max() == 200)
        #expect(attacks[0].links.count == 100)
    }

    @Test("a name is its holder's between sightings, but not beyond a change of hands")
    func attacksBetweenSightings() throws {
        let day = { (number: Int) in Timestamp(seconds: Self.start + Int64(number) * Timestamp.day) }
        let rows = try Self.kin() + [try Self.see("far.test", "45.9.9.9", 0...500)]
        let attacks = [
            AttackIndicator(attack: "a", date: day(120), indicator: try Indicator("one.test")),
            AttackIndicator(attack: "b", date: day(230), indicator: try Indicator("one.test")),
            AttackIndicator(attack: "c", date: day(490), indicator: try Indicator("one.test")),
        ]
        #expect(Self.analysis(rows).attacks(attacks).map(\.group) == ["a", "a", "c"])
        let anew = Registration(domain: try DomainName("one.test"), created: day(200))
        #expect(Self.analysis(rows, [anew]).attacks(attacks).map(\.group) == ["a", "b", "c"])
    }

    @Test("what nobody saw then ties reports, but not across a new registration")
    func attacksOnUnseenNames() throws {
        let day = { (number: Int) in Timestamp(seconds: Self.start + Int64(number) * Timestamp.day) }
        let rows = try Self.kin() + [try Self.see("one.test", "45.5.5.5", 2_000...2_050)]
        let attacks = [
            AttackIndicator(attack: "a", date: day(1_000), indicator: try Indicator("one.test")),
            AttackIndicator(attack: "b", date: day(1_040), indicator: try Indicator("one.test")),
        ]
        let anew = Registration(domain: try DomainName("one.test"), created: day(1_020))
        #expect(Self.analysis(rows).attacks(attacks).map(\.group) == ["a", "a"])
        let told = Self.analysis(rows, [anew]).attacks(attacks)
        #expect(told.map(\.group) == ["a", "b"] && told[0].links.isEmpty)
    }

    @Test("attacks that both name a large site have nothing in common")
    func attacksOnLargeSite() throws {
        let rows = try (0..<12).map { try Self.see("large.test", "45.7.7.\($0)", $0...400) }
        let day = Timestamp(seconds: Self.start + 100 * Timestamp.day)
        let large = try Indicator("large.test")
        let found = Self.analysis(rows).attacks([
            AttackIndicator(attack: "a", date: day, indicator: large),
            AttackIndicator(attack: "b", date: day, indicator: large),
        ])
        #expect(found.map(\.group) == ["a", "b"])
        #expect(found[0].unused.first?.contains("large site") == true)
    }

    @Test func nothingComesOfNothing() {
        let analysis = Self.analysis([])
        #expect(analysis.campaigns.isEmpty && analysis.hubs.isEmpty && analysis.links().isEmpty)
        #expect(analysis.histories().isEmpty && analysis.attacks([]).isEmpty)
    }
}
