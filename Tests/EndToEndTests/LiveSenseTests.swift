import Foundation
import TestSupport
import Testing

/// `ravel sense -i` in a network namespace of each test's own, with real packets.
@Suite(.serialized) struct LiveSenseTests {
    /// Whether programs are installed, and namespaces may be made.
    private static func can(run programs: String...) -> Bool {
        succeeds(
            "/bin/sh",
            ["-c", (["unshare -n true"] + programs.map { "command -v \($0)" }).joined(separator: " && ")]
        )
    }

    private static func succeeds(_ program: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    static let canSend = can(run: "ip", "python3")
    static let canResolve = can(run: "ip", "unbound", "dig")

    /// Runs a script of Tests/Live and gives the lines it printed.
    private func run(_ script: String) throws -> [String] {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "timeout", "-s", "KILL", "60", "unshare", "-n", "bash", "\(packageRoot)/Tests/Live/\(script).sh",
            CommandLineTests.binary,
            folder.path,
        ]
        let output = try folder.write("", as: "printed")
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: output)
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOfFile: output, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(text)")
        return text.split(separator: "\n").map(String.init)
    }

    private func objects(_ lines: [String]) throws -> [[String: Any]] {
        try lines.filter { $0.hasPrefix("{") }.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test(.enabled(if: canResolve, "needs root, ip, unbound and dig"), .timeLimit(.minutes(2)))
    func realAnswers() throws {
        let lines = try run("resolver")
        let result = try #require(try objects(lines).first { $0["file"] != nil })
        // www four times, one of them in the TCP stream of two questions; mail twice over TCP; one name that is not there.
        #expect(result["messages_question"] as? Int == 8 && result["messages_answer"] as? Int == 7)
        #expect(result["messages_nonexistent"] as? Int == 1 && result["messages_unmatched"] as? Int == 0)
        #expect(result["packets"] as? Int == result["capture_received"] as? Int)
        let seen = try objects(lines).filter { $0["rrname"] != nil }
        let counts = seen.map {
            "\($0["rrname"] ?? "") \($0["rrtype"] ?? "") \($0["rdata"] ?? "") \($0["count"] ?? "")"
        }
        #expect(
            Set(counts) == [
                "www.example.test A [\"203.0.113.7\"] 4", "www.example.test AAAA [\"2001:db8::7\"] 1",
                "mail.example.test A [\"203.0.113.8\"] 2",
            ],
            "\(counts)"
        )
        #expect(lines.contains { $0.hasPrefix("ravel_sense_capturing{interface=\"lo\"} 1") })
        #expect(lines.contains { $0.hasPrefix("ravel: lo: capture_received +") })

        let stopped = lines.first { $0.hasPrefix("stopped ") }.flatMap { Int($0.dropFirst(8)) }
        #expect(try #require(stopped) < 2_000)

        let rights = lines.filter { $0.contains(":\t") }.map {
            $0.split(whereSeparator: \.isWhitespace).map(String.init)
        }
        func right(_ name: String) -> [String]? { rights.first { $0[0] == name + ":" }.map { Array($0.dropFirst()) } }
        #expect(right("Uid").map { Set($0).count == 1 && $0[0] != "0" } == true)
        #expect(right("Gid").map { Set($0).count == 1 && $0[0] != "0" } == true)
        #expect(right("Groups") == [] && right("NoNewPrivs") == ["1"])
        #expect(right("CapEff") == ["0000000000000000"])
        #expect(right("CapPrm") == ["0000000000002000"])  // CAP_NET_RAW, to open the interface again.
    }

    @Test(.enabled(if: canSend, "needs root, ip and python3"), .timeLimit(.minutes(2)))
    func whatWasReceivedAndDroppedIsWhatWasSent() throws {
        let result = try #require(try objects(try run("overrun")).first { $0["file"] != nil })
        let received = try #require(result["capture_received"] as? Int)
        let dropped = try #require(result["capture_dropped_by_kernel"] as? Int)
        #expect(received + dropped == 62_000)
        #expect(dropped > 1_000 && received > 2_000)
        #expect(result["packets"] as? Int == received && result["messages_question"] as? Int == received)
    }

    @Test(.enabled(if: canSend && canResolve, "needs root, ip, python3, unbound and dig"), .timeLimit(.minutes(2)))
    func realAnswersFasterThanTheyAreTaken() throws {
        let lines = try run("answers")
        let result = try #require(try objects(lines).first { $0["file"] != nil })
        let received = try #require(result["capture_received"] as? Int)
        let dropped = try #require(result["capture_dropped_by_kernel"] as? Int)
        let crossed = try #require(lines.first { $0.hasPrefix("crossed ") }.flatMap { Int($0.dropFirst(8)) })
        // The interface's own counters are read a moment after the sensor began and before it ended.
        #expect(abs(crossed - received - dropped) <= 2, "\(crossed) crossed, \(received) received, \(dropped) dropped")
        #expect(crossed >= 102_000 && dropped > 1_000)
        let answers = try #require(result["messages_answer"] as? Int)
        let seen = try #require(try objects(lines).first { $0["rrname"] as? String == "big.example.test" })
        #expect(answers > 1_000 && seen["count"] as? Int == answers)
    }

    @Test(.enabled(if: canSend, "needs root, ip and python3"), .timeLimit(.minutes(2)))
    func interfacesThatComeBack() throws {
        let lines = try run("flap")
        let result = try #require(try objects(lines).first { $0["file"] != nil })
        #expect(result["messages_question"] as? Int == 200 && result["capture_reopened"] as? Int == 1)
        #expect(lines.contains { $0.contains("waiting for it") } && lines.contains { $0.contains("capturing again") })
    }

    @Test func wrongUses() throws {
        let commands = try CommandLineTests()
        let missing = try commands.ravel("sense", "-i", "nosuch0")
        #expect(missing.status == 1 && missing.err.contains("nosuch0: "))
        #expect(try commands.ravel("sense").status == 64)
        #expect(try commands.ravel("sense", "-i", "lo", "-r", "a.pcap").status == 64)
        #expect(try commands.ravel("sense", "-r", "a.pcap", "--filter", "port 53").status == 64)
    }
}
