import InfraGraph
import PassiveDNS
import TestSupport
import Testing

@Suite struct JudgementTests {
    static func judgement(_ number: Int, _ verdict: Judgement.Verdict, undone: Bool = false) -> Judgement {
        let time = Timestamp(year: 2020, month: 1, day: 1)
        return Judgement(
            number: number,
            verdict: verdict,
            author: "kim",
            time: time,
            note: "note \(number)",
            undone: undone ? Judgement.Undoing(author: "lee", time: time) : nil
        )
    }

    static func confirm(_ number: Int, _ a: String, _ b: String, undone: Bool = false) throws -> Judgement {
        judgement(number, .confirm(try Indicator(a), try Indicator(b)), undone: undone)
    }

    static func reject(_ number: Int, _ a: String, _ b: String, undone: Bool = false) throws -> Judgement {
        judgement(number, .reject(try Indicator(a), try Indicator(b)), undone: undone)
    }

    private func members(_ analysis: Analysis) -> [[String]] {
        analysis.campaigns.map { $0.members.map(\.name.text).sorted() }.sorted { $0[0] < $1[0] }
    }

    private func score(_ analysis: Analysis, _ a: String, _ b: String) throws -> Connection {
        analysis.connection(try Indicator(a), try Indicator(b))
    }

    @Test("names that never met come together by a confirmation, with author, date and note")
    func confirmStrangers() throws {
        let rows = try AnalysisTests.kin() + [try AnalysisTests.see("far.test", "45.9.9.9", 300...360)]
        let said = try Self.confirm(1, "two.test", "far.test")
        let analysis = AnalysisTests.analysis(rows, judgements: [said])
        #expect(members(analysis) == [["far.test", "one.test", "two.test"]])
        let connection = try score(analysis, "far.test", "two.test")
        #expect(connection.score > 0.8)
        let evidence = try #require(connection.evidence.first { $0.kind == "confirmed" })
        #expect(evidence.weight == 6)
        #expect(evidence.text == "confirmed by kim on 2020-01-01: note 1 (judgement 1)")
        #expect(analysis.campaigns[0].reasons.contains { $0.contains("note 1") })
        // The third gets there through the second.
        #expect(
            try score(analysis, "far.test", "one.test").evidence.contains { $0.text.contains("(the analyst's word)") }
        )
        #expect(analysis.links().contains { $0.a.text == "far.test" && $0.addresses.isEmpty })
    }

    @Test("a confirmation of names with several holders is of those that met, or are closest in time")
    func confirmClosest() throws {
        let rows =
            try AnalysisTests.kin() + [
                try AnalysisTests.see("two.test", "45.2.2.2", 300...360),
                try AnalysisTests.see("far.test", "45.9.9.9", 320...380),
            ]
        let anew = Registration(
            domain: try DomainName("two.test"),
            created: Timestamp(seconds: AnalysisTests.start + 250 * Timestamp.day)
        )
        let said = try Self.confirm(1, "two.test", "far.test")
        let analysis = AnalysisTests.analysis(rows, [anew], judgements: [said])
        #expect(members(analysis) == [["far.test", "two.test"], ["one.test", "two.test"]])
    }

    @Test("rejected names are never in one campaign, also not through others")
    func rejectThroughOthers() throws {
        let rows = try ["one", "two", "three", "four"].enumerated()
            .map { try AnalysisTests.see("\($1).test", "45.1.1.1", 100 + $0...160 + $0) }
        #expect(members(AnalysisTests.analysis(rows)).count == 1)
        let analysis = AnalysisTests.analysis(rows, judgements: [try Self.reject(1, "one.test", "four.test")])
        let campaigns = members(analysis)
        #expect(!campaigns.contains { $0.contains("one.test") && $0.contains("four.test") })
        #expect(campaigns.flatMap { $0 }.count >= 3)
        let connection = try score(analysis, "four.test", "one.test")
        #expect(connection.score == 0)
        #expect(connection.evidence.contains { $0.kind == "rejected" && $0.text.contains("note 1") })
    }

    @Test("a rejection outweighs the confirmations that contradict it, the oldest of which gives way")
    func contradiction() throws {
        let rows = try ["one", "two", "three"].enumerated()
            .map { try AnalysisTests.see("\($1).test", "45.\($0).1.1", 100...160) }
        let said = [
            try Self.confirm(1, "one.test", "two.test"), try Self.confirm(2, "two.test", "three.test"),
            try Self.reject(3, "one.test", "three.test"),
        ]
        #expect(members(AnalysisTests.analysis(rows, judgements: said)) == [["three.test", "two.test"]])
        let connection = try score(AnalysisTests.analysis(rows, judgements: said), "one.test", "two.test")
        let evidence = try #require(connection.evidence.first { $0.kind == "contradicted" })
        #expect(evidence.text.hasPrefix("rejected by kim") && evidence.weight == 0)
        #expect(
            JudgementLog(said).states() == [
                .counts(against: [3]), .counts(against: [3]), .counts(against: [1, 2]),
            ]
        )
    }

    @Test("the latest judgement that was not taken back counts, and tells what it overrules")
    func latestCounts() throws {
        let said = [
            try Self.reject(2, "two.test", "one.test"), try Self.confirm(1, "one.test", "two.test"),
            try Self.reject(3, "one.test", "two.test", undone: true),
        ]
        let log = JudgementLog(said)
        #expect(log.judgements.map(\.number) == [1, 2, 3])
        #expect(log.counting.map(\.number) == [2])
        #expect(log.states().prefix(2) == [.overruled(by: 2), .counts(against: [])])
        let analysis = AnalysisTests.analysis(try AnalysisTests.kin(), judgements: said)
        #expect(analysis.campaigns.isEmpty)
        #expect(try score(analysis, "one.test", "two.test").evidence.last?.kind == "overruled")
        let undone = try Self.reject(2, "two.test", "one.test", undone: true)
        #expect(!AnalysisTests.analysis(try AnalysisTests.kin(), judgements: [undone]).campaigns.isEmpty)
    }

    @Test("two names of one holder can be told apart")
    func rejectWithinDomain() throws {
        let rows = [
            try AnalysisTests.see("one.test", "45.1.1.1", 100...160),
            try AnalysisTests.see("www.one.test", "45.1.1.1", 100...160),
            try AnalysisTests.see("mail.one.test", "45.1.1.1", 100...160),
            try AnalysisTests.see("two.test", "45.1.1.1", 100...160),
        ]
        let analysis = AnalysisTests.analysis(rows, judgements: [try Self.reject(1, "mail.one.test", "one.test")])
        #expect(!members(analysis).contains { $0.contains("one.test") && $0.contains("mail.one.test") })
        #expect(members(analysis).contains { $0.contains("one.test") && $0.contains("www.one.test") })
        #expect(try score(analysis, "mail.one.test", "one.test").score == 0)
    }

    @Test("a distrusted address ties nothing, and a trusted one is no hub")
    func addresses() throws {
        let address = try #require(IPAddress("45.1.1.1"))
        let distrusted = AnalysisTests.analysis(
            try AnalysisTests.kin(),
            judgements: [Self.judgement(1, .distrust(address))]
        )
        #expect(distrusted.campaigns.isEmpty)
        let hub = try #require(distrusted.hubs.first)
        #expect(hub.hubClass == .distrusted && hub.fanOut == 2 && hub.names == 2)
        #expect(hub.evidence == ["distrusted by kim on 2020-01-01: note 1 (judgement 1)"])

        var random = SplitMix64(seed: 7)
        var rows = try AnalysisTests.kin()
        for number in 0..<60 {
            let arrival = Int.random(in: 20...600, using: &random)
            rows.append(try AnalysisTests.see("h\(number).test", "45.77.7.7", arrival...min(700, arrival + 150)))
        }
        let shared = try #require(IPAddress("45.77.7.7"))
        #expect(AnalysisTests.analysis(rows).hubs.map(\.hubClass) == [.shared])
        let trusted = AnalysisTests.analysis(rows, judgements: [Self.judgement(1, .trust(shared))])
        #expect(trusted.hubs.map(\.hubClass) == [.ordinary])
        #expect(trusted.hubs[0].evidence.contains { $0.contains("note 1") })
        #expect(trusted.hubs[0].evidence.contains { $0.contains("the rules say shared") })
    }

    @Test("a name's own place on an address left out ties it to others confirmed there; a rejected one ties nothing")
    func namesOnAddresses() throws {
        var random = SplitMix64(seed: 7)
        var rows: [Observation] = []
        for number in 0..<60 {
            let arrival = Int.random(in: 20...600, using: &random)
            rows.append(try AnalysisTests.see("h\(number).test", "45.77.7.7", arrival...min(700, arrival + 150)))
        }
        rows += try ["one.test", "two.test"].map { try AnalysisTests.see($0, "45.77.7.7", 300...333) }
        let said = [try Self.confirm(1, "one.test", "45.77.7.7"), try Self.confirm(2, "two.test", "45.77.7.7")]
        #expect(AnalysisTests.analysis(rows).campaigns.isEmpty)
        let confirmed = AnalysisTests.analysis(rows, judgements: said)
        #expect(members(confirmed) == [["one.test", "two.test"]])
        #expect(try score(confirmed, "one.test", "45.77.7.7").score > 0.9)

        let rejection = try Self.reject(1, "one.test", "45.1.1.1")
        let rejected = AnalysisTests.analysis(try AnalysisTests.kin(), judgements: [rejection])
        #expect(rejected.campaigns.isEmpty)
        #expect(try score(rejected, "one.test", "45.1.1.1").score == 0)
        #expect(try score(rejected, "one.test", "two.test").score < 0.2)
    }

    @Test("what was judged of things never seen changes nothing")
    func unseen() throws {
        let said = [
            try Self.confirm(1, "one.test", "never.test"), try Self.reject(2, "never.test", "45.200.1.1"),
            Self.judgement(3, .distrust(try #require(IPAddress("45.200.1.2")))),
        ]
        let without = AnalysisTests.analysis(try AnalysisTests.kin())
        let with = AnalysisTests.analysis(try AnalysisTests.kin(), judgements: said)
        #expect("\(with.campaigns) \(with.hubs)" == "\(without.campaigns) \(without.hubs)")
    }
}
