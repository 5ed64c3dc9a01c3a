import Foundation
import TestSupport
import Testing

/// `ravel evaluate` as a user would run it.
@Suite struct EvaluateTests {
    let commands: CommandLineTests

    init() throws {
        commands = try CommandLineTests()
    }

    private func labels(_ files: [String: String]) throws -> String {
        let folder = commands.folder.path + "/labels"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, text) in files { _ = try commands.folder.write(text, as: "labels/" + name) }
        return folder
    }

    @Test("leaves out what has no labels, says so, and refuses lines that make no sense")
    func someLabels() throws {
        let folder = try labels([
            "pairs.tsv": "rpt.perrydale.com\tlink.angellroofing.com\t1\tx\nrpt.perrydale.com\tbakery.example\t0\tx\n"
                + "one.test\ttwo..test\t1\tx\none.test\ttwo.test\n"
        ])
        let example = commands.example
        let run = try commands.ravel(
            "evaluate",
            example + "/observations.jsonl",
            "--whois",
            example + "/whois.csv",
            "--truth",
            folder,
            "--format",
            "csv"
        )
        #expect(run.status == 0)
        #expect(run.out.contains("links,pairs,2\n") && run.out.contains("links,auc,1\n"))
        #expect(!run.out.contains("campaigns,"))
        #expect(run.err.contains("no domains.tsv, ips.tsv"))
        #expect(run.err.contains("pairs.tsv:3: rejected: b "))
        #expect(run.err.contains("pairs.tsv:4: rejected: same is missing"))
    }

    @Test("no labels at all, a store and files together, and dates without files are errors")
    func wrongUse() throws {
        let empty = try commands.ravel("evaluate", "x.jsonl", "--truth", commands.folder.path)
        #expect(empty.status == 1 && empty.err.contains("holds no labels"))
        #expect(try commands.ravel("evaluate", "x.jsonl", "--store", "s", "--truth", ".").status == 64)
        #expect(try commands.ravel("evaluate", "--whois", "w.csv", "--truth", ".").status == 64)
    }

    @Test("weights can be replaced from JSON and CSV, and a file that makes no sense is refused with its place")
    func weights() throws {
        let all = try commands.ravel("weights", "--format", "json").out
        let file = try commands.folder.write(all, as: "weights.json")
        #expect(try commands.ravel("weights", "--weights", file, "--format", "json").out == all)
        let csv = try commands.folder.write(
            "name,value\n# strict\nleastLink,0.9\ncalibration,-2 0.1\ncalibration,2 0.9\n",
            as: "weights.csv"
        )
        let replaced = try commands.ravel("weights", "--weights", csv, "--format", "json").out
        #expect(replaced.contains("\"leastLink\":0.9") && replaced.contains("\"calibration\":[[-2.0,0.1],[2.0,0.9]]"))
        for (text, place) in [
            (
                "{\"weights\":{\"link.arival\":1}}",
                "bad:weights.link.arival: there is no weight link.arival; did you mean link.arrival?"
            ),
            ("{\"weights\":{\"link.arrival\":\"1\"}}", "bad:weights.link.arrival: is no number"),
            ("{\"weights\":{\"link.arrival\":true}}", "bad:weights.link.arrival: is no number"),
            (
                "{\"weights\":{\"leastLink\":1.5}}",
                "bad:weights.leastLink: leastLink is 1.5, but must lie from 0.0 to 1.0"
            ),
            ("{\"version\":99}", "bad:version: is 99"), ("{\"wieghts\":{}}", "bad:wieghts: is unknown"),
            ("{\"calibration\":[[0,0.5],[1,0.4]]}", "bad:calibration: "), ("{", "bad: is no JSON"),
            ("name,value\nleastFanOut,2.5\n", "bad:2: leastFanOut is 2.5, but must be a whole number"),
            ("leastFanOut\n", "bad:1: holds no value"), ("leastLink,much\n", "bad:1: much is no number"),
        ] {
            let bad = try commands.folder.write(text, as: "bad")
            let run = try commands.ravel("weights", "--weights", bad)
            #expect(run.status == 1 && run.err.contains(place), "\(run.err)")
        }
    }

    @Test("weights change what analysing commands say, and they say so")
    func weightsInUse() throws {
        let strict = try commands.folder.write("leastCohesion,1\n", as: "strict.csv")
        #expect(try commands.ravel("ingest", commands.example + "/observations.jsonl").status == 0)
        let run = try commands.ravel("campaigns", "--weights", strict)
        #expect(run.out.isEmpty && run.err.contains("with those of " + strict))
        for command in [
            ["hubs"], ["epochs"], ["score", "a.test", "b.test"], ["map", "-o", "a.dot"],
        ] {
            #expect(try commands.ravel(command + ["--weights", "none.csv"]).err.contains("none.csv: can't be read"))
        }
    }

    @Test("the ablation without a score names every weight of evidence")
    func ablation() throws {
        let names = try commands.ravel("weights", "--format", "csv").out.split(separator: "\n")
            .compactMap { $0.split(separator: ",").first }.filter { $0.hasPrefix("link.") }
        let file = try String(contentsOfFile: packageRoot + "/Tests/ablations/score.csv", encoding: .utf8)
        #expect(Set(file.split(separator: "\n").compactMap { $0.split(separator: ",").first }) == Set(names + ["name"]))
        for part in ["epochs", "tenancy", "classes", "score", "clustering"] {
            let ablation = packageRoot + "/Tests/ablations/\(part).csv"
            #expect(try commands.ravel("weights", "--weights", ablation).status == 0, "\(part)")
        }
    }

    @Test("fits weights to pairs in the store, and the file it writes can be used")
    func fit() throws {
        let example = commands.example
        #expect(try commands.ravel("ingest", example + "/observations.jsonl").status == 0)
        let pairs = try commands.folder.write(
            """
            a,b,same
            rpt.perrydale.com,link.angellroofing.com,1
            wwww.perrydale.com,link.angellroofing.com,1
            link.angellroofing.com,flashupdate.test,1
            rpt.perrydale.com,bakery.example,0
            link.angellroofing.com,bakery.example,0
            flashupdate.test,bakery.example,0

            """,
            as: "pairs.csv"
        )
        let run = try commands.ravel("fit", "--pairs", pairs, "-o", "fitted.json", "--format", "csv")
        #expect(run.status == 0, "\(run.err)")
        #expect(run.out.hasPrefix("figure,before,after\nlog-loss,"))
        #expect(try commands.ravel("campaigns", "--weights", "fitted.json").status == 0)
        #expect(try commands.ravel("fit", "-o", "x").status == 64)
        let none = try commands.folder.write("never.test\tseen.test\t1\n", as: "none.tsv")
        #expect(try commands.ravel("fit", "--pairs", none, "-o", "x").err.contains("0 of 1 pairs share an address"))
    }

    private static let worlds = packageRoot + "/../shared/worlds"

    private static let hasPython = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: $0 + "/python3") }

    private func python(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let out = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return out
    }

    /// All numbers of a JSON value by their path.
    private func numbers(_ value: Any, _ path: String = "") -> [String: Double] {
        if let fields = value as? [String: Any] {
            return fields.reduce(into: [:]) { $0.merge(numbers($1.value, path + "/" + $1.key)) { $1 } }
        }
        return (value as? Double).map { [path: $0] } ?? [:]
    }

    @Test(
        "gives the figures of the simulated worlds' own scorer",
        .enabled(
            if: FileManager.default.fileExists(atPath: worlds + "/score.py") && hasPython,
            "there is no ../shared/worlds or no python3 here"
        )
    )
    func sameAsScorer() throws {
        let world = commands.folder.path + "/world"
        _ = try python([Self.worlds + "/world.py", world, "--seed", "41", "--scale", "0.1"])
        let files = [world + "/observations.jsonl", "--whois", world + "/whois.csv"]
        let mine = try commands.ravel(["evaluate"] + files + ["--truth", world + "/truth", "--format", "json"])
        try #require(mine.status == 0)
        #expect(try commands.ravel("ingest", files[0]).status == 0)
        #expect(try commands.ravel("whois", files[2]).status == 0)
        let stored = try commands.ravel("evaluate", "--truth", world, "--format", "json")
        #expect(stored.out == mine.out)

        let pairs = try String(contentsOfFile: world + "/truth/pairs.tsv", encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: "\t").prefix(2).joined(separator: "\t") }.joined(separator: "\n")
        let asked = [
            "campaigns": ["campaigns", "--seeds", world + "/attacks.csv"], "hubs": ["hubs"],
            "attacks": ["attacks", world + "/attacks.csv"], "epochs": ["epochs"],
            "links": ["score", "--pairs", try commands.folder.write(pairs, as: "pairs.tsv")],
        ]
        var arguments = [Self.worlds + "/score.py", world, "--json"]
        for (part, command) in asked {
            let out = try commands.ravel(command + ["--format", "json"]).out
            arguments += ["--" + part, try commands.folder.write(out, as: part + ".jsonl")]
        }
        let ours = numbers(try JSONSerialization.jsonObject(with: Data(mine.out.utf8)))
        let theirs = numbers(try JSONSerialization.jsonObject(with: try python(arguments)))
        #expect(Set(ours.keys) == Set(theirs.keys))
        #expect(ours.count > 60)
        for (path, figure) in theirs {
            // The scorer rounds these to three decimals.
            let isRounded = path.contains("/reliability/") || path.contains("/mean_score/")
            #expect(abs(figure - (ours[path] ?? .nan)) <= (isRounded ? 5.1e-4 : 1e-9), "\(path)")
        }
    }
}
