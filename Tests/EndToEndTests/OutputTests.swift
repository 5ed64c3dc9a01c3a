import Foundation
import TestSupport
import Testing

/// Writes into pipes, devices and what links lead to, and puts nothing in their place.
@Suite struct OutputTests {
    let line: CommandLineTests

    init() throws {
        line = try CommandLineTests()
    }

    private var folder: TemporaryFolder { line.folder }

    private func kind(_ name: String) throws -> FileAttributeType? {
        try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)[.type] as? FileAttributeType
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/" + name,
            withDestinationPath: target
        )
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }

    /// What comes out of a pipe while Ravel runs.
    private func read(_ pipe: String, during arguments: [String]) throws -> String {
        let reader = Process()
        reader.executableURL = URL(fileURLWithPath: "/bin/cat")
        reader.arguments = [folder.path + "/" + pipe]
        let got = try folder.write("", as: "got")
        reader.standardOutput = FileHandle(forWritingAtPath: got)
        try reader.run()
        defer { if reader.isRunning { kill(reader.processIdentifier, SIGKILL) } }
        #expect(try line.ravel(arguments).status == 0)
        for _ in 0..<100 where reader.isRunning { Thread.sleep(forTimeInterval: 0.05) }
        #expect(!reader.isRunning, "nothing was written into \(pipe)")
        return try text("got")
    }

    private static let refused = "{\"rrname\":1}\n"
    private static let taken =
        #"{"rrname":"a.example","rrtype":"A","rdata":"198.51.100.1","time_first":1436563025}"# + "\n"

    @Test("pictures and rejected lines go through links, which stay")
    func links() throws {
        #expect(try line.ravel("ingest", line.example + "/observations.jsonl").status == 0)
        try FileManager.default.createDirectory(
            atPath: folder.path + "/sub",
            withIntermediateDirectories: false
        )
        _ = try folder.write("old", as: "sub/there.dot")
        try link("sub/second.dot", to: "there.dot")
        try link("map.dot", to: "sub/second.dot")
        #expect(try line.ravel("map", "-o", "map.dot").status == 0)
        #expect(try kind("map.dot") == .typeSymbolicLink && kind("sub/second.dot") == .typeSymbolicLink)
        #expect(try kind("sub/there.dot") == .typeRegular && text("sub/there.dot").hasPrefix("graph"))
        try link("new.dot", to: folder.path + "/sub/new.dot")
        #expect(try line.ravel("map", "-o", "new.dot").status == 0)
        #expect(try kind("sub/new.dot") == .typeRegular)
        try link("round.dot", to: "round.dot")
        let round = try line.ravel("map", "-o", "round.dot")
        #expect(round.status == 1 && round.err.contains("round.dot: can't be written: Too many levels"))

        _ = try folder.write(Self.refused + Self.taken, as: "in.jsonl")
        try link("rejects.jsonl", to: "sub/kept.jsonl")
        #expect(try line.ravel("ingest", "in.jsonl", "--rejects", "rejects.jsonl").status == 0)
        #expect(try kind("rejects.jsonl") == .typeSymbolicLink)
        #expect(try text("sub/kept.jsonl").contains("in.jsonl"))
    }

    @Test("pipes and descriptors take what is written, by whatever name")
    func pipes() throws {
        #expect(try line.ravel("ingest", line.example + "/observations.jsonl").status == 0)
        #expect(mkfifo(folder.path + "/pipe.dot", 0o600) == 0)
        try link("link.dot", to: "pipe.dot")
        for name in ["pipe.dot", "link.dot"] {
            let map = try read("pipe.dot", during: ["map", "-o", name])
            #expect(map.hasPrefix("graph"))
        }
        #expect(try kind("link.dot") == .typeSymbolicLink)
        _ = try folder.write(Self.refused + Self.taken, as: "in.jsonl")
        let rejects = try read("pipe.dot", during: ["ingest", "in.jsonl", "--rejects", "pipe.dot"])
        #expect(rejects.contains("\"file\":\"in.jsonl\""))
        let run = try line.ravel("ingest", "in.jsonl", "--rejects", "/dev/fd/1")
        #expect(run.status == 0)
        #expect(run.out.contains("\"file\":\"in.jsonl\"") && run.out.contains("already_known"), "\(run.out)")
    }

    @Test("a file is removed only once its rejected lines are written", .enabled(if: access("/dev/full", W_OK) == 0))
    func full() throws {
        _ = try folder.write(Self.refused + Self.taken, as: "in.jsonl")
        try link("full.jsonl", to: "/dev/full")
        let run = try line.ravel("ingest", "--remove", "in.jsonl", "--rejects", "full.jsonl")
        #expect(run.status == 1 && run.err.contains("full.jsonl: can't be written: No space left"))
        #expect(try kind("in.jsonl") == .typeRegular)
    }

    @Test(
        "an analysis of a store tells a terminal, and nobody else, how far it is",
        .enabled(if: Python(with: "pty") != nil, "no python3 here")
    )
    func progress() throws {
        var records = ""
        for number in 0..<8_000 {
            let place = "198.51.\(number % 100).\(number % 251)"
            records +=
                #"{"rrname":"n\#(number / 2).test","rrtype":"A","rdata":"\#(place)","time_first":1436563025}"# + "\n"
        }
        #expect(try line.ravel("ingest", try folder.write(records, as: "in.jsonl")).status == 0)
        let terminal = try #require(Python(with: "pty"))
        let script = "import os, pty, sys; os.chdir(sys.argv[1]); pty.spawn(sys.argv[2:])"
        let told = try terminal.run(script, [folder.path, CommandLineTests.binary, "hubs"])
        #expect(told.contains("ravel.sqlite: analysing 8000 observations, "), "\(told)")
        #expect(try !line.ravel("hubs").err.contains("analysing"))
    }
}
