import CampaignReports
import Foundation
import PassiveDNS
import Testing

@testable import InfraGraph

@Suite struct ReportWriterTests {
    private static let period = Period(
        first: Timestamp(year: 2015, month: 4, day: 2),
        last: Timestamp(year: 2015, month: 7, day: 10)
    )

    /// A report that holds a text in every place that takes one.
    private static func report(holding text: String, names: Int = 2) throws -> CampaignReport {
        var campaign = Campaign(
            id: text,
            confidence: 0.9,
            members: try (0..<names).map {
                Campaign.Member(
                    name: try DomainName("n\($0).example"),
                    confidence: 0.9,
                    tier: .core,
                    period: period,
                    isSeed: $0 == 0
                )
            },
            addresses: [],
            period: period,
            weights: text,
            reasons: [text]
        )
        campaign.name = text
        var map = InfrastructureMap(title: text)
        map.nodes = [
            .init(
                kind: .name,
                label: text,
                group: text,
                spelling: Spelling(letters: text, lookalike: text),
                network: text,
                details: [text]
            ),
            .init(kind: .hub(class: text), label: text, details: [text]),
        ]
        map.edges = [.init(name: 0, address: 1, period: period, validity: 0)]
        var story = Story(title: text)
        story.chapters = [
            Story.Chapter(
                heading: text,
                events: [Story.Event(period: period, kind: .seizure, text: text, indicators: [])]
            )
        ]
        let section = CampaignReport.Section(
            campaign: campaign,
            story: story,
            scene: MapScene(map, prefix: "c0-"),
            map: "<?xml version=\"1.0\"?><svg></svg>",
            timeline: nil,
            notes: [text]
        )
        return CampaignReport(title: text, basis: text, sections: [section, section])
    }

    @Test(
        "no text from the data becomes markup, or ends the data block",
        arguments: [
            "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
            "' onclick='x",
            "<!--", "]]>", "&lt;b&gt;", "a\u{202E}b\u{0}c\u{1B}[31m", "javascript:alert(1)",
        ]
    )
    func hostile(text: String) throws {
        let page = ReportWriter.html(try Self.report(holding: text))
        #expect(page.ranges(of: "<script").count == 2)
        #expect(page.ranges(of: "</script").count == 2)
        for tag in ["<img", "<svg onload", "<!--", "<b>"] { #expect(!page.contains(tag), "\(tag)") }
        #expect(!page.contains("\u{202E}") && !page.contains("\u{0}"))
        let block = try #require(page.ranges(of: "id=\"scenes\">").first)
        let end = try #require(page[block.upperBound...].firstRange(of: "</script"))
        #expect(!page[..<block.lowerBound].contains("onclick='x"))
        let scenes = try JSONSerialization.jsonObject(with: Data(page[block.upperBound..<end.lowerBound].utf8))
        #expect((scenes as? [[String: Any]])?.count == 2)
    }

    @Test("the only script that may run is the page's own, by its hash, and nothing is loaded")
    func policy() throws {
        let page = ReportWriter.html(try Self.report(holding: "x"))
        let script = try #require(page.split(separator: "<script>").last?.split(separator: "</script>").first)
        let hash = try Self.sha256(String(script))
        #expect(page.contains("default-src 'none'") && page.contains("script-src 'sha256-\(hash)'"))
        for word in ["http://", "https://", "src=", "@import", "url("] { #expect(!page.contains(word), "\(word)") }
    }

    @Test("equal reports give equal bytes, and each name stands in its table once")
    func stable() throws {
        let page = ReportWriter.html(try Self.report(holding: "x", names: 1_000))
        #expect(page == ReportWriter.html(try Self.report(holding: "x", names: 1_000)))
        #expect(page.ranges(of: "data-label=\"n999.example\"").count == 2)  // In each of two sections.
        // Printed, a list is as long as it is; on the screen the style bounds it.
        #expect(page.contains("n999[.]example") && page.contains("<textarea readonly rows=\"1000\""))
    }

    /// The SHA-256 of a text in base 64, by coreutils.
    private static func sha256(_ text: String) throws -> String {
        let (input, output) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let hex = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self).prefix(64)
        process.waitUntilExit()
        let bytes = stride(from: 0, to: 64, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
        return Data(bytes).base64EncodedString()
    }
}
