import Foundation
import TestSupport
import Testing

/// Ids that survive new data, and names for them, on the command line.
@Suite struct CampaignIDTests {
    let commands: CommandLineTests
    let folder: TemporaryFolder

    init() throws {
        commands = try CommandLineTests()
        folder = commands.folder
    }

    private func ravel(_ arguments: String...) throws -> CommandLineTests.Run {
        try commands.ravel(arguments)
    }

    /// Lines of observations: names on an address from one day of 2020 to another.
    private func lines(_ names: [String], on address: String, days: ClosedRange<Int>) -> String {
        names.map { name in
            let (first, last) = (1_577_836_800 + days.lowerBound * 86_400, 1_577_836_800 + days.upperBound * 86_400)
            return
                "{\"rrname\":\"\(name)\",\"rrtype\":\"A\",\"rdata\":\"\(address)\",\"time_first\":\(first),\"time_last\":\(last)}\n"
        }
        .joined()
    }

    private func ingest(_ text: String, as name: String, into store: String = "ravel.sqlite") throws {
        let file = try folder.write(text, as: name)
        #expect(try ravel("ingest", file, "--store", store).status == 0)
    }

    /// For each member, its campaign.
    private func ids(_ store: String = "ravel.sqlite") throws -> [String: String] {
        var ids: [String: String] = [:]
        for line in try ravel("campaigns", "--format", "json", "--store", store).out.split(separator: "\n") {
            let campaign = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            for member in try #require(campaign["domains"] as? [[String: Any]]) {
                ids[try #require(member["name"] as? String)] = campaign["id"] as? String
            }
        }
        return ids
    }

    private var one: String { lines(["a1.test", "a2.test", "a3.test"], on: "45.1.1.1", days: 0...40) }
    private var two: String { lines(["b1.test", "b2.test"], on: "45.2.2.2", days: 100...140) }

    @Test("an id stays when the campaign grows around another anchor")
    func growth() throws {
        try ingest(one, as: "1")
        let before = try ids()
        let more = lines(["0a.test", "0b.test", "0c.test", "a2.test", "a3.test"], on: "45.3.3.3", days: 41...90)
        try ingest(more, as: "2")
        let after = try ids()
        #expect(after.count == 6)
        #expect(Set(after.values) == Set(before.values))
        // Without the registry the id would have followed the anchor.
        try ingest(one, as: "1", into: "fresh.sqlite")
        try ingest(more, as: "2", into: "fresh.sqlite")
        #expect(try ids("fresh.sqlite")["a1.test"] != before["a1.test"])
    }

    @Test("the order of files before the first look leaves no trace, and a second look changes nothing")
    func order() throws {
        try ingest(one, as: "1", into: "x.sqlite")
        try ingest(two, as: "2", into: "x.sqlite")
        try ingest(two, as: "2", into: "y.sqlite")
        try ingest(one, as: "1", into: "y.sqlite")
        let first = try ravel("campaigns", "--format", "json", "--store", "x.sqlite").out
        #expect(try ravel("campaigns", "--format", "json", "--store", "y.sqlite").out == first)
        let log = { try Data(contentsOf: URL(fileURLWithPath: folder.path + "/x.sqlite-wal")) }
        let before = try log()
        #expect(try ravel("campaigns", "--format", "json", "--store", "x.sqlite").out == first)
        #expect(try log() == before)
    }

    @Test("campaigns that the analyst joins have one id, the other stands for it, and both are back when parted")
    func mergeAndBack() throws {
        try ingest(one + two, as: "1")
        let before = try ids()
        let (old, new) = (try #require(before["a1.test"]), try #require(before["b1.test"]))
        _ = try ravel("confirm", "a1.test", "b1.test")
        #expect(Set(try ids().values) == [old])
        #expect(try ravel("campaigns", "--format", "json").out.contains("\"aliases\":[\"\(new)\"]"))
        #expect(try ravel("campaigns", new, "--format", "csv").out.contains("\n\(old),"))
        let map = try ravel("map", new, "-o", "a.dot")
        #expect(map.status == 0 && map.err.contains(old))
        _ = try ravel("undo", "1")
        #expect(try ids() == before)
        #expect(try ravel("campaigns", "c-never").status == 1)
    }

    @Test("a name is shown wherever the campaign is told, replaced by a later one, and taken back")
    func naming() throws {
        try ingest(one, as: "1")
        // No campaign was ever listed: naming registers them.
        let id = try #require(
            try ravel("campaigns", "--format", "csv", "--store", "ravel.sqlite").out.split(separator: "\n").last?
                .split(separator: ",").first.map(String.init)
        )
        #expect(try ravel("name", id, "Night <b>Heron</b>", "--note", "as in the report").status == 0)
        #expect(try ravel("campaigns").out.contains("\(id)  Night <b>Heron</b>"))
        #expect(try ravel("campaigns", "--format", "json").out.contains("\"name\":\"Night <b>Heron</b>\""))
        #expect(try ravel("map", id, "-o", "a.svg").err.contains("“Night <b>Heron</b>”"))
        let svg = try String(contentsOfFile: folder.path + "/a.svg", encoding: .utf8)
        #expect(svg.contains("Heron") && !svg.contains("<b>Heron"))
        let attacks = try folder.write(
            "attack,date,indicator\nx,2020-01-20,a1.test\ny,2020-01-20,a2.test\n",
            as: "t.csv"
        )
        #expect(try ravel("attacks", attacks, "--format", "json").out.contains("\(id) “Night <b>Heron</b>”"))

        #expect(try ravel("name", id, "Day Heron").err.contains("overrules judgement 1"))
        #expect(try ravel("campaigns", "--format", "csv").out.contains("\(id),Day Heron,"))
        _ = try ravel("undo", "2")
        #expect(try ravel("campaigns", "--format", "csv").out.contains("\(id),Night"))
        #expect(try ravel("name", "c-never", "x").status == 1)
        #expect(try ravel("name", id, "a\u{1b}[31m").status == 64)
        #expect(try ravel("name", id, "").status == 64)
    }

    @Test(
        "a store that can't be written gives the same ids, without a word",
        .enabled(if: geteuid() != 0, "root writes anywhere")
    )
    func readOnly() throws {
        try ingest(one, as: "1")
        let before = try ids()
        try ingest(lines(["0a.test", "0b.test", "a1.test", "a2.test"], on: "45.3.3.3", days: 41...90), as: "2")
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: folder.path + "/ravel.sqlite" + suffix)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: folder.path + "/ravel.sqlite")
        let run = try ravel("campaigns", "--format", "csv")
        #expect(run.status == 0 && run.err.isEmpty)
        #expect(run.out.contains("\n\(try #require(before["a1.test"])),"))
    }
}
