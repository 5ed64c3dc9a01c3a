import Foundation
import TestSupport
import Testing

@Suite struct ChartCommandsTests {
    let commands: CommandLineTests

    init() throws {
        commands = try CommandLineTests()
        for file in ["/observations.jsonl", "/whois.csv"] {
            _ = try commands.ravel(file == "/whois.csv" ? "whois" : "ingest", commands.example + file)
        }
    }

    private func read(_ file: String) throws -> String {
        try String(contentsOfFile: commands.folder.path + "/" + file, encoding: .utf8)
    }

    @Test("draws the perrydale campaign along time, by name and by id")
    func timeline() throws {
        let run = try commands.ravel(
            "timeline",
            "rpt.perrydale.com",
            "--seeds",
            commands.example + "/attacks.csv",
            "-o",
            "t.svg"
        )
        #expect(run.status == 0)
        let svg = try read("t.svg")
        for name in ["rpt.perrydale.com", "wwww.perrydale.com", "link.angellroofing.com", "flashupdate.test"] {
            #expect(svg.contains("data-name=\"\(name)\""))
        }
        #expect(!svg.contains("bakery.example"))
        #expect(svg.contains("data-kind=\"seized\"") && svg.contains("data-kind=\"attack\""))
        let id = try #require(run.err.firstMatch(of: /c-[a-z0-9]+/)).output
        #expect(try commands.ravel("timeline", String(id), "-o", "i.svg").status == 0)
        #expect(try read("i.svg").contains("Campaign \(id)"))
    }

    @Test("draws the names around a name of no campaign, and says where there is nothing")
    func around() throws {
        #expect(try commands.ravel("timeline", "bakery.example", "-o", "b.svg").status == 0)
        #expect(try read("b.svg").contains("data-name=\"bakery.example\""))
        let none = try commands.ravel("timeline", "none.test", "-o", "n.svg")
        #expect(none.status == 1 && none.err.contains("ravel campaigns"))
        #expect(try commands.ravel("timeline", "bakery.example", "-o", "b.png").status == 64)
    }

    @Test("draws how a score adds up, beside the table")
    func waterfall() throws {
        let run = try commands.ravel("score", "rpt.perrydale.com", "link.angellroofing.com", "-o", "w.svg")
        #expect(run.status == 0 && run.out.contains("arrival"))
        #expect(try read("w.svg").contains("data-kind=\"arrival\""))
        #expect(try commands.ravel("score", "a.test", "b.test", "-o", "w.pdf").status == 64)
        #expect(try commands.ravel("score", "--pairs", "x", "-o", "w.svg").status == 64)
    }
}
