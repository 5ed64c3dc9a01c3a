import Foundation
import TestSupport
import Testing

private let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first(where: FileManager.default.isExecutableFile)

/// The simulated Internet of `Tests/Simulator`: its files agree with each other, and Ravel reads all of them.
@Suite(.enabled(if: python != nil, "there is no python3 here")) struct SimulatorTests {
    let commands: CommandLineTests
    var folder: TemporaryFolder { commands.folder }

    init() throws {
        commands = try CommandLineTests()
    }

    private func simulate(_ name: String, hashSeed: String = "0", _ more: [String] = []) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = [packageRoot + "/Tests/Simulator/internet.py", folder.path + "/" + name, "--seed", "7"]
        process.arguments? += ["--scale", "0.04", "--set", "actors=250"] + more
        process.environment = ["PYTHONHASHSEED": hashSeed]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private func read(_ path: String) throws -> String {
        try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8)
    }

    private func table(_ path: String, separator: Character = "\t") throws -> [[String]] {
        try read(path).split(separator: "\n").map {
            $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test("is the same for one seed, whatever the hashes, and refuses parameters it does not have")
    func deterministic() throws {
        #expect(try simulate("a") == 0)
        #expect(try simulate("b", hashSeed: "1") == 0)
        for file in ["observations.jsonl", "whois.csv", "attacks.csv", "internet.json"]
            + ["domains", "ips", "attacks", "tenures", "pairs"].map({ "truth/\($0).tsv" })
        {
            let text = try read("a/" + file)
            #expect(!text.isEmpty, "\(file)")
            #expect(try read("b/" + file) == text, "\(file)")
        }
        #expect(try simulate("c", ["--set", "nothing=1"]) == 2)
    }

    @Test("tells a truth that fits what was seen")
    func consistent() throws {
        #expect(try simulate("w") == 0)
        let classes = Dictionary(uniqueKeysWithValues: try table("w/truth/ips.tsv").map { ($0[0], $0[1]) })
        var holders: [String: Set<String>] = [:]
        var seen: [String: [(ip: String, from: Int, to: Int)]] = [:]
        var hosts: Set<String> = []
        for row in try table("w/truth/tenures.tsv") {
            let from = try #require(Int(row[2]))
            let to = try #require(Int(row[3]))
            #expect(from < to)
            #expect(classes[row[1]] != nil, "\(row[1]) has no class")
            hosts.insert(row[0])
            guard row[5] == "1" else { continue }
            holders[row[0], default: []].insert(row[4])
            seen[row[0], default: []].append((row[1], from, to))
        }

        let slack = 600  // Clocks are off by minutes.
        let rewrites = Set(classes.filter { $0.value == "rewrite" }.keys)
        var stray = 0
        var addresses = 0
        let rows = try read("w/observations.jsonl").split(separator: "\n").map { try object($0) }
        for row in rows {
            let first = try #require(row["time_first"] as? Int)
            let last = try #require(row["time_last"] as? Int)
            #expect(first <= last)
            let host = try #require(row["rrname"] as? String)
            let ip = try #require(row["rdata"] as? String)
            guard let type = row["rrtype"] as? String, type == "A" || type == "AAAA" else { continue }
            addresses += 1
            if rewrites.contains(ip) || !hosts.contains(host) { continue }  // Aliases are nobody's.
            let stays = (seen[host] ?? []).filter { $0.ip == ip }
            let starts = stays.contains { $0.from - slack <= first && first <= $0.to + slack }
            let ends = stays.contains { $0.from - slack <= last && last <= $0.to + slack }
            if !starts || !ends { stray += 1 }
        }
        #expect(addresses > 5_000)
        #expect(stray == 0)

        let pairs = try table("w/truth/pairs.tsv")
        #expect(pairs.contains { $0[2] == "1" } && pairs.contains { $0[2] == "0" })
        for pair in pairs {
            let nobody: Set<String> = ["parking", "sinkhole"]
            let both = try #require(holders[pair[0]]).intersection(try #require(holders[pair[1]])).subtracting(nobody)
            #expect((pair[2] == "1") == !both.isEmpty, "\(pair)")
            let kind = pair[3].split(separator: "-")
            let shared = (seen[pair[0]] ?? []).contains { one in
                classes[one.ip] == String(kind[1]) && (seen[pair[1]] ?? []).contains { $0.ip == one.ip }
            }
            #expect(shared, "\(pair)")
            #expect(pair[0] < pair[1])
        }

        let told = try table("w/truth/attacks.tsv")
        let reported = Set(try table("w/attacks.csv", separator: ",").dropFirst().map { $0[0] })
        #expect(Set(told.map { $0[0] }) == reported)
        #expect(reported.count > 3)
    }

    @Test("is read by Ravel without a reject")
    func readable() throws {
        #expect(try simulate("w") == 0)
        let ingest = try commands.ravel("ingest", folder.path + "/w/observations.jsonl", "--format", "json")
        #expect(ingest.status == 0)
        #expect(ingest.out.contains("\"rejected\":0"))
        #expect(try commands.ravel("whois", folder.path + "/w/whois.csv").status == 0)
        let attacks = try commands.ravel("attacks", folder.path + "/w/attacks.csv", "--format", "json")
        #expect(attacks.status == 0)
        #expect(attacks.out.split(separator: "\n").count > 3)
    }

    private func object(_ line: Substring) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
}
