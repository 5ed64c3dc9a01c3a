import PassiveDNS
import Testing

@testable import Evaluation
@testable import InfraGraph

/// Cases small enough to count by hand.
@Suite struct AccuracyTests {
    static func name(_ text: String) -> DomainName { DomainName(canonical: text + ".test") }

    static func names(_ texts: String...) -> [DomainName] { texts.map(name) }

    static let one = IPAddress(v4: 0x2d01_0101)
    static let two = IPAddress(v4: 0x2d02_0202)
    static let hub = IPAddress(v4: 0x2d03_0303)

    static func tenure(
        _ text: String,
        _ address: IPAddress,
        _ days: ClosedRange<Int64>,
        _ owner: String = "x",
        seen: Bool = true
    ) -> Labels.Tenure {
        Labels.Tenure(
            name: name(text),
            address: address,
            period: Period(
                first: Timestamp(seconds: days.lowerBound * Timestamp.day),
                last: Timestamp(seconds: days.upperBound * Timestamp.day)
            ),
            owner: owner,
            isSeen: seen
        )
    }

    static func holding(_ text: String, _ owner: String, _ campaign: String? = "c") -> Labels.Holding {
        Labels.Holding(name: name(text), owner: owner, campaign: campaign)
    }

    static func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }

    @Test("the oracle joins one actor's names within 30 days on an address, through addresses, and never through hubs")
    func oracle() {
        let holdings = ["a", "b", "c", "d", "e", "f"].map { Self.holding($0, "x") } + [Self.holding("g", "y")]
        let tenures = [
            Self.tenure("a", Self.one, 0...10), Self.tenure("b", Self.one, 40...50),  // 30 days: just joined.
            Self.tenure("c", Self.one, 81...90),  // 31 days: no more.
            Self.tenure("b", Self.two, 100...110), Self.tenure("d", Self.two, 90...95),
            Self.tenure("a", Self.hub, 0...10), Self.tenure("e", Self.hub, 0...10),
            Self.tenure("f", Self.one, 0...10, seen: false), Self.tenure("g", Self.one, 0...10, "y"),
            Self.tenure("h", Self.one, 0...10, "organisation"),
        ]
        let oracle = Oracle(holdings: holdings, places: [Self.hub: "shared"], tenures: tenures)
        let told = oracle.clusters.map { $0.names.map(\.text).sorted() }.sorted { $0[0] < $1[0] }
        #expect(told == [["a.test", "b.test", "d.test"], ["c.test"], ["g.test"]])
        #expect(oracle.clusters.first { $0.names.count == 3 }?.addresses == [Self.one, Self.two])
    }

    @Test("a long stay keeps an address's tenancy open for all that come while it lasts")
    func oracleLongStay() {
        let tenures = [
            Self.tenure("a", Self.one, 0...200), Self.tenure("b", Self.one, 5...6),
            Self.tenure("c", Self.one, 150...151),
        ]
        let oracle = Oracle(holdings: ["a", "b", "c"].map { Self.holding($0, "x") }, places: [:], tenures: tenures)
        #expect(oracle.clusters.map(\.names.count) == [3])
    }

    @Test("B-cubed, pairs, discovery and outsiders of two clusters, counted by hand")
    func campaigns() {
        let holdings = ["a", "b", "c", "d"].map { Self.holding($0, "x") } + [Self.holding("e", "y")]
        let reachable = [
            Oracle.Cluster(actor: "x", names: Set(Self.names("a", "b", "c", "d"))),
            Oracle.Cluster(actor: "y", names: Set(Self.names("e"))),
        ]
        let said = [Self.names("a", "b", "stranger"), Self.names("c", "e")]
        let c = CampaignAccuracy(said, holdings: holdings, reachable: reachable, seeds: Set(Self.names("a", "e")))
        // Precision: a and b 2/3 each, c and e 1/2 each, d alone 1. Recall: a and b 2/4, c 1/4, d 1/4, e 1.
        #expect(Self.near(c.bcubed.precision, 10.0 / 15))
        #expect(Self.near(c.bcubed.recall, 0.5))
        // Said: ab, a–stranger, b–stranger, ce. Right: ab. Reachable: six pairs of x.
        #expect(Self.near(c.pairs.precision, 0.25))
        #expect(Self.near(c.pairs.recall, 1.0 / 6))
        #expect((c.discovered, c.discoverable) == (2, 3))  // b and c of b, c, d.
        #expect((c.outsiders, c.largest, c.clusters) == (1, 3, 2))
        #expect(Self.near(c.outsiderShare, 0.2))
    }

    @Test("a name that two actors held is kin of both; a pair found twice counts once for recall")
    func sharedNames() {
        let holdings = [
            Self.holding("a", "x"), Self.holding("b", "x"), Self.holding("b", "y"), Self.holding("c", "y"),
        ]
        let reachable = [Oracle.Cluster(actor: "x", names: Set(Self.names("a", "b")))]
        let said = [Self.names("a", "b", "c"), Self.names("a", "b")]
        let c = CampaignAccuracy(said, holdings: holdings, reachable: reachable, seeds: [])
        #expect(Self.near(c.pairs.precision, 3.0 / 4))  // ab, bc and ab again; ac is wrong.
        #expect(Self.near(c.pairs.recall, 1))
        #expect(Self.near(c.bcubed.precision, 5.0 / 6))  // The larger cluster counts: a 2/3, b 3/3.
    }

    @Test("nothing said is no precision and no recall")
    func nothingSaid() {
        let c = CampaignAccuracy([], holdings: [], reachable: [], seeds: [])
        #expect((c.bcubed.f1, c.pairs.f1, c.outsiderShare, c.largest) == (0, 0, 0, 0))
    }

    @Test("hubs are judged where ten names were seen, and bogons always")
    func hubs() {
        let bogon = IPAddress(v4: 0)
        var tenures = [Self.tenure("n", bogon, 0...1), Self.tenure("n", Self.two, 0...1)]
        for number in 0..<10 {
            tenures.append(Self.tenure("s\(number)", Self.one, 0...1))
            tenures.append(Self.tenure("p\(number)", Self.hub, 0...1))
        }
        let places = [Self.one: "shared", Self.hub: "parking", Self.two: "cdn", bogon: "bogon"]
        let said = [(Self.one, HubClass.shared), (Self.hub, .shared), (Self.two, .cdn), (bogon, .bogon)].map {
            Hub(
                address: $0.0,
                hubClass: $0.1,
                probability: 1,
                signs: [],
                conflicts: [],
                fanOut: 1,
                names: 1,
                period: Period(first: Timestamp(seconds: 0), last: Timestamp(seconds: 1))
            )
        }
        let h = HubAccuracy(said, places: places, tenures: tenures)
        let f1 = Dictionary(uniqueKeysWithValues: zip(HubAccuracy.classes, h.byClass.map(\.accuracy.f1)))
        #expect(f1 == [.sinkhole: 0, .parking: 0, .cdn: 0, .shared: 2.0 / 3, .bogon: 1])
        #expect((h.any.accuracy.precision, h.any.accuracy.recall, h.any.count) == (1, 1, 3))
        #expect(Self.near(h.macroF1, 1.0 / 3))
    }

    @Test("AUC counts ties half; Brier and calibration error of four pairs")
    func links() {
        let rows: [(answer: LinkAccuracy.Answer, kind: String)] = [
            ((0.9, true), "campaign-cloud-met"), ((0.5, true), "campaign-cdn-met"),
            ((0.5, false), "benign-cloud-met"), ((0.1, false), "campaign-flux-apart"),
        ]
        let l = LinkAccuracy(rows, scored: 4)
        #expect(Self.near(l.auc, 3.5 / 4))
        #expect(Self.near(l.brier, (0.01 + 0.25 + 0.25 + 0.01) / 4))
        #expect(Self.near(l.ece, (0.1 + 0.1) / 4))
        #expect((l.aucCampaign, l.pairsCampaign, l.baseRate) == (1, 2, 0.5))
        #expect(l.reliability.map(\.count) == [1, 2, 1])
        #expect(
            l.kinds.map(\.name) == [
                "other benign-cloud-met", "other campaign-flux-apart", "same campaign-cdn-met",
                "same campaign-cloud-met",
            ]
        )
    }

    @Test func attacks() throws {
        let said = [("1", "1"), ("2", "1"), ("3", "3"), ("4", "1")].map {
            LinkedAttack(attack: $0.0, group: $0.1, links: [], unused: [])
        }
        let authors = [("1", "x", "c"), ("2", "x", "c"), ("3", "x", "d"), ("4", "y", "e")].map {
            Labels.Author(attack: $0.0, actor: $0.1, campaign: $0.2)
        }
        let indicators = [("1", "a.test"), ("2", "45.1.1.1"), ("3", "b.test"), ("4", "45.1.1.1")].map {
            AttackIndicator(attack: $0.0, date: nil, indicator: (try? Indicator($0.1)) ?? .address(Self.two))
        }
        let oracle = Oracle(
            holdings: [Self.holding("a", "x"), Self.holding("b", "x")],
            places: [:],
            tenures: [Self.tenure("a", Self.one, 0...9), Self.tenure("b", Self.one, 0...9)]
        )
        let a = AttackAccuracy(said, authors: authors, indicators: indicators, oracle: oracle)
        // Linked: 12, 14, 24, of which 12 is right. Of one campaign: 12. Linkable: 12, 13, 23.
        #expect((a.linked, a.linkable, a.attacks) == (3, 3, 4))
        #expect(Self.near(a.pairPrecision, 1.0 / 3) && a.pairRecall == 1 && Self.near(a.linkableRecall, 1.0 / 3))
    }

    @Test("a cut is right within 15 days of the change, and each change takes one")
    func epochs() {
        let tenures = [
            Self.tenure("a", Self.one, 0...100, "x"), Self.tenure("a", Self.two, 120...200, "y"),
            Self.tenure("a", Self.hub, 210...300, "parking"), Self.tenure("b", Self.one, 0...9, "x"),
            Self.tenure("b", Self.two, 20...30, "z", seen: false),
        ]
        let histories = [("a", [Int64(135), 136]), ("b", [15])].map { name, days in
            DomainHistory(
                domain: Self.name(name),
                epochs: [],
                cuts: days.map {
                    DomainHistory.Change(at: Timestamp(seconds: $0 * Timestamp.day), probability: 1, signs: [])
                },
                doubts: []
            )
        }
        let e = EpochAccuracy(histories, tenures: tenures)
        // Changes: day 85…135 (direct) and 185…225; cut 135 fits the first, 136 nothing. b's is not in the truth.
        #expect((e.changes, e.direct, e.directRecall) == (2, 1, 1))
        #expect(Self.near(e.accuracy.precision, 1.0 / 3) && Self.near(e.accuracy.recall, 0.5))
    }

    @Test("groups count only names that have one, and a pair of two groups once")
    func groups() {
        let groups = [("a", "1"), ("b", "1"), ("c", "1"), ("a", "2"), ("b", "2"), ("d", "2")].map {
            Labels.Membership(name: Self.name($0.0), group: $0.1)
        }
        let g = GroupAccuracy([Self.names("a", "b", "stranger"), Self.names("c", "d")], groups: groups)
        // Grouped: ab, ac, bc, ad, bd. Linked: ab and cd.
        #expect((g.grouped, g.linked, g.names) == (5, 2, 4))
        #expect(g.pairs.precision == 0.5 && Self.near(g.pairs.recall, 0.2))
    }
}
