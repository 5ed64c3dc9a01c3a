import Foundation
import ObservationFiles
import PackedFiles
import PassiveDNS
import TestSupport
import Testing

@Suite struct ObservationReaderTests {
    let folder: TemporaryFolder
    static let times = Timestamp(year: 1980, month: 1, day: 1)...Timestamp(year: 2027, month: 1, day: 1)

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ file: String) throws -> (ObservationTable, ReadReport, [Reject]) {
        var table = ObservationTable()
        var rejects: [Reject] = []
        var reader = ObservationReader(file: file, acceptable: Self.times)
        reader.onReject = { rejects.append($0) }
        let report = try reader.read(into: &table)
        #expect(report.lines == report.accepted + report.skippedLines + report.rejected)
        return (table, report, rejects)
    }

    private func read(text: String) throws -> (ObservationTable, ReadReport, [Reject]) {
        try read(try folder.write(text, as: "in"))
    }

    static let good =
        #"{"rrname":"A.Example.","rrtype":"A","rdata":"198.51.100.1","time_first":1436563025,"time_last":1436563026,"count":3,"sensor_id":"s"}"#

    @Test func readsACommonOutputFormatLine() throws {
        let (table, report, _) = try read(text: Self.good + "\n")
        #expect(report.accepted == 1)
        #expect(table[0].rrname.text == "a.example")
        #expect(table[0].rdata.description == "198.51.100.1")
        #expect(table[0].count == 3)
        #expect(table[0].sensor == "s")
        #expect(table[0].period.last.seconds == 1_436_563_026)
    }

    @Test("takes arrays, numbers as texts, swapped sides, type numbers, streaming replies and unknown fields")
    func takesWhatTheFieldWrites() throws {
        let (table, report, rejects) = try read(
            text: """
                {"rrname":"a.example","rrtype":"A","rdata":["198.51.100.1","198.51.100.2"],"time_first":1436563025,"time_last":1436563025,"futureField":{"x":[1]}}
                {"rrname":"198.51.100.3","rrtype":"A","rdata":"b.example","time_first":"1436563025","time_last":"1436563026","count":"7"}
                {"cond":"begin"}
                {"obj":{"rrname":"c.example.","rrtype":28,"rdata":["::ffff:198.51.100.4"],"zone_time_first":1436563025,"zone_time_last":1436563025}}
                {"cond":"succeeded"}
                {"rrname":"bücher.example","rrtype":"CNAME","rdata":"D.Example.","time_first":1436563025,"time_last":1436563025}

                # a comment
                """
        )
        #expect(rejects.isEmpty)
        #expect(report.accepted == 4)
        #expect(report.rows == 5)
        #expect(report.skipped == ["condition line": 2, "blank line": 1, "comment": 1])
        #expect(table[2].rrname.text == "b.example")
        #expect(table[2].rdata.description == "198.51.100.3")
        #expect(table[2].count == 7)
        #expect(table[3].rdata.description == "198.51.100.4")
        #expect(table[4].rrname.text == "xn--bcher-kva.example")
        #expect(table[4].rdata.description == "d.example")
    }

    @Test(
        "refuses a bad record, says why, and goes on",
        arguments: [
            (
                #"{"rrname":"a.example","rrtype":"A","rdata":"198.51.100.1","time_first":1436563026,"time_last":1436563025}"#,
                "time_last"
            ),
            (
                #"{"rrname":"a.example","rrtype":"A","rdata":"198.51.100.1","time_first":0,"time_last":1436563025}"#,
                "time_first"
            ),
            (
                #"{"rrname":"a.example","rrtype":"A","rdata":"198.51.100.1","time_first":1436563025,"time_last":99999999999}"#,
                "time_last"
            ),
            (
                #"{"rrname":"a.example","rrtype":"A","rdata":"no address","time_first":1436563025,"time_last":1436563025}"#,
                "rdata"
            ),
            (
                #"{"rrname":"a.example","rrtype":"A","rdata":"2001:db8::1","time_first":1436563025,"time_last":1436563025}"#,
                "rdata"
            ),
            (
                #"{"rrname":"a.example","rrtype":"A","rdata":[],"time_first":1436563025,"time_last":1436563025}"#,
                "rdata"
            ),
            (
                #"{"rrname":"a..example","rrtype":"A","rdata":"198.51.100.1","time_first":1436563025,"time_last":1436563025}"#,
                "rrname"
            ),
            (#"{"rrname":"a.example","rrtype":"A","rdata":"198.51.100.1","time_first":1436563025,"count":0}"#, "count"),
            (#"{"rrname":"a.example","rrtype":"NOPE","rdata":"198.51.100.1","time_first":1436563025}"#, "rrtype"),
            (#"{"rrname":5,"rrtype":"A","rdata":"198.51.100.1","time_first":1436563025}"#, "rrname"),
            (#"{"rrname":"a.example","rrtype":"A","rdata":"198.51.100.1"}"#, "time_first"),
            (#"{"rrname":"a.example","rrtype":"A","#, ""), ("{}", "rrname"),
            ("{\"a\":" + String(repeating: "[", count: 5_000), ""),
            (
                #"{"rrname":""# + String(repeating: "abcdefg.", count: 40)
                    + #"example","rrtype":"A","rdata":"198.51.100.1","time_first":1436563025}"#, "rrname"
            ),
        ]
    )
    func refusesABadRecord(line: String, field: String) throws {
        let (table, report, rejects) = try read(text: Self.good + "\n" + line + "\n" + Self.good + "\n")
        #expect(report.accepted == 2)
        #expect(table.count == 2)
        #expect(rejects.map(\.line) == [2])
        #expect(rejects.first?.field == field)
    }

    @Test func refusesInvalidUTF8AndNUL() throws {
        var bytes = Data(Self.good.utf8) + Data("\n".utf8)
        bytes += Data(Self.good.utf8).map { $0 == UInt8(ascii: "E") ? 0xff : $0 } + Data("\n".utf8)
        bytes += Data([0, 0, 10])
        let (_, report, _) = try read(try folder.write(bytes, as: "in"))
        #expect(report.accepted == 1)
        #expect(report.rejected == 2)
    }

    @Test("passes over a line of 100 MB without holding it")
    func passesOverAHugeLine() throws {
        let path = try folder.write(Self.good + "\n", as: "huge")
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        let piece = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
        for _ in 0..<100 { try handle.write(contentsOf: piece) }
        try handle.write(contentsOf: Data(("\n" + Self.good + "\n").utf8))
        try handle.close()
        let (_, report, rejects) = try read(path)
        #expect(report.accepted == 2)
        #expect(rejects.map(\.line) == [2])
    }

    @Test func readsNothingFromAnEmptyFile() throws {
        #expect(try read(text: "").1.lines == 0)
    }

    @Test("a damaged, missing or foreign file is an error as a whole")
    func wholeFileErrors() throws {
        #expect(throws: InputError.self) { try read(folder.path + "/missing") }
        #expect(throws: InputError.self) { try read(folder.path) }
        #expect(throws: InputError.self) { try read(text: "colour,size\nred,3\n") }
    }

    @Test("a file of many mebibytes has the digest and the rows of its lines, in their order")
    func longFile() throws {
        var written = ObservationTable()
        let sensor = written.symbol("")
        for number in 0..<40_000 {
            written.append(
                rrname: written.symbol("n\(number).example"),
                rrtype: .a,
                rdata: written.address(IPAddress(v4: 0xc633_6400 + UInt32(number % 256))),
                firstSeen: 1_436_563_025,
                lastSeen: 1_436_563_025 + Int64(number),
                count: 1,
                sensor: sensor
            )
        }
        var writer = COFWriter()
        var bytes: [UInt8] = []
        writer.write(written) { bytes += $0 }
        let digest = writer.finish()
        let (table, report, _) = try read(folder.write(Data(bytes), as: "long"))
        #expect(bytes.count > 4 << 20)
        #expect(report.digest == digest)
        #expect(table.lastSeen == written.lastSeen)
        #expect((0..<table.count).allSatisfy { table.symbols[table.rrname[$0]] == "n\($0).example" })
    }

    @Test("gzip gives the same rows and digest as the plain file, and a cut one is refused")
    func gzip() throws {
        let text =
            (0..<2_000).map {
                "{\"rrname\":\"n\($0).example\",\"rrtype\":\"A\",\"rdata\":\"198.51.100.1\",\"time_first\":1436563025}"
            }
            .joined(separator: "\n") + "\n"
        let plain = try folder.write(text, as: "plain")
        let packer = Process()
        packer.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        packer.arguments = ["gzip", "-k", plain]
        try packer.run()
        packer.waitUntilExit()
        let packed = try Data(contentsOf: URL(fileURLWithPath: plain + ".gz"))
        let (table, report, _) = try read(plain + ".gz")
        #expect(table.count == 2_000)
        #expect(report.digest == (try read(plain)).1.digest)
        let cut = try folder.write(packed.prefix(packed.count / 2), as: "cut.gz")
        #expect(throws: InputError.self) { try read(cut) }
    }

    @Test("maps the header of delimited text, with quotes, other delimiters and missing columns")
    func delimited() throws {
        let (table, report, rejects) = try read(
            text:
                "Date;\"Domain\";IP;note\n2015-07-10;\"a.example\";198.51.100.1;\"x; \"\"y\"\"\nz\"\n2015-07-11;b.example;c.example;\n;;;\n"
        )
        #expect(report.accepted == 2)
        #expect(rejects.count == 1)
        #expect(table[0].rrtype == .a)
        #expect(table[0].period.first == table[0].period.last)
        #expect(table[1].rrtype == .cname)
    }

    @Test(
        "reads the tab-separated pairs of public reports",
        .enabled(if: FileManager.default.fileExists(atPath: packageRoot + "/../shared/data"), "no ../shared/data here")
    )
    func realPairs() throws {
        let file = packageRoot + "/../shared/data/campaigns/tweetfeed-2021-2025/pairs.tsv.gz"
        let (table, report, _) = try read(file)
        #expect(report.lines == 58_198)
        #expect(report.skipped == ["header": 1])
        var edges: Set<UInt64> = []
        for row in 0..<table.count { edges.insert(UInt64(table.rrname[row]) << 32 | UInt64(table.rdata[row])) }
        #expect(edges.count + report.rejected >= 55_000)
    }
}
