import Foundation
import TestSupport
import Testing

/// What is kept of an analysis, on the command line: taken where nothing changed, and never where anything did.
@Suite struct KeptAnalysisTests {
    let commands: CommandLineTests
    let folder: TemporaryFolder

    init() throws {
        commands = try CommandLineTests()
        folder = commands.folder
        let attacks = "attack,date,indicator\none,2015-07-10,rpt.perrydale.com\ntwo,2015-07-12,link.angellroofing.com\n"
        _ = try folder.write(attacks, as: "attacks.csv")
        try #require(try ravel(["ingest", commands.example + "/observations.jsonl"]).status == 0)
        try #require(try ravel(["whois", commands.example + "/whois.csv"]).status == 0)
    }

    private func ravel(_ arguments: [String]) throws -> CommandLineTests.Run {
        try commands.ravel(arguments)
    }

    /// What a command says where nothing is kept.
    private func anew(_ arguments: [String]) throws -> String {
        try commands.ravel(arguments, environment: ["XDG_CACHE_HOME": folder.path + "/empty-\(UUID().uuidString)"]).out
    }

    private var cache: String { folder.path + "/cache/ravel" }

    private func stores() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: cache).map { cache + "/" + $0 }
    }

    /// What is kept of the one store.
    private func kept() throws -> [String] {
        try ["analysis", "links"].map { part in try stores()[0] + "/" + part }
    }

    /// A number that changes when the file is written again.
    private func identity(of part: Int = 0) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: try kept()[part])[.systemFileNumber] as? Int)
    }

    static let questions = [
        ["campaigns", "--format", "json"], ["hubs", "--format", "json"], ["epochs", "--format", "json"],
        ["score", "rpt.perrydale.com", "wwww.perrydale.com", "--format", "json"],
        ["explain", "rpt.perrydale.com"], ["explain", "148.81.9.9"], ["map", "rpt.perrydale.com", "-o", "picture.dot"],
        ["timeline", "rpt.perrydale.com", "-o", "picture.svg"], ["attacks", "attacks.csv"],
    ]

    /// What was drawn last, which is then gone.
    private func picture() -> String {
        ["picture.dot", "picture.svg"].map { file in
            let path = folder.path + "/" + file
            defer { try? FileManager.default.removeItem(atPath: path) }
            return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        }
        .joined()
    }

    /// Whether everything that can be asked is answered as if nothing were kept.
    private func expectEqualAnswers(_ comment: Comment) throws {
        for question in Self.questions {
            let fresh = try anew(question) + picture()
            #expect(!fresh.isEmpty, comment)
            // Once to keep, once from what is kept.
            #expect(try ravel(question).out + picture() == fresh, comment)
            #expect(try ravel(question).out + picture() == fresh, comment)
        }
    }

    @Test("every question has the same answer from what is kept")
    func equal() throws {
        try expectEqualAnswers("kept")
        #expect(try stores().count == 1)
    }

    @Test(
        "what is kept is what is told: the observations are not read again",
        .enabled(if: Python(with: "sqlite3") != nil, "python3")
    )
    func isUsed() throws {
        let python = try #require(Python(with: "sqlite3"))
        let before = try ravel(["campaigns", "--format", "json"]).out
        // Nobody but this test takes observations out of a store.
        let script = """
            import sqlite3, sys
            store = sqlite3.connect(sys.argv[1])
            store.execute("DELETE FROM record")
            store.commit()
            """
        _ = try python.run(script, [folder.path + "/ravel.sqlite"])
        #expect(try ravel(["campaigns", "--format", "json"]).out == before)
        #expect(try ravel(["explain", "rpt.perrydale.com"]).out.contains("perrydale"))
        #expect(try anew(["campaigns", "--format", "json"]).isEmpty)
    }

    @Test("a copy of a store that another program changed is analysed anew")
    func copies() throws {
        guard let python = Python(with: "sqlite3") else { return }
        let question = ["campaigns", "--format", "json"]
        #expect(try !ravel(question).out.isEmpty)
        let script = """
            import shutil, sqlite3, sys
            shutil.copy(sys.argv[1], sys.argv[2])
            store = sqlite3.connect(sys.argv[2])
            store.execute("DELETE FROM record")
            store.commit()
            """
        _ = try python.run(script, [folder.path + "/ravel.sqlite", folder.path + "/copy.sqlite"])
        #expect(try ravel(question + ["--store", "copy.sqlite"]).out.isEmpty)
    }

    @Test("what one program keeps is not taken by the one that replaced it while it ran")
    func replaced() throws {
        let (program, fifo) = (folder.path + "/program", folder.path + "/fifo")
        try FileManager.default.copyItem(atPath: CommandLineTests.binary, toPath: program)
        mkfifo(fifo, 0o600)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["attacks", fifo, "--store", folder.path + "/ravel.sqlite"]
        process.environment = ["XDG_CACHE_HOME": folder.path + "/cache"]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        // Opens once the program reads.
        let attacks = try FileHandle(forWritingTo: URL(fileURLWithPath: fifo))
        try FileManager.default.copyItem(atPath: program, toPath: program + "-2")
        rename(program + "-2", program)
        try attacks.write(contentsOf: Data("attack,date,indicator\none,2015-07-10,rpt.perrydale.com\n".utf8))
        try attacks.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let before = try identity()
        let next = Process()
        next.executableURL = URL(fileURLWithPath: program)
        next.arguments = ["hubs", "--store", folder.path + "/ravel.sqlite"]
        next.environment = process.environment
        (next.standardOutput, next.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try next.run()
        next.waitUntilExit()
        #expect(try identity() != before)
    }

    @Test("whatever changes the store has its effect at once")
    func changes() throws {
        try expectEqualAnswers("before")
        let line = #"{"rrname":"new.test","rrtype":"A","rdata":"45.1.1.1","time_first":1436563025}"# + "\n"
        let list = try folder.write("148.81.9.9\n", as: "list.txt")
        let changes = [
            ["ingest", try folder.write(line, as: "more")],
            ["whois", try folder.write("domain,created\nnew.test,2015-01-01\n", as: "whois.csv")],
            ["reject", "rpt.perrydale.com", "wwww.perrydale.com"], ["undo", "1"],
            ["distrust", "148.81.9.9"], ["confirm", "rpt.perrydale.com", "bakery.example"],
            ["lists", "add", "--class", "sinkhole", list], ["lists", "remove", "list"],
        ]
        for change in changes {
            let old = try identity()
            let run = try ravel(change)
            #expect(run.status == 0, "\(change): \(run.err)")
            try expectEqualAnswers("\(change)")
            #expect(try identity() != old, "\(change)")
        }
        #expect(try stores().count == 1)
    }

    @Test("a campaign's name is told at once, and costs no other analysis")
    func names() throws {
        let told = try ravel(["campaigns", "--format", "csv"]).out
        let id = try #require(told.split(separator: "\n").dropFirst().first?.split(separator: ",").first)
        let before = try identity()
        #expect(try ravel(["name", String(id), "autumn"]).status == 0)
        #expect(try ravel(["campaigns", "--format", "csv"]).out.contains(",autumn,"))
        #expect(try ravel(["undo", "1"]).status == 0)
        #expect(try !ravel(["campaigns", "--format", "csv"]).out.contains(",autumn,"))
        #expect(try identity() == before)
    }

    @Test(
        "a file that is damaged, cut off, empty, no file or not the user's alone is passed over and replaced",
        arguments: 0..<2
    )
    func damaged(part: Int) throws {
        let question = Self.questions[0]
        let fresh = try anew(question)
        #expect(try ravel(question).out == fresh)
        let path = try kept()[part]
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var random = SplitMix64(seed: 9)
        var forms: [Data] = [Data(), whole.prefix(20), whole.dropLast(), whole + [0]]
        for _ in 0..<10 {
            var form = whole
            form[Int.random(in: 0..<whole.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            forms.append(form)
        }
        for form in forms {
            try form.write(to: URL(fileURLWithPath: path))
            #expect(try ravel(question).out == fresh)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == whole.count)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
        let open = try identity(of: part)
        #expect(try ravel(question).out == fresh)
        #expect(try identity(of: part) != open)
        try FileManager.default.moveItem(atPath: path, toPath: folder.path + "/elsewhere")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.path + "/elsewhere")
        #expect(try ravel(question).out == fresh)
        #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(try ravel(question).out == fresh)
    }

    @Test("other weights are not kept, and where nothing can be kept all is as without")
    func notKept() throws {
        let weights = try ravel(["weights"]).out
        let file = try folder.write(weights, as: "weights.tsv")
        _ = try ravel(["hubs", "--weights", file])
        #expect(!FileManager.default.fileExists(atPath: cache))
        let fresh = try anew(["campaigns"])
        #expect(try commands.ravel(["campaigns"], environment: ["XDG_CACHE_HOME": "/dev/null"]).out == fresh)
    }

    @Test("what is kept can be read by nobody else, wherever the folder came from")
    func permissions() throws {
        try FileManager.default.createDirectory(
            atPath: cache,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755]
        )
        _ = try ravel(["hubs"])
        for path in try kept() {
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("nothing is kept in a folder of somebody else's", .enabled(if: getuid() == 0))
    func foreignFolder() throws {
        let fresh = try anew(["campaigns"])
        let above = folder.path + "/cache"
        try FileManager.default.createDirectory(atPath: above, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.ownerAccountID: 65_534], ofItemAtPath: above)
        #expect(try ravel(["campaigns"]).out == fresh)
        #expect(try FileManager.default.contentsOfDirectory(atPath: above).isEmpty)
        try FileManager.default.setAttributes([.ownerAccountID: 0], ofItemAtPath: above)
        try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.ownerAccountID: 65_534], ofItemAtPath: cache)
        #expect(try ravel(["campaigns"]).out == fresh)
        #expect(try stores().isEmpty)
    }

    @Test("to make room nothing is removed but what is kept of stores")
    func others() throws {
        let others = ["rdap"] + (0..<8).map { "\($0)" + String(repeating: "a", count: 31) + "-1-1" }
        for other in others {
            try FileManager.default.createDirectory(atPath: cache + "/" + other, withIntermediateDirectories: true)
            try Data().write(to: URL(fileURLWithPath: cache + "/" + other + "/answer"))
            let old = Date(timeIntervalSince1970: 1)
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: cache + "/" + other)
        }
        _ = try ravel(["hubs"])
        for other in others { #expect(FileManager.default.fileExists(atPath: cache + "/" + other + "/answer")) }
    }

    @Test("what would be larger than files may be is not kept, and the command goes on")
    func largeFiles() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let store = folder.path + "/ravel.sqlite"
        process.arguments = ["-c", "ulimit -f 100; exec \"$0\" hubs --store \"$1\"", CommandLineTests.binary, store]
        process.environment = ["XDG_CACHE_HOME": folder.path + "/cache"]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: stores()[0]).count { !$0.hasPrefix("l") } == 0)
    }

    @Test("of many stores the last eight are kept")
    func many() throws {
        for number in 0..<10 {
            let store = "s\(number).sqlite"
            #expect(try ravel(["ingest", commands.example + "/observations.jsonl", "--store", store]).status == 0)
            #expect(try ravel(["campaigns", "--store", store]).status == 0)
        }
        #expect(try stores().count == 8)
    }
}
