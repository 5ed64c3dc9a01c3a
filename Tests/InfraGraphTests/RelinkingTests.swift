import PassiveDNS
import TestSupport
import Testing

@testable import InfraGraph

/// Analyses that take over what an earlier one left.
@Suite struct RelinkingTests {
    /// All that linking and clustering found, to the last bit.
    private static func told(_ analysis: Analysis) -> [String] {
        let links = analysis.unitLinks
        return analysis.hubs.map { "\($0)" } + analysis.campaigns.map { "\($0)" }
            + (0..<links.count).map { link in
                let (a, b) = (links.a[link], links.b[link])
                let closeness = analysis.merges.closeness(a, b)?.bitPattern ?? 0
                let score = links.score[link].bitPattern
                let address = links.address[link] < 0 ? nil : analysis.graph.addresses[Int(links.address[link])]
                return "\(a) \(b) \(score) \(String(describing: address)) \(links.addresses[link]) \(closeness)"
            }
    }

    @Test("whatever becomes known, links and campaigns are those of an analysis from scratch", arguments: 0..<24)
    func likeFromScratch(seed: UInt64) throws {
        var random = SplitMix64(seed: seed + 1_000)
        // Of less than a year in every fourth, where time tells less.
        var world = try GrowingWorld(seed: seed, days: seed % 4 == 1 ? 250 : 500)
        var settings = AnalysisSettings()
        if seed % 4 == 3 { settings.mostConcurrent = 3 }
        if seed % 4 == 2 { settings.leastFluxHosts = 1 }
        var kept: KeptLinks? = KeptLinks()
        var known = world.facts.count / 2
        for step in [0, 1, 1, 2, 4, 0, 1, 9, 1, 1] {
            known += step * Int.random(in: 1...2, using: &random)
            let again = world.analysis(ofFirst: known, settings: settings, kept: kept)
            let scratch = world.analysis(ofFirst: known, settings: settings, kept: nil)
            #expect(Self.told(again) == Self.told(scratch))
            #expect(scratch.keptLinks == nil)
            kept = again.keptLinks
        }
    }

    @Test(
        "links are taken over where little became known, none where weights or the time covered are others"
    )
    func takenOver() throws {
        var world = try GrowingWorld(seed: 7, days: 500)
        let all = world.facts.count
        var settings = AnalysisSettings()
        let first = world.analysis(ofFirst: all - 2, settings: settings, kept: KeptLinks())
        #expect(try #require(first.keptLinks).takenOver == 0)
        let second = world.analysis(ofFirst: all, settings: settings, kept: first.keptLinks)
        #expect(try #require(second.keptLinks).takenOver > 0)
        let again = world.analysis(ofFirst: all, settings: settings, kept: second.keptLinks)
        let kept = try #require(again.keptLinks)
        #expect(kept.takenOver * 10 > kept.count * 9)
        settings.weights.arrival += 0.01
        let other = world.analysis(ofFirst: all, settings: settings, kept: kept)
        #expect(other.keptLinks?.takenOver == 0)
        let calibrated = Calibration(knots: [.init(logOdds: -3, probability: 0.1), .init(logOdds: 3, probability: 0.9)])
        settings = AnalysisSettings()
        settings.weights.calibration = try #require(calibrated)
        let third = world.analysis(ofFirst: all, settings: settings, kept: kept)
        #expect(third.keptLinks?.takenOver == 0)

        let rows = try AnalysisTests.kin() + [try AnalysisTests.see("far.test", "45.9.9.9", 10...200)]
        let later = try rows + [AnalysisTests.see("far.test", "45.9.9.9", 201...201)]
        let short = Facts(rows: rows).analysis(kept: KeptLinks())
        #expect(Facts(rows: rows).analysis(kept: short.keptLinks).keptLinks?.takenOver == 1)
        #expect(Facts(rows: later).analysis(kept: short.keptLinks).keptLinks?.takenOver == 0)
    }

    @Test(
        "a link is told anew where anything changed that it reads, and nothing else did",
        arguments: LinkChange.allCases
    )
    func changes(_ change: LinkChange) throws {
        var before = try Facts.pair()
        var after = before
        try change.tell(&before, &after)
        let kept = before.analysis(kept: KeptLinks()).keptLinks
        let scratch = Self.told(after.analysis(kept: nil))
        #expect(Self.told(after.analysis(kept: kept)) == scratch)
        #expect(Self.told(before.analysis(kept: nil)) != scratch)
    }

    @Test("names that have all in common remain two, be they of one domain and set apart by the analyst")
    func twins() throws {
        var facts = try Facts.pair()
        facts.rows.append(try AnalysisTests.see("twin.test", "45.1.1.1", 100...300))
        for name in ["x.victim.test", "y.victim.test"] {
            facts.rows.append(try AnalysisTests.see(name, "45.1.1.1", 202...230))
        }
        facts.judgements = [try JudgementTests.reject(1, "x.victim.test", "y.victim.test")]
        let scratch = facts.analysis(kept: KeptLinks())
        let again = facts.analysis(kept: scratch.keptLinks)
        #expect(scratch.unitLinks.count == 9)
        #expect(Self.told(again) == Self.told(scratch))
    }
}
