import Foundation
import ObservationFiles
import PassiveDNS
import TestSupport
import Testing

/// Real logs, beside the project.
@Suite(
    .enabled(if: FileManager.default.fileExists(atPath: packageRoot + "/../shared/data"), "no ../shared/data here")
)
struct LogDataTests {
    private let data = packageRoot + "/../shared/data"

    @Test("Zeek's TSV and JSON of the same traffic give the same rows, in the numbers that others counted")
    func zeek() throws {
        let log = try Reading(of: data + "/logs/zeek-wrccdc-2018/dns.log.gz")
        let json = try Reading(of: data + "/logs/zeek-wrccdc-2018/dns.json.gz")
        #expect(log.rejects.isEmpty && json.rejects.isEmpty)
        #expect(log.rows == json.rows)
        #expect(log.table.rrtype.count { RecordType(rawValue: $0).isAddress } == 47_818)
    }

    @Test("the names that were asked for and the addresses they led to are those that others counted")
    func zeekPairs() throws {
        var pairs: Set<String> = []
        var table = ObservationTable()
        let reader = ObservationReader(
            file: data + "/logs/zeek-wrccdc-2018/dns.log.gz",
            acceptable: ObservationReaderTests.times
        )
        _ = try reader.read(into: &table) { table, rowsOfLines in
            var row = 0
            for rows in rowsOfLines {
                for answer in row..<(row + Int(rows)) where RecordType(rawValue: table.rrtype[answer]).isAddress {
                    pairs.insert("\(table[row].rrname) \(table[answer].rdata)")
                }
                row += Int(rows)
            }
        }
        #expect(pairs.count == 2_710)
    }

    @Test func passivedns() throws {
        let result = try Reading(of: data + "/made/nx.log")
        #expect(
            result.rows == [
                "mixed.example.com A 1.2.3.4 1700000002 1700000002 1",
                "v6.example.com AAAA 2001:db8::1 1700000003 1700000003 1",
                "c.example.com CNAME d.example.com 1700000008 1700000008 1",
                "d.example.com A 5.6.7.8 1700000008 1700000008 1",
            ]
        )
        #expect(result.report.skipped == ["response code": 1, "type whose data the log cuts": 4])
    }
}
