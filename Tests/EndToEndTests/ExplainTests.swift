import Foundation
import TestSupport
import Testing

/// Stories of the example, as an analyst reads them.
@Suite struct ExplainTests {
    let commands: CommandLineTests

    init() throws {
        commands = try CommandLineTests()
        #expect(try commands.ravel("ingest", commands.example + "/observations.jsonl").status == 0)
        #expect(try commands.ravel("whois", commands.example + "/whois.csv").status == 0)
    }

    /// A command's text with its line breaks taken out.
    private func story(_ arguments: String...) throws -> String {
        let run = try commands.ravel(["explain"] + arguments)
        #expect(run.status == 0, "\(run.err)")
        for line in run.out.split(separator: "\n") where line.contains(" ") {
            // Only a single word may be longer than the line.
            #expect(line.count <= 80 || line.split(separator: " ").count <= 2, "\(line)")
        }
        return run.out.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
    }

    private func events(_ arguments: String...) throws -> [[String: Any]] {
        try commands.ravel(["explain", "--format", "json"] + arguments).out.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func campaign() throws -> String {
        let out = try commands.ravel("campaigns", "--seeds", commands.example + "/seeds.txt", "--format", "json").out
        let object = try #require(try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any])
        let domains = try #require(object["domains"] as? [[String: Any]])
        #expect(domains.allSatisfy { ["core", "member"].contains($0["tier"] as? String ?? "") })
        let inside = Set(domains.compactMap { $0["name"] as? String })
        let edge = try #require(object["periphery"] as? [[String: Any]]).compactMap { $0["name"] as? String }
        #expect(inside.isDisjoint(with: edge))
        return try #require(object["id"] as? String)
    }

    @Test("a campaign: in the order of time, with hubs, and what speaks for it and against")
    func campaignStory() throws {
        let id = try campaign()
        let text = try story(id)
        for part in ["In short", "91.197.12.44", "148.81.9.9 is a sinkhole", "What holds it together", "2015-04"] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains("bakery.example"))
        let events = try events(id)
        #expect(events.allSatisfy { $0["kind"] is String && $0["text"] is String && $0["indicators"] is [String] })
        let course = events.filter { $0["chapter"] as? String == "What happened" }.compactMap { $0["date"] as? String }
        #expect(course.count > 1)
        #expect(course == course.sorted())
        let named = Set(
            events.filter { $0["kind"] as? String == "arrival" }.flatMap { $0["indicators"] as? [String] ?? [] }
        )
        #expect(named.isSuperset(of: ["rpt.perrydale.com", "link.angellroofing.com", "91.197.12.44"]))
        #expect(try events.map { $0["text"] as? String } == self.events(id).map { $0["text"] as? String })
    }

    @Test("a connection: the score in words, the times, the reasons and the sum")
    func pairStory() throws {
        let text = try story("rpt.perrydale.com", "link.angellroofing.com")
        for part in [
            "One party", "rpt.perrydale.com was on 91.197.12.44 until", "Reasons to believe", "in all, which is",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(try story("rpt.perrydale.com", "bakery.example").contains("probably not held both"))
        #expect(try story("91.197.12.44", "rpt.perrydale.com").contains("the name's holder's own"))
    }

    @Test("an address: its class, its tenants in order, its campaigns")
    func addressStory() throws {
        let id = try campaign()
        let text = try story("91.197.12.44")
        let first = try #require(text.range(of: "rpt.perrydale.com"))
        let later = try #require(text.range(of: "bakery.example"))
        #expect(first.lowerBound < later.lowerBound)
        #expect(text.contains(id))
        #expect(try story("148.81.9.9").contains("a sinkhole, where names end up"))
    }

    @Test("a domain: its holders, and the signs of each change")
    func domainStory() throws {
        let text = try story("playercodec.test")
        for part in ["passed through 2 hands", "2015-10-02", "registered anew"] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(try story("rpt.perrydale.com").contains("member of campaign"))
    }

    @Test("what can't be told is said, and hostile text stays text")
    func edges() throws {
        #expect(try commands.ravel("explain", "never.seen.test").status == 1)
        #expect(try commands.ravel("explain", "91.197.12.0/24").err.contains("ravel pivot 91.197.12.0/24"))
        #expect(try commands.ravel("explain", "91.197.12.44", "148.81.9.9").status == 1)
        #expect(try commands.ravel("explain").status == 64)
        #expect(try commands.ravel("explain", "a", "b", "c").status == 64)
        let id = try campaign()
        let note = "red\u{1b}[31m\u{202e}"
        let judged = try commands.ravel("confirm", "link.angellroofing.com", "flashupdate.test", "--note", note)
        #expect(judged.status == 0, "\(judged.err)")
        for format in ["table", "json", "csv"] {
            let out = try commands.ravel("explain", id, "--format", format).out
            #expect(out.contains("red"))
            if format != "csv" { #expect(!out.unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202e}" }) }
        }
    }
}
