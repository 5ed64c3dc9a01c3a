import Foundation
import TestSupport
import Testing

/// Runs the built command line as a user would.
@Suite struct CommandLineTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    struct Run {
        var status: Int32
        var out: String
        var err: String
    }

    static var binary: String {
        Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent().path + "/ravel" }
            .first { FileManager.default.isExecutableFile(atPath: $0) } ?? packageRoot + "/.build/debug/ravel"
    }

    func ravel(_ arguments: String..., environment: [String: String] = [:]) throws -> Run {
        try ravel(arguments, environment: environment)
    }

    func ravel(_ arguments: [String], environment: [String: String] = [:]) throws -> Run {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        let own = ["XDG_CACHE_HOME": folder.path + "/cache"].merging(environment) { $1 }
        process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }
        let name = UUID().uuidString
        let out = try folder.write("", as: name + ".out")
        let err = try folder.write("", as: name + ".err")
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardError = FileHandle(forWritingAtPath: err)
        try process.run()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus,
            out: try String(contentsOfFile: out, encoding: .utf8),
            err: try String(contentsOfFile: err, encoding: .utf8)
        )
    }

    let example = packageRoot + "/examples/perrydale"

    @Test("tells the perrydale story from the store, step by step")
    func perrydale() throws {
        #expect(try ravel("ingest", example + "/observations.jsonl").status == 0)
        #expect(try ravel("whois", example + "/whois.csv").out.contains("4 registrations, 4 of them new"))
        let campaigns = try ravel("campaigns", "--seeds", example + "/seeds.txt", "--format", "json").out
        #expect(campaigns.split(separator: "\n").count == 1)
        for member in ["rpt.perrydale.com", "wwww.perrydale.com", "link.angellroofing.com", "flashupdate.test"] {
            #expect(campaigns.contains("\"name\":\"\(member)\""))
        }
        #expect(!campaigns.contains("\"name\":\"www.perrydale.com\""))
        #expect(!campaigns.contains("bakery.example"))
        let hubs = try ravel("hubs", "--format", "csv").out
        #expect(hubs.contains("148.81.9.9,sinkhole,"))
        #expect(hubs.contains("185.53.20.7,parking,"))
        #expect(hubs.contains("64.40.90.5,shared,"))
        #expect(!hubs.contains("91.197.12.44"))
        let epochs = try ravel("epochs", "playercodec.test", "--format", "json").out
        #expect(epochs.contains("\"cuts\":[1443744000]"))
        let attacks = try ravel("attacks", example + "/attacks.csv", "--format", "csv").out
        #expect(attacks.contains("watering-hole,spearphish-june"))
        #expect(attacks.contains("beacon-alert,beacon-alert"))
        #expect(attacks.contains("spam-wave,spam-wave"))
        let score = try ravel("score", "rpt.perrydale.com", "link.angellroofing.com").out
        #expect(score.contains("strong"))
        let pivot = try ravel("pivot", "91.197.12.0/24", "--at", "2015-11-01")
        #expect(pivot.out.contains("bakery.example") && pivot.err.isEmpty)
        #expect(try ravel("pivot", "148.81.9.9", "--format", "json").out.contains("\"class\":\"sinkhole\""))
        #expect(try ravel("info").out.contains("aggregate"))
        for name in ["a.svg", "a.dot", "a.png", "a.pdf"] {
            #expect(try ravel("map", "-o", name).status == 0)
            #expect(FileManager.default.fileExists(atPath: folder.path + "/" + name))
        }
        #expect(try ravel("map", "rpt.perrydale.com", "-o", "b.dot").err.contains("Campaign"))
        #expect(try ravel("map", "148.81.9.9", "-o", "b.dot").err.contains("55 names"))
        #expect(try ravel("map", "never.seen.test", "-o", "b.dot").status == 1)
    }

    @Test("the same content twice changes nothing and says so")
    func ingestTwice() throws {
        _ = try ravel("ingest", example + "/observations.jsonl")
        let before = try ravel("campaigns", "--format", "json").out
        let second = try ravel("ingest", example + "/observations.jsonl", "--format", "json")
        #expect(second.status == 0)
        #expect(second.err.contains("in the store already; nothing changed"))
        #expect(second.out.contains("\"stored\":0,\"merged\":0,\"already_known\":3015"))
        #expect(try ravel("campaigns", "--format", "json").out == before)
    }

    @Test("analyses to the same bytes twice, and in any order of files")
    func sameBytes() throws {
        let all = try String(contentsOfFile: example + "/observations.jsonl", encoding: .utf8).split(separator: "\n")
        let a = try folder.write(all.prefix(1_500).joined(separator: "\n"), as: "a")
        let b = try folder.write(all.dropFirst(1_500).joined(separator: "\n"), as: "b")
        #expect(try ravel("analyze", a, b, "--out", "one").status == 0)
        #expect(try ravel("analyze", b, a, "--out", "two").status == 0)
        for name in ["campaigns.jsonl", "hubs.jsonl", "links.jsonl", "campaign.dot", "campaign.svg"] {
            let files = try ["one", "two"].map {
                try Data(contentsOf: URL(fileURLWithPath: folder.path + "/\($0)/\(name)"))
            }
            #expect(files[0] == files[1])
            #expect(!files[0].isEmpty)
        }
    }

    @Test("keeps rejected lines, with their number and reason")
    func rejects() throws {
        let file = try folder.write(
            "{\"rrname\":\"a.test\",\"rrtype\":\"A\",\"rdata\":\"45.1.1.1\",\"time_first\":1436563025}\nnonsense\n",
            as: "in"
        )
        let run = try ravel("ingest", file, "--rejects", "bad.jsonl", "--format", "json")
        #expect(run.status == 0)
        #expect(
            run.out.contains("\"lines\":2,\"stored\":1,\"merged\":0,\"already_known\":0,\"skipped\":0,\"rejected\":1")
        )
        let kept = try String(contentsOfFile: folder.path + "/bad.jsonl", encoding: .utf8)
        #expect(kept.contains("\"line\":2"))
        #expect(kept.contains("\"text\":\"nonsense\""))
    }

    @Test("goes on after a file that can't be read, and ends with 1")
    func badFile() throws {
        let run = try ravel("ingest", "missing.jsonl", example + "/observations.jsonl")
        #expect(run.status == 1)
        #expect(run.err.contains("missing.jsonl"))
        #expect(try ravel("info").status == 0)
    }

    @Test("a kill in the middle of an ingest leaves nothing, and running it again completes")
    func killed() throws {
        var lines = ""
        for number in 0..<400_000 {
            lines +=
                "{\"rrname\":\"n\(number).test\",\"rrtype\":\"A\",\"rdata\":\"45.1.1.1\",\"time_first\":1436563025}\n"
        }
        let file = try folder.write(lines, as: "big")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = ["ingest", file, "--store", folder.path + "/k.sqlite"]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: 1.5)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let run = try ravel("ingest", file, "--store", "k.sqlite", "--format", "json")
        #expect(run.status == 0)
        #expect(run.out.contains("\"lines\":400000"))
        #expect(try ravel("info", "--store", "k.sqlite", "--format", "csv").out.contains("periods,,400000"))
    }

    @Test("pivots answer before anything was analysed, and say what is missing then")
    func pivotFirst() throws {
        #expect(try ravel("ingest", example + "/observations.jsonl").status == 0)
        let first = try ravel("pivot", "148.81.9.9", "--format", "csv")
        #expect(first.out.contains(",148.81.9.9,") && first.err.contains("nothing was analysed yet"))
        #expect(try ravel("campaigns").status == 0)
        let line = #"{"rrname":"new.test","rrtype":"A","rdata":"45.1.1.1","time_first":1436563025}"# + "\n"
        #expect(try ravel("ingest", try folder.write(line, as: "more")).status == 0)
        #expect(try ravel("pivot", "148.81.9.9").err.isEmpty)
        #expect(try ravel("pivot", "new.test").err.contains("1 file came since the last analysis"))
        #expect(try ravel("pivot", "none.test").err.contains("nothing was seen of none.test"))
    }

    @Test(
        "an interrupt ends an ingest at once, and the store is as it was",
        .enabled(if: FileManager.default.fileExists(atPath: "/proc/self"), "env of Linux")
    )
    func interrupted() throws {
        let store = folder.path + "/i.sqlite"
        #expect(try ravel("ingest", example + "/observations.jsonl", "--store", store).status == 0)
        let before = try ravel("info", "--store", store, "--format", "csv").out
        let process = Process()
        let input = Pipe()
        // Whoever runs the tests may ignore interrupts, which is inherited.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["--default-signal=INT", Self.binary, "ingest", "-", "--store", store, "--memory", "64M"]
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var lines = ""
        for number in 0..<200_000 {
            lines +=
                "{\"rrname\":\"n\(number).test\",\"rrtype\":\"A\",\"rdata\":\"45.1.1.1\",\"time_first\":1436563025}\n"
        }
        // The input stays open, so that nothing but the interrupt can end it.
        try input.fileHandleForWriting.write(contentsOf: Data(lines.utf8))
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
        #expect(try ravel("info", "--store", store, "--format", "csv").out == before)
    }

    @Test("a bound of memory changes nothing but the parts in which a file goes in")
    func memory() throws {
        var lines = ""
        for number in 0..<150_000 {
            lines +=
                "{\"rrname\":\"n\(number % 60_000).a-rather-long-name-for-a-domain.test\",\"rrtype\":\"A\",\"rdata\":\"45.1.\(number % 200).1\",\"time_first\":\(1_436_563_025 + number)}\n"
        }
        let file = try folder.write(lines, as: "big")
        let small = try ravel("ingest", file, "--store", "a.sqlite", "--memory", "64M", "--format", "json").out
        #expect(try ravel("ingest", file, "--store", "b.sqlite", "--format", "json").out == small)
        // What a process leaves is the store alone, so that the next one need not read a log.
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("sqlite-") }
        #expect(left == [])
        let found = try ["a", "b"].map { store in
            let info = try ravel("info", "--store", "\(store).sqlite", "--format", "csv").out
            return info.split(separator: "\n").filter { !$0.contains("sqlite") }
        }
        #expect(found[0] == found[1] && found[0].contains("periods,,150000"))
        for bound in ["1M", "512", "x", "99999999999G"] {
            #expect(try ravel("ingest", file, "--memory", bound).err.contains("--memory"))
        }
    }

    @Test("every command has help, in the order of the work")
    func help() throws {
        let commands = [
            "ingest", "whois", "pivot", "epochs", "hubs", "score", "campaigns", "attacks", "map", "analyze",
            "evaluate", "weights", "fit", "lists", "info", "confirm", "reject", "trust", "distrust", "name",
            "judgements",
            "undo",
        ]
        let help = try ravel("help").out
        var from = help.startIndex
        for command in commands {
            let found = try #require(help.range(of: "\n  \(command) ", range: from..<help.endIndex))
            from = found.upperBound
            #expect(try ravel("help", command).out.contains("Example: ravel \(command)"))
        }
    }

    @Test("a file that is no registration stops none of the others")
    func someRegistrations() throws {
        let bad = try folder.write("No match for domain\n", as: "none.txt")
        let run = try ravel("whois", bad, example + "/whois.csv")
        #expect(run.status == 1 && run.err.contains("none.txt"))
        #expect(run.out.contains("4 registrations, 4 of them new"))

        let half = try folder.write(
            #"{"objectClassName":"domain","ldhName":"a.test","events":[{"eventAction":"registration","eventDate":"2015-01-01T00:00:00Z"}]}"#
                + "\n{\"errorCode\":404}\n",
            as: "half.json"
        )
        let taken = try ravel("whois", half)
        #expect(taken.status == 0 && taken.out.contains("1 registration, 1 of them new"))
        #expect(taken.err.contains("half.json:2: rejected"))
    }

    @Test("uses the exit codes of the manual")
    func exitCodes() throws {
        #expect(try ravel("nonsense").status == 64)
        #expect(try ravel("map", "-o", "a.gif").status == 64)
        #expect(try ravel("score", "one.test").status == 64)
        #expect(try ravel("hubs", "--format", "xml").status == 64)
        let missing = try ravel("hubs", "--store", "none.sqlite")
        #expect(missing.status == 1)
        #expect(missing.err.contains("ravel ingest"))
        #expect(
            try ravel("campaigns", environment: ["RAVEL_STORE": "elsewhere.sqlite"]).err.contains("elsewhere.sqlite")
        )
    }

    @Test("hostile names reach no terminal, spreadsheet or JSON unescaped")
    func hostileNames() throws {
        let file = try folder.write(
            #"{"rrname":"=cmd|x.test","rrtype":"TXT","rdata":"\u001b[31m\u202ered","time_first":1436563025,"sensor_id":"@SUM(1)"}"#
                + "\n",
            as: "in"
        )
        _ = try ravel("ingest", file)
        let name = #"\061cmd\124x.test"#
        for format in ["table", "csv", "json"] {
            let out = try ravel("pivot", name, "--format", format).out
            #expect(out.contains("cmd"))
            #expect(!out.unicodeScalars.contains { $0 == "\u{202e}" } || format == "csv")
            #expect(format == "csv" || !out.contains("\u{1b}"))
        }
        #expect(try ravel("pivot", name, "--format", "csv").out.contains(",'@SUM(1),"))
    }
}
