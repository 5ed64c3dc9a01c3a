import Foundation
import TestSupport
import Testing

/// Lists on the command line.
@Suite struct ListCommandsTests {
    let commands: CommandLineTests
    let folder: TemporaryFolder

    init() throws {
        commands = try CommandLineTests()
        folder = commands.folder
    }

    @Test("lists are added, shown with their hits, replaced and removed, and every entry is counted")
    func lists() throws {
        let rows = folder.path + "/rows.csv"
        try "rrname,rdata,first,last\na.test,45.1.1.1,2015-01-01,2015-02-01\nb.test,45.2.2.2,2015-01-01,2015-02-01\n"
            .write(toFile: rows, atomically: true, encoding: .utf8)
        #expect(try commands.ravel(["ingest", rows]).status == 0)
        let list = try folder.write("45.1.1.1\n45.1.1.1\nno name\n", as: "sinkholes_mine.txt")
        let added = try commands.ravel(["lists", "add", list, "--format", "json"])
        #expect(
            added.out.contains(
                #""list":"sinkholes_mine","version":"","class":"sinkhole","change":"added","entries":3,"kept":1,"duplicates":1,"rejected":1"#
            )
        )
        #expect(added.err.contains("line 3"))
        #expect(try commands.ravel(["lists", "add", list, "--format", "json"]).out.contains("\"unchanged\""))
        let shown = try commands.ravel(["lists", "--format", "json"]).out
        #expect(shown.contains(#""entries":1,"hits":1"#))
        let hubs = try commands.ravel(["hubs", "--format", "json"]).out
        #expect(hubs.contains(#""ip":"45.1.1.1","class":"sinkhole""#))
        #expect(hubs.contains(#""weight":3"#))
        let unknown = try folder.write("45.2.2.2\n", as: "seen.txt")
        let asked = try commands.ravel(["lists", "add", unknown])
        #expect(asked.status == 1)
        #expect(asked.err.contains("--class"))
        #expect(try commands.ravel(["lists", "add", unknown, "--class", "parking"]).status == 0)
        #expect(try commands.ravel(["lists", "remove", "sinkholes_mine"]).status == 0)
        #expect(try commands.ravel(["lists", "remove", "sinkholes_mine"]).status == 1)
        #expect(try !commands.ravel(["hubs", "--format", "json"]).out.contains("45.1.1.1"))
        let whole = try commands.ravel(["analyze", rows, "--out", folder.path + "/out", "--list", list])
        #expect(whole.status == 0)
        #expect(try String(contentsOfFile: folder.path + "/out/hubs.jsonl", encoding: .utf8).contains("45.1.1.1"))
    }
}
