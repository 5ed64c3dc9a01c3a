import InfraGraph
import PassiveDNS
import TestSupport
import Testing

/// Names that were looked up once: nothing tells who came and went with whom.
@Suite struct SnapshotTests {
    /// One look-up of a name, `minute` minutes after the first.
    private func look(_ name: String, _ address: String, _ minute: Int) throws -> Observation {
        let moment = Timestamp(seconds: AnalysisTests.start + Int64(minute) * 60)
        return Observation(
            rrname: try DomainName(name),
            rrtype: .a,
            rdata: .address(try #require(IPAddress(address))),
            period: Period(first: moment, last: moment),
            count: 1,
            sensor: "s"
        )
    }

    @Test("in a snapshot a handful of names on one address is a campaign, a crowd is none")
    func crowd() throws {
        var rows: [Observation] = []
        for number in 0..<9 { rows.append(try look("few\(number).test", "45.1.1.1", number * 100)) }
        for number in 0..<140 { rows.append(try look("many\(number).test", "45.2.2.2", number * 40)) }
        let analysis = AnalysisTests.analysis(rows)
        #expect(analysis.campaigns.map(\.members.count) == [9])
        let hub = try #require(analysis.hubs.first { $0.address == IPAddress("45.2.2.2") })
        #expect(hub.hubClass == .shared)
        #expect(hub.evidence.contains { $0.contains("too short a time") })
    }

    @Test("in a snapshot the moments of the look-ups make no difference")
    func moments() throws {
        let near = AnalysisTests.analysis([try look("a.test", "45.1.1.1", 0), try look("b.test", "45.1.1.1", 1)])
        let far = AnalysisTests.analysis([
            try look("a.test", "45.1.1.1", 0), try look("b.test", "45.1.1.1", 5 * 24 * 60),
        ])
        let pair = (try Indicator("a.test"), try Indicator("b.test"))
        let scores = [near, far].map { $0.connection(pair.0, pair.1).score }
        #expect(abs(scores[0] - scores[1]) < 0.05)
        #expect(scores[0] > 0.7)
    }

    @Test("in a snapshot registrations far apart speak against one holder")
    func registrations() throws {
        let rows = [try look("a.test", "45.1.1.1", 0), try look("b.test", "45.1.1.1", 1)]
        let apart = [0, 400].enumerated().map { number, days in
            Registration(
                domain: rows[number].rrname,
                created: Timestamp(seconds: AnalysisTests.start - Int64(days + 1) * Timestamp.day)
            )
        }
        let pair = (Indicator.name(rows[0].rrname), Indicator.name(rows[1].rrname))
        let without = AnalysisTests.analysis(rows).connection(pair.0, pair.1).score
        #expect(AnalysisTests.analysis(rows, apart).connection(pair.0, pair.1).score < without)
    }

    @Test("a name that was seen on one host of a fast-flux network is not on the network")
    func fluxHost() throws {
        var rows: [Observation] = []
        for name in ["f1.test", "f2.test"] {
            for step in 0..<40 {
                let days = 100 + step / 4...100 + step / 4
                rows.append(try AnalysisTests.see(name, "\(60 + step).7.7.7", days))
            }
        }
        rows.append(try AnalysisTests.see("stranger.test", "70.7.7.7", 101...109))
        rows.append(try AnalysisTests.see("long.test", "45.1.1.1", 0...500))
        let names = AnalysisTests.analysis(rows).campaigns.map { $0.members.map(\.name.text).sorted() }
        #expect(names == [["f1.test", "f2.test"]])
    }
}
