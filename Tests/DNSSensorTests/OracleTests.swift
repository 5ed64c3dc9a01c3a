import Foundation
import PassiveDNS
import PublicSuffix
import TestSupport
import Testing

@testable import DNSSensor

private let captures = packageRoot + "/../shared/data/pcap"

/// Real captures against what tshark says of them: the same records, or a reason in docs/sensor.md.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: captures), "there is no ../shared/data/pcap here"))
struct OracleTests {
    /// An owner and type, with the data where the oracle has all of them.
    private struct Key: Hashable, CustomStringConvertible {
        var rrname: String
        var rrtype: String
        var rdata: String

        var description: String { "\(rrname) \(rrtype) \(rdata)" }
    }

    /// How often, and of types whose data are compared when first and last, in Unix seconds.
    private struct Sighting: Hashable {
        var count: Int64
        var first: Int64
        var last: Int64
    }

    private typealias Records = [Key: Sighting]

    private let expected = packageRoot + "/../shared/data/pcap-expected"

    private func rows(_ file: String) throws -> [[String: String]] {
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        let header = try #require(lines.first).split(separator: "\t").map(String.init)
        return lines.dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(zip(header, cells)) { first, _ in first }
        }
    }

    /// A name as the oracle writes it, octet by octet.
    private func name(_ text: String) -> String {
        text == "<root>" || text == "<Root>" ? "." : (try? DomainName(text))?.text ?? text.lowercased()
    }

    /// A, AAAA and CNAME come with their data and times; of others the oracle has owner and type.
    private func oracle(of capture: String) throws -> Records {
        var records: Records = [:]
        for row in try rows("\(expected)/\(capture).pdns.tsv") {
            let type = try #require(row["rrtype"])
            let data = try #require(row["rdata"])
            let key = Key(
                rrname: name(try #require(row["rrname"])),
                rrtype: type,
                rdata: type == "CNAME" ? name(data) : try #require(IPAddress(data)).description
            )
            records[key] = Sighting(
                count: try #require(Int64(row["count"] ?? "")),
                first: Int64(try #require(Double(row["first"] ?? ""))),
                last: Int64(try #require(Double(row["last"] ?? "")))
            )
        }
        for row in try rows("\(expected)/\(capture).records.tsv") {
            let type = try #require(RecordType(row["rrtype"] ?? ""))
            // Signatures come with the records that they sign, and are kept where they were asked for only.
            guard row["proto"] == "dns", row["section"] == "answers", !type.isAddress, type != .cname,
                type.description != "RRSIG"
            else { continue }
            let key = Key(rrname: name(try #require(row["rrname"])), rrtype: type.description, rdata: "")
            records[key, default: Sighting(count: 0, first: 0, last: 0)].count += 1
        }
        return records
    }

    private func sensed(_ capture: String, unmatched: Bool) throws -> Records {
        var settings = SensorSettings(rules: PublicSuffixList()) {
            Timestamp(year: 1980, month: 1, day: 1)...Timestamp(year: 2100, month: 1, day: 1)
        }
        settings.keepsUnmatched = unmatched
        var sensor = Sensor(settings)
        var records: Records = [:]
        _ = try sensor.read("\(captures)/\(capture)") { table in
            for row in 0..<table.count {
                let one = table[row]
                guard one.rrtype.description != "RRSIG" else { continue }
                let isWhole = one.rrtype.isAddress || one.rrtype == .cname
                let key = Key(
                    rrname: one.rrname.text,
                    rrtype: one.rrtype.description,
                    rdata: isWhole ? one.rdata.description : ""
                )
                var sighting = records[key] ?? Sighting(count: 0, first: 0, last: 0)
                sighting.count += one.count
                if isWhole {
                    sighting.first = one.period.first.seconds
                    sighting.last = one.period.last.seconds
                }
                records[key] = sighting
            }
        }
        let messages = sensor.messages
        #expect(messages.messages == MessageCounters.Outcome.allCases.reduce(0) { $0 + messages[$1] })
        return records
    }

    /// The records that only one side has, or that differ in count or times.
    private func differences(_ a: Records, _ b: Records) -> [Key] {
        Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted { $0.description < $1.description }
    }

    /// The table of docs/sensor.md: for each capture, how many records differ with and without `--unmatched`, and why.
    private func documented() throws -> [String: [Int]] {
        var table: [String: [Int]] = [:]
        for line in try String(contentsOfFile: packageRoot + "/docs/sensor.md", encoding: .utf8).split(separator: "\n")
        {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4, cells[0].hasPrefix("`"), cells[0].contains(".pcap") else { continue }
            table[cells[0].trimmingCharacters(in: ["`"])] = [try #require(Int(cells[1])), try #require(Int(cells[2]))]
            #expect(cells[3].count > 20, "\(cells[0]) has no reason")
        }
        return table
    }

    @Test func everyDifferenceIsExplained() throws {
        let documented = try documented()
        let all = try #require(FileManager.default.enumerator(atPath: captures)).compactMap { $0 as? String }
            .filter { FileManager.default.fileExists(atPath: "\(expected)/\($0).pdns.tsv") }
        #expect(all.count == 154)
        #expect(Set(documented.keys).subtracting(all).isEmpty)
        for capture in all {
            let oracle = try oracle(of: capture)
            let found = try [false, true].map { differences(oracle, try sensed(capture, unmatched: $0)) }
            #expect(found.map(\.count) == documented[capture] ?? [0, 0], "\(capture): \(found)")
        }
    }
}
