import PassiveDNS
import TestSupport
import Testing

@testable import InfraGraph

/// An analysis that was kept as bytes is the same analysis.
@Suite struct KeptAnalysisTests {
    private func kept(_ analysis: Analysis, _ dates: [Registration], _ said: [Judgement]) throws -> Analysis {
        let parts = try throughBytes(try KeptAnalysis(analysis))
        return try Analysis(
            parts,
            links: try throughBytes(try #require(analysis.keptLinks)),
            registrations: dates,
            judgements: said
        )
    }

    private func throughBytes<Value: Columned>(_ value: Value) throws -> Value {
        try ColumnWriter.bytes(of: value).withUnsafeBytes { try ColumnReader.read(Value.self, from: $0) }
    }

    /// Campaigns on servers of their own, a shared server, a sinkhole, name servers, a change of hands.
    private func rows(_ seed: UInt64) throws -> [Observation] {
        var random = SplitMix64(seed: seed)
        var rows: [Observation] = []
        for party in 0..<12 {
            let begin = Int.random(in: 0...500, using: &random)
            for name in 0..<Int.random(in: 1...6, using: &random) {
                let host = "45.\(party).\(Int.random(in: 1...2, using: &random)).1"
                let until = begin + Int.random(in: 10...120, using: &random)
                rows.append(try AnalysisTests.see("n\(name).p\(party).test", host, begin...until))
                rows.append(try AnalysisTests.see("www.d\(party)x\(name).test", host, begin...until))
                if name % 2 == 0 {
                    rows.append(try AnalysisTests.see("d\(party)x\(name).test", "45.99.1.1", begin...until))
                }
            }
        }
        for number in 0..<40 {
            let arrival = Int.random(in: 20...600, using: &random)
            rows.append(try AnalysisTests.see("h\(number).test", "45.77.7.7", arrival...min(700, arrival + 150)))
            rows.append(try AnalysisTests.see("s\(number).test", "45.20.\(number).9", 100...150))
            rows.append(try AnalysisTests.see("s\(number).test", "45.66.6.6", 160 + number % 3...700))
        }
        for row in rows.prefix(30) {
            rows.append(
                Observation(
                    rrname: row.rrname,
                    rrtype: .ns,
                    rdata: .text("ns1.host\(row.rrname.text.utf8.count % 3).test"),
                    period: row.period,
                    count: 1,
                    sensor: "s"
                )
            )
        }
        return rows
    }

    private func told(_ analysis: Analysis) -> [String] {
        let links = analysis.unitLinks
        var told = analysis.campaigns.map { "\($0)" } + analysis.hubs.map { "\($0)" }
        told += analysis.links().map { "\($0)" } + analysis.leftOutDomains.map { "\($0)" }
        told += links.a.indices.map {
            "\(links.a[$0]) \(links.b[$0]) \(links.score[$0].bitPattern) \(links.address[$0])"
        }
        told += analysis.histories(of: nil).map { "\($0)" }
        for campaign in analysis.campaigns { told.append("\(analysis.story(of: campaign))") }
        let names = analysis.campaigns.flatMap { $0.members.prefix(2).map(\.name) }
        for (one, other) in zip(names, names.dropFirst()) {
            told.append("\(analysis.connection(.name(one), .name(other)))")
            told.append("\(String(describing: analysis.story(of: one)))")
        }
        told += analysis.places.map { "\($0)" }
        told.append(DOTWriter.text(analysis.map(of: analysis.campaigns)))
        return told
    }

    @Test("whatever is told of an analysis is told of what was kept of it", arguments: 0..<4 as Range<UInt64>)
    func equal(seed: UInt64) throws {
        let rows = try rows(seed)
        let dates = try (0..<12).map { party in
            Registration(
                domain: try DomainName("p\(party).test"),
                created: Timestamp(seconds: AnalysisTests.start + Int64(party / 3) * 777 * Timestamp.day / 10 + 77),
                registrar: "r\(party % 2)",
                registrant: party % 3 == 0 ? "someone" : ""
            )
        }
        let said = [
            Judgement(
                number: 1,
                verdict: .confirm(.name(rows[0].rrname), .name(try DomainName("h1.test"))),
                author: "a",
                time: Timestamp(seconds: 0),
                note: ""
            ),
            Judgement(
                number: 2,
                verdict: .distrust(IPAddress(v4: 0x2d01_0101)),
                author: "a",
                time: Timestamp(seconds: 0),
                note: ""
            ),
        ]
        let analysis = AnalysisTests.analysis(rows, dates, judgements: said, kept: KeptLinks())
        #expect(!analysis.campaigns.isEmpty && !analysis.hubs.isEmpty)
        #expect(told(try kept(analysis, dates, said)) == told(analysis))
    }

    @Test("an analysis of nothing can be kept")
    func nothing() throws {
        let analysis = try kept(AnalysisTests.analysis([], kept: KeptLinks()), [], [])
        #expect(analysis.campaigns.isEmpty && analysis.nameCount == 0)
    }
}
