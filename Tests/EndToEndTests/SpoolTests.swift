import Foundation
import TestSupport
import Testing

/// Empties folders into the store.
@Suite struct SpoolTests {
    @Test("a file is removed once the store has all of it; pipes in the folder are passed over")
    func removes() throws {
        let line = try CommandLineTests()
        let spool = line.folder.path + "/spool"
        try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: false)
        let good = #"{"rrname":"a.example","rrtype":"A","rdata":"198.51.100.1","time_first":1436563025}"#
        _ = try line.folder.write(good + "\n", as: "spool/good.jsonl")
        _ = try line.folder.write(
            good.replacingOccurrences(of: "a.example", with: "b.example") + "\n{}\n",
            as: "spool/some.jsonl"
        )
        _ = try line.folder.write("{\"rrname\":1}\n", as: "spool/none.jsonl")
        mkfifo(spool + "/pipe", 0o600)
        func left() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: spool).sorted() }
        let first = try line.ravel("ingest", "--remove", spool)
        #expect(first.status == 1)
        #expect(first.err.contains("pipe: is no regular file"))
        #expect(try left() == ["none.jsonl", "pipe", "some.jsonl"])
        let second = try line.ravel("ingest", "--remove", "--rejects", "rejects.jsonl", spool)
        #expect(second.err.contains("none.jsonl: is kept"))
        #expect(try left() == ["none.jsonl", "pipe"])
    }

    @Test("a slow pipe keeps nobody from writing")
    func slowPipe() throws {
        let line = try CommandLineTests()
        let pipe = line.folder.path + "/pipe"
        mkfifo(pipe, 0o600)
        let slow = Process()
        slow.executableURL = URL(fileURLWithPath: CommandLineTests.binary)
        slow.arguments = ["ingest", pipe]
        slow.currentDirectoryURL = URL(fileURLWithPath: line.folder.path)
        slow.standardError = FileHandle.nullDevice
        slow.standardOutput = FileHandle.nullDevice
        try slow.run()
        let writer = try #require(FileHandle(forWritingAtPath: pipe))
        let good = #"{"rrname":"a.example","rrtype":"A","rdata":"198.51.100.1","time_first":1436563025}"# + "\n"
        try writer.write(contentsOf: Data(good.utf8))
        _ = try line.folder.write(good, as: "in.jsonl")
        #expect(try line.ravel("ingest", "in.jsonl").status == 0)
        try writer.close()
        slow.waitUntilExit()
        #expect(slow.terminationStatus == 0)
    }
}
