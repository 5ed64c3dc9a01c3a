import Foundation
import TestSupport
import Testing

/// `ravel sense` as a user runs it, on captures that the tests build.
@Suite struct SenseTests {
    let commands: CommandLineTests

    init() throws {
        commands = try CommandLineTests()
    }

    private var folder: TemporaryFolder { commands.folder }

    private func short(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }

    private func name(_ text: String) -> [UInt8] {
        text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    /// UDP in IPv4 in Ethernet, with pcap's header before it.
    private func packet(_ message: [UInt8], isResponse: Bool, at second: UInt32) -> [UInt8] {
        let ports = isResponse ? short(53) + short(40_000) : short(40_000) + short(53)
        let udp = ports + short(8 + message.count) + [0, 0] + message
        let ends: [UInt8] = isResponse ? [198, 51, 100, 53, 192, 0, 2, 9] : [192, 0, 2, 9, 198, 51, 100, 53]
        let ip = [0x45, 0] + short(20 + udp.count) + [0, 1, 0, 0, 64, 17, 0, 0] + ends + udp
        let frame = [UInt8](repeating: 2, count: 12) + [8, 0] + ip
        let numbers = [second, 7, UInt32(frame.count), UInt32(frame.count)]
        return numbers.flatMap { withUnsafeBytes(of: $0.littleEndian) { Array($0) } } + frame
    }

    private func question(_ host: String, id: Int = 1) -> [UInt8] {
        short(id) + [1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + name(host) + [0, 1, 0, 1]
    }

    private func answer(_ host: String, _ address: [UInt8], id: Int = 1, code: UInt8 = 0) -> [UInt8] {
        short(id) + [0x81, 0x80 | code, 0, 1, 0, 1, 0, 0, 0, 0] + name(host) + [0, 1, 0, 1]
            + [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4] + address
    }

    /// A capture of questions with their answers.
    private func capture(_ hosts: [String], address: [UInt8] = [203, 0, 113, 5], from second: UInt32 = 1_700_000_000)
        -> Data
    {
        var file: [UInt8] = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0]
        for (number, host) in hosts.enumerated() {
            file += packet(question(host, id: number), isResponse: false, at: second + UInt32(number))
            file += packet(answer(host, address, id: number), isResponse: true, at: second + UInt32(number))
        }
        return Data(file)
    }

    private func object(_ line: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func capturesGoIntoTheStoreOnce() throws {
        let file = try folder.write(capture(["Www.Example.test", "b.test", "www.example.test"]), as: "a.pcap")
        let first = try object(try commands.ravel("sense", "-r", file, "--sensor", "east", "--format", "json").out)
        #expect(first["packets"] as? Int == 6 && first["messages_question"] as? Int == 3)
        #expect(first["records_kept"] as? Int == 3 && first["observations"] as? Int == 2)
        #expect(first["stored"] as? Int == 2 && first["already_known"] as? Int == 0)
        let again = try commands.ravel("sense", "-r", file, "--sensor", "east", "--format", "json")
        #expect(again.status == 0 && again.err.contains("in the store already"))
        #expect(try object(again.out)["already_known"] as? Int == 2)
        let pivot = try object(try commands.ravel("pivot", "www.example.test", "--format", "json").out)
        #expect(pivot["rdata"] as? String == "203.0.113.5" && pivot["count"] as? Int == 2)
        #expect(pivot["sensors"] as? [String] == ["east"])
        #expect(
            pivot["first"] as? String == "2023-11-14T22:13:20Z" && pivot["last"] as? String == "2023-11-14T22:13:22Z"
        )
        // The client's address is nowhere.
        let store = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/ravel.sqlite"))
        #expect(store.range(of: Data([192, 0, 2, 9])) == nil && store.range(of: Data([203, 0, 113, 5])) != nil)
    }

    @Test func answersWithoutDataAreLeftOut() throws {
        var file = Array(capture(["a.test"]))
        for (number, code) in [(7, 0), (8, 3)] as [(Int, UInt8)] {
            file += packet(question("b.test", id: number), isResponse: false, at: 1_700_000_100)
            let none = short(number) + [0x81, 0x80 | code, 0, 1, 0, 0, 0, 0, 0, 0] + name("b.test") + [0, 1, 0, 1]
            file += packet(none, isResponse: true, at: 1_700_000_100)
        }
        let run = try commands.ravel("sense", "-r", try folder.write(Data(file), as: "a.pcap"), "--format", "csv")
        #expect(run.out.contains("messages_no_data 1, messages_nonexistent 1"), "\(run.out)")
    }

    @Test func whatIsWrittenIsKnownWhenItIsRead() throws {
        let file = try folder.write(capture(["a.test", "b.test"]), as: "a.pcap")
        let out = try commands.ravel("sense", "-r", file, "-o", "-").out
        #expect(
            out == """
                {"rrname":"a.test","rrtype":"A","rdata":["203.0.113.5"],"time_first":1700000000,"time_last":1700000000,"count":1}
                {"rrname":"b.test","rrtype":"A","rdata":["203.0.113.5"],"time_first":1700000001,"time_last":1700000001,"count":1}

                """
        )
        #expect(try commands.ravel("sense", "-r", file, "-o", folder.path + "/a.jsonl").status == 0)
        #expect(try String(contentsOfFile: folder.path + "/a.jsonl", encoding: .utf8) == out)
        #expect(try commands.ravel("sense", "-r", file, "-o", folder.path + "/spool/").status == 0)
        let batches = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/spool")
        #expect(batches.count == 1 && batches[0].hasPrefix("20231114T221321Z-"))
        #expect(try commands.ravel("sense", "-r", file).status == 0)
        for known in [folder.path + "/a.jsonl", folder.path + "/spool/" + batches[0]] {
            let ingest = try object(try commands.ravel("ingest", known, "--format", "json").out)
            #expect(ingest["already_known"] as? Int == 2 && ingest["stored"] as? Int == 0)
        }
    }

    /// A sensor and a store that are killed again and again, whatever they are doing: in the end each batch is stored once.
    @Test func batchesAreStoredOnceWhoeverIsKilled() throws {
        let files = try (0..<12).map { number in
            try folder.write(
                capture((0..<200).map { "n\($0).test" }, from: 1_700_000_000 + UInt32(number) * 1_000),
                as: "\(number).pcap"
            )
        }
        var random = SplitMix64(seed: 8)
        let (sense, ingest) = (["sense", "-r"] + files + ["-o", "spool/"], ["ingest", "--remove", "spool/"])
        for round in 0..<30 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: CommandLineTests.binary)
            process.arguments = round % 3 == 0 ? sense : ingest
            process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32.random(in: 5_000...150_000, using: &random))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        #expect(try commands.ravel(sense).status == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path + "/spool").contains { !$0.hasPrefix(".") }
        )
        #expect(try commands.ravel(ingest).status == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path + "/spool").allSatisfy { $0.hasPrefix(".") }
        )
        let rows = try commands.ravel("pivot", "n7.test", "--format", "json").out.split(separator: "\n")
        let counts = try rows.map { try #require(try object(String($0))["count"] as? Int) }
        #expect(counts.reduce(0, +) == files.count)
    }

    @Test func damageIsToldAndWhatCameBeforeCounts() throws {
        let file = try folder.write(capture(["a.test", "b.test"]).dropLast(), as: "cut.pcap")
        let run = try commands.ravel("sense", "-r", file, "-o", folder.path + "/out.jsonl", "--format", "json")
        #expect(run.status == 1 && run.err.contains("packet 4"))
        #expect(try object(run.out)["observations"] as? Int == 1)
        #expect(try String(contentsOfFile: folder.path + "/out.jsonl", encoding: .utf8).contains("a.test"))
    }

    @Test func whatIsNoFileIsNotReplacedByOne() throws {
        let file = try folder.write(capture(["a.test"]), as: "a.pcap")
        let out = try commands.ravel("sense", "-r", file, "-o", "-").out
        let (target, link) = (folder.path + "/target.jsonl", folder.path + "/link.jsonl")
        symlink("target.jsonl", link)
        #expect(try commands.ravel("sense", "-r", file, "-o", link).status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target.jsonl")
        #expect(try String(contentsOfFile: target, encoding: .utf8) == out)
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        // Holds the pipe open at both ends, so that nobody waits.
        let reader = open(pipe, O_RDWR)
        defer { close(reader) }
        #expect(try commands.ravel("sense", "-r", file, "-o", pipe).status == 0)
        var octets = [UInt8](repeating: 0, count: 1_000)
        let count = read(reader, &octets, octets.count)
        #expect(String(decoding: octets.prefix(max(0, count)), as: UTF8.self) == out)
    }

    /// A link where an unfinished file could be is not written through, and somebody else's is left alone.
    @Test func unfinishedFilesOfOthersStay() throws {
        let file = try folder.write(capture(["a.test"]), as: "a.pcap")
        let spool = folder.path + "/spool"
        try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: true)
        for number in 0..<3 {
            try "other".write(toFile: "\(spool)/.batch.\(number).tmp", atomically: false, encoding: .utf8)
        }
        #expect(try commands.ravel("sense", "-r", file, "-o", spool).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: spool)
        #expect(names.count { $0.hasSuffix(".jsonl") } == 1 && names.count { $0.hasSuffix(".tmp") } == 3)
    }

    @Test func observationsThatNobodyReadsAreAFailure() throws {
        let file = try folder.write(capture(["a.test"]), as: "a.pcap")
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLineTests.binary)
        process.arguments = ["sense", "-r", file, "-o", "-"]
        process.standardOutput = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 1 && process.terminationReason == .exit)
    }

    @Test func contradictionsAreRefused() throws {
        let out = folder.path + "/out.jsonl"
        for arguments in [
            ["-i", "lo", "-o", out], ["-i", "lo", "-r", "a.pcap"], ["-r", "a.pcap", "-o", "-", "--store", "s.sqlite"],
            ["-r", "a.pcap", "--user", "nobody"],
        ] {
            #expect(try commands.ravel(["sense"] + arguments).status == 64)
        }
    }

    @Test func ingestTakesCapturesToo() throws {
        let file = try folder.write(capture(["a.test"]), as: "a.pcap")
        let run = try commands.ravel("ingest", file, "--format", "json")
        #expect(try object(run.out)["stored"] as? Int == 1)
        #expect(try commands.ravel("sense", "-r", file).err.contains("in the store already"))
    }

    /// The table of docs/sensor.md: how often the same capture counts.
    @Test func howOftenTheSameCaptureCounts() throws {
        let whole = capture(["a.test", "b.test"])
        let a = try folder.write(whole, as: "a.pcap")
        let b = try folder.write(capture(["c.test"]), as: "b.pcap")
        let cut = try folder.write(whole.dropLast(), as: "cut.pcap")
        func counts(_ store: String) throws -> [Int] {
            let rows = try commands.ravel("pivot", "a.test", "--store", folder.path + "/" + store, "--format", "json")
                .out
            return try rows.split(separator: "\n").map { try #require(try object(String($0))["count"] as? Int) }
        }
        func sense(_ file: String, _ store: String, _ options: [String] = []) throws {
            _ = try commands.ravel(["sense", "-r", file, "--store", folder.path + "/" + store] + options)
        }
        let both = folder.path + "/both.jsonl"
        #expect(try commands.ravel("sense", "-r", a, b, "-o", both).status == 0)
        #expect(try commands.ravel("ingest", both, "--store", folder.path + "/several.sqlite").status == 0)
        for store in ["twice.sqlite", "several.sqlite"] { try sense(a, store) }
        try sense(a, "twice.sqlite")
        try sense(cut, "cut.sqlite")
        try sense(a, "cut.sqlite")
        for options in [[], ["--unmatched"], ["--sensor", "east"]] { try sense(a, "options.sqlite", options) }
        #expect(try counts("twice.sqlite") == [1])
        #expect(try counts("several.sqlite") == [2])
        #expect(try counts("cut.sqlite") == [2])
        #expect(try counts("options.sqlite") == [2])
    }

    @Test func packedOutputIsRefused() throws {
        let file = try folder.write(capture(["a.test"]), as: "a.pcap")
        for (ending, packer) in [("gz", "gzip"), ("bz2", "bzip2"), ("xz", "xz"), ("ZST", "zstd")] {
            let run = try commands.ravel("sense", "-r", file, "-o", folder.path + "/x.jsonl." + ending)
            #expect(run.status == 64 && run.err.contains("| \(packer) > "))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/x.jsonl.gz"))
    }

    /// What a packed file held before it was cut counts only where that is a capture.
    @Test func aCutPackedFileOfSomethingElseHoldsNothing() throws {
        let text = (0..<20_000).map { "line \($0 &* 2_654_435_761 % 1_000_003)\n" }.joined()
        let file = try folder.write(text, as: "log")
        let packer = Process()
        packer.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        packer.arguments = ["gzip", file]
        try packer.run()
        packer.waitUntilExit()
        let packed = try Data(contentsOf: URL(fileURLWithPath: file + ".gz"))
        for count in [20, packed.count / 2, packed.count - 9] {
            let cut = try folder.write(packed.prefix(count), as: "cut.log.gz")
            let run = try commands.ravel("sense", "-r", cut, "-o", folder.path + "/out.jsonl")
            #expect(run.status == 1 && !run.err.contains("before"), "\(run.err)")
            #expect(run.err.contains("nothing of it was taken") || run.err.contains("neither pcap"))
        }
    }

    @Test func mappedAddressesStayAddressesOfIPv6() throws {
        let asked: [UInt8] = [0, 28, 0, 1]
        let mapped = [UInt8](repeating: 0, count: 10) + [0xff, 0xff, 203, 0, 113, 5]
        let query = short(1) + [1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + name("a.test") + asked
        let reply =
            short(1) + [0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0] + name("a.test") + asked
            + [0xc0, 12] + asked + [0, 0, 0, 60, 0, 16] + mapped
        var file = Array(capture([]))
        file += packet(query, isResponse: false, at: 1_700_000_000)
        file += packet(reply, isResponse: true, at: 1_700_000_000)
        let path = try folder.write(Data(file), as: "a.pcap")
        let out = try commands.ravel("sense", "-r", path, "-o", "-").out
        #expect(out.contains("\"rdata\":[\"::ffff:203.0.113.5\"]"), "\(out)")
        let known = try folder.write(out, as: "a.jsonl")
        #expect(try commands.ravel("sense", "-r", path).status == 0)
        let ingest = try object(try commands.ravel("ingest", known, "--format", "json").out)
        #expect(ingest["already_known"] as? Int == 1 && ingest["rejected"] as? Int == 0)
        let pivot = try object(try commands.ravel("pivot", "203.0.113.5", "--format", "json").out)
        #expect(pivot["rdata"] as? String == "::ffff:203.0.113.5" && pivot["rrtype"] as? String == "AAAA")
    }

    @Test func whatCanNotBeReadIsAnError() throws {
        #expect(try commands.ravel("sense").status == 64)
        let text = try folder.write("a,b\n", as: "t.csv")
        let run = try commands.ravel("sense", "-r", text, "-o", folder.path + "/out.jsonl")
        #expect(run.status == 1 && run.err.contains("neither pcap"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/out.jsonl"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasSuffix(".tmp") })
    }

    @Test func aFolderOfFilesAndCapturesIsOneTable() throws {
        let mixed = folder.path + "/mixed"
        try FileManager.default.createDirectory(atPath: mixed, withIntermediateDirectories: false)
        _ = try folder.write(capture(["a.test", "b.test"]), as: "mixed/a.pcap")
        _ = try folder.write(
            #"{"rrname":"c.test","rrtype":"A","rdata":"203.0.113.5","time_first":1700000000}"# + "\n\n",
            as: "mixed/b.jsonl"
        )
        let run = try commands.ravel("ingest", mixed, "--format", "csv")
        let lines = run.out.split(whereSeparator: \.isNewline)
        #expect(lines.count == 3 && lines[0].hasPrefix("file,lines,stored,"))
        #expect(lines[1].contains("b.jsonl,2,1,0,0,1,0,") && lines[2].contains("a.pcap,2,2,0,0,0,0,"), "\(lines)")
        #expect(run.err.contains("in all 2 files: 4 lines, 3 stored, 0 merged, 0 already known, 1 skipped, 0 rejected"))
        #expect(try commands.ravel("ingest", mixed + "/b.jsonl").err.contains("in all") == false)

        // The same folder is analysed as it is ingested; what is no passive DNS is named.
        #expect(try commands.ravel("analyze", mixed, "--out", "out").status == 0)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/out/campaigns.jsonl"))
        _ = try folder.write("Domain Name: A.TEST\n", as: "mixed/w.txt")
        let failed = try commands.ravel("analyze", mixed, "--out", "out")
        #expect(failed.status == 1 && failed.err.contains("w.txt:1: looks like a WHOIS reply, which ravel whois reads"))
    }

    /// A batch that is being copied under its own name is refused, and stays until it is whole.
    @Test func cutBatchesAreRefused() throws {
        let file = try folder.write(capture(["a.test", "b.test", "c.test"]), as: "a.pcap")
        let spool = folder.path + "/spool/"
        #expect(try commands.ravel("sense", "-r", file, "-o", spool).status == 0)
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: spool).first)
        let whole = try String(contentsOfFile: spool + name, encoding: .utf8)
        _ = try folder.write(String(whole.prefix { !$0.isNewline }) + "\n", as: "spool/" + name)
        let cut = try commands.ravel("ingest", "--remove", spool)
        #expect(cut.status == 1 && cut.err.contains("\(name): its lines are not those of the digest in its name"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: spool) == [name])
        #expect(try commands.ravel("info", "--format", "csv").out.contains("periods,,0"))
        #expect(try commands.ravel("analyze", spool, "--out", "out").status == 1)

        _ = try folder.write(whole, as: "spool/" + name)
        #expect(try commands.ravel("ingest", "--remove", spool).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: spool) == [])
        #expect(try commands.ravel("info", "--format", "csv").out.contains("periods,,3"))
    }
}
