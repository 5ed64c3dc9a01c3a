import Foundation
import TestSupport
import Testing

/// What analysts say, on the command line.
@Suite struct JudgeCommandsTests {
    let commands: CommandLineTests
    let folder: TemporaryFolder

    init() throws {
        commands = try CommandLineTests()
        folder = commands.folder
        _ = try commands.ravel("ingest", commands.example + "/observations.jsonl")
        _ = try commands.ravel("whois", commands.example + "/whois.csv")
    }

    private func ravel(_ arguments: String...) throws -> CommandLineTests.Run {
        try commands.ravel(arguments)
    }

    /// The names of the campaign with the example's seeds.
    private func names() throws -> Set<String> {
        let out = try ravel("campaigns", "--seeds", commands.example + "/seeds.txt", "--format", "json").out
        return Set(
            out.split(separator: "\"name\":\"").dropFirst().compactMap { $0.split(separator: "\"").first }.map(
                String.init
            )
        )
    }

    @Test("a connection is confirmed, rejected and taken back, and every step is kept")
    func story() throws {
        let before = try names()
        #expect(!before.contains("bakery.example"))

        let first = try ravel(
            "confirm",
            "rpt[.]perrydale.com",
            "bakery.example",
            "--author",
            "kim",
            "--note",
            "one cert"
        )
        #expect(first.status == 0)
        #expect(first.out == "judgement 1: confirm rpt.perrydale.com bakery.example; take it back with: ravel undo 1\n")
        #expect(try names() == before.union(["bakery.example"]))
        let score = try ravel("score", "bakery.example", "rpt.perrydale.com").out
        #expect(
            score.contains("+6") && score.contains("confirmed by kim on ") && score.contains(": one cert (judgement 1)")
        )

        let second = try ravel("reject", "bakery.example", "rpt.perrydale.com", "--author", "lee")
        #expect(second.err.contains("overrules judgement 1: confirmed by kim"))
        #expect(try !names().contains("bakery.example"))
        #expect(
            try ravel("score", "rpt.perrydale.com", "bakery.example", "--format", "json").out.contains("\"score\":0,")
        )

        #expect(try ravel("undo", "2", "--author", "max").status == 0)
        #expect(try names() == before.union(["bakery.example"]))
        #expect(try ravel("undo", "1").status == 0)
        #expect(try names() == before)
        let listed = try ravel("judgements", "--format", "json").out
        #expect(
            listed.contains("\"number\":1,\"verdict\":\"confirm\",\"a\":\"rpt.perrydale.com\",\"b\":\"bakery.example\"")
        )
        #expect(listed.contains("\"state\":\"undone\",\"undone_by\":\"max\""))
    }

    @Test("an address that is distrusted is among the hubs, one that is trusted no longer left out")
    func addresses() throws {
        #expect(try ravel("distrust", "91.197.12.44", "--author", "kim", "--note", "our own scanner").status == 0)
        let hubs = try ravel("hubs", "--format", "csv").out
        #expect(hubs.contains("91.197.12.44,distrusted,1,"))
        #expect(hubs.contains("distrusted by kim"))
        #expect(try names().isEmpty)
        #expect(try ravel("trust", "91.197.12.44").err.contains("overrules judgement 1"))
        #expect(try !names().isEmpty)
        _ = try ravel("trust", "64.40.90.5", "--note", "one customer's")
        let trusted = try ravel("hubs", "--format", "csv").out
        #expect(trusted.contains("64.40.90.5,ordinary,"))
        #expect(trusted.contains("one customer's"))
    }

    @Test("hostile notes and authors reach no terminal, spreadsheet or JSON unescaped")
    func hostile() throws {
        let hostile = "=1\n\u{1b}[31m\u{202e}\",x"
        _ = try ravel("confirm", "rpt.perrydale.com", "bakery.example", "--author", hostile, "--note", hostile)
        for arguments in [["judgements"], ["score", "rpt.perrydale.com", "bakery.example"], ["campaigns"]] {
            for format in ["table", "json"] {
                let run = try commands.ravel(arguments + ["--format", format])
                #expect(!run.out.unicodeScalars.contains { "\u{1b}\u{202e}".unicodeScalars.contains($0) })
                #expect(run.out.contains("[31m"))
                if format == "json" {
                    for line in run.out.split(separator: "\n") {
                        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
                    }
                }
            }
        }
        let csv = try ravel("judgements", "--format", "csv").out
        #expect(csv.contains("\"'=1\n\u{1b}[31m\u{202e}\"\",x\""))
        let undone = try ravel("undo", "1", "--author", hostile)
        #expect(!undone.out.contains("\u{1b}") && !undone.err.contains("\u{1b}"))
        #expect(try ravel("undo", "1").err.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    }

    @Test("says what is wrong with a judgement")
    func wrongUse() throws {
        #expect(try ravel("confirm", "a.test", "a.test").status == 64)
        #expect(try ravel("reject", "192.0.2.1", "192.0.2.2").status == 64)
        #expect(try ravel("confirm", "a.test", "b.test", "--author", " ").status == 64)
        #expect(try ravel("confirm", "a.test", "b.test", "--note", String(repeating: "x", count: 3_000)).status == 64)
        #expect(try ravel("trust", "a.test").status == 1)
        #expect(try ravel("undo", "5").err.contains("no such judgement"))
        let missing = try ravel("trust", "192.0.2.1", "--store", "none.sqlite")
        #expect(missing.status == 1 && missing.err.contains("no such store"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/none.sqlite"))
        let unseen = try ravel("confirm", "rpt.perrydale.com", "never.test")
        #expect(unseen.status == 0)
        #expect(unseen.err.contains("never.test: not seen so far"))
    }
}
