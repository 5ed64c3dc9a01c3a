import Foundation
import ObservationFiles
import PackedFiles
import PassiveDNS
import TestSupport
import Testing

/// Each test writes lines as a program writes them, and looks at the rows.
@Suite struct FormatTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ text: String, _ options: FormatOptions = FormatOptions()) throws -> Reading {
        try Reading(of: try folder.write(text, as: "in"), options)
    }

    // MARK: - DNSDB

    @Test func readsARepliesConditions() throws {
        let record =
            #"{"obj":{"count":2,"zone_time_first":1436563025,"zone_time_last":1436563099,"rrname":"a.example.","rrtype":"A","bailiwick":"example.","rdata":["198.51.100.1"]}}"#
        let whole = try read(
            #"{"cond":"begin"}"# + "\n" + record + "\n" + #"{"cond":"ongoing"}"# + "\n" + #"{"cond":"succeeded"}"#
                + "\n"
        )
        #expect(whole.rows == ["a.example A 198.51.100.1 1436563025 1436563099 2"])
        #expect(whole.report.skipped == ["condition line": 3])
        #expect(whole.report.notices.isEmpty)
        let cut = try read(#"{"cond":"begin"}"# + "\n" + record + "\n")
        #expect(cut.report.notices.count == 1)
        #expect(cut.report.notices[0].contains("cut off"))
        let limited = try read(record + "\n" + #"{"cond":"limited","msg":"Result limit reached"}"# + "\n")
        #expect(limited.report.notices.map { $0.contains("Result limit reached") } == [true])
        let failed = try read(record + "\n" + #"{"cond":"failed","msg":"no"}"# + "\n" + record + "\n")
        #expect(failed.report.notices.count == 2)
    }

    // MARK: - Zeek

    private let zeekHeader = """
        #separator \\x09
        #set_separator\t,
        #empty_field\t(empty)
        #unset_field\t-
        #path\tdns
        #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tquery\tqclass\tqtype\tqtype_name\tanswers\n
        """

    private func zeekRow(_ query: String, _ type: String, _ answers: String, port: Int = 53) -> String {
        "1521911720.865716\tC1\t192.0.2.1\t4000\t192.0.2.53\t\(port)\t\(query)\t1\t\(type)\t-\t\(answers)\n"
    }

    @Test("gives answers of Zeek their owners, and tells what can't be told")
    func zeekLog() throws {
        let text =
            zeekHeader + zeekRow("A.Example", "1", "b.example,c.example,198.51.100.1,198.51.100.2")
            + zeekRow("a.example", "28", "RRSIG 5 example,2001:db8::1") + zeekRow("a.example", "16", "TXT 5 hello")
            + zeekRow("1.2.0.192.in-addr.arpa", "12", "1.0/25.2.0.192.in-addr.arpa,host.example")
            + zeekRow("example", "2", "ns1.example,ns2.example") + zeekRow("a.example", "1", "-")
            + zeekRow("-", "1", "(empty)") + zeekRow("printer.example", "1", "198.51.100.9", port: 5353)
            + zeekRow("all.example", "255", "mail.example,198.51.100.3")
        let result = try read(text)
        let at = "1521911720 1521911720 1"
        #expect(
            result.rows == [
                "a.example CNAME b.example \(at)", "b.example CNAME c.example \(at)", "c.example A 198.51.100.1 \(at)",
                "c.example A 198.51.100.2 \(at)", "a.example AAAA 2001:db8::1 \(at)",
                "1.2.0.192.in-addr.arpa CNAME 1.0/25.2.0.192.in-addr.arpa \(at)",
                "1.0/25.2.0.192.in-addr.arpa PTR host.example \(at)", "example NS ns1.example \(at)",
                "example NS ns2.example \(at)", "all.example A 198.51.100.3 \(at)",
            ]
        )
        #expect(
            result.report.skipped == [
                "header": 6, "no data in the answer": 2, "local name service": 1, "type whose data the log cuts": 1,
            ]
        )
    }

    @Test("takes Zeek's separators, escapes, other columns and joined logs from the headers")
    func zeekHeaders() throws {
        let second = "#separator \\x7c\n#set_separator|;\n#unset_field|?\n#fields|query|answers|ts\n"
        let result = try read(
            zeekHeader + zeekRow("\\xc3\\x28a\\x2cb.example", "1", "198.51.100.1") + "#close\t2024-04-12\n" + second
                + "x.example|198.51.100.2;198.51.100.3|1521911721\ny.example|?|1521911721\n"
                + "#separator \\x09\n#set_separator\t,\n#fields\tts\tuid\n1521911722\tC2\n"
        )
        #expect(
            result.rows == [
                "\\195\\040a\\044b.example A 198.51.100.1 1521911720 1521911720 1",
                "x.example A 198.51.100.2 1521911721 1521911721 1", "x.example A 198.51.100.3 1521911721 1521911721 1",
            ]
        )
        #expect(result.rejects.map(\.field) == ["#fields"])
        #expect(result.report.skipped["no DNS answer"] == 1)
    }

    @Test func zeekJSON() throws {
        let line =
            #"{"ts":1521911720.865716,"id.orig_p":4000,"id.resp_p":53,"query":"\\xc3\\x28a.example","qclass":1,"qtype":1,"answers":["b.example","198.51.100.1"]}"#
        let result = try read(
            line + "\n" + line.replacingOccurrences(of: "1521911720.865716", with: "\"2018-03-24T17:15:20.865716Z\"")
                + "\n" + line.replacingOccurrences(of: "1521911720.865716", with: "1521911720865") + "\n"
                + #"{"ts":1521911720.8,"id.resp_p":53,"query":"a.example"}"# + "\n"
                + #"{"_path":"conn","ts":1521911720.8,"id.resp_p":53}"# + "\n"
        )
        let rows = [
            "\\195\\040a.example CNAME b.example 1521911720 1521911720 1",
            "b.example A 198.51.100.1 1521911720 1521911720 1",
        ]
        #expect(result.rows == rows + rows + rows)
        #expect(result.report.skipped == ["no data in the answer": 1, "no DNS answer": 1])
    }

    // MARK: - Suricata

    @Test("reads versions 1, 2 and 3 of EVE's dns, and no other event")
    func eve() throws {
        let head =
            #"{"timestamp":"2009-11-24T21:27:09.534255-0100","host":"s","src_port":53,"dest_port":9,"event_type":"#
        let result = try read(
            [
                head
                    + #""dns","dns":{"type":"answer","rrname":"a.example","rrtype":"A","ttl":3,"rdata":"198.51.100.1"}}"#,
                head
                    + #""dns","dns":{"version":2,"type":"answer","rrname":"a.example","rrtype":"A","answers":[{"rrname":"a.example","rrtype":"CNAME","rdata":"b.example"},{"rrname":"b.example","rrtype":"A","rdata":"198.51.100.1"},{"rrname":"b.example","rrtype":"SOA","soa":{}}],"grouped":{"A":["198.51.100.9"]},"authorities":[{"rrname":"example","rrtype":"NS","rdata":"ns.example"}]}}"#,
                head
                    + #""dns","dns":{"version":3,"type":"response","queries":[{"rrname":"a.example","rrtype":"A"}],"grouped":{"A":["198.51.100.2"],"CNAME":["b.example","c.example"]}}}"#,
                head + #""dns","dns":{"type":"query","rrname":"a.example","rrtype":"A"}}"#,
                head + #""alert","dns":{"answers":[{"rrname":"a.example","rrtype":"A","rdata":"198.51.100.7"}]}}"#,
                head + #""dns","dns":{"version":2,"type":"answer","rcode":"NXDOMAIN","rrname":"a.example"}}"#,
                head
                    + #""dns","dns":{"version":2,"type":"answer","rrname":"a.example","answers":[{"rrname":"a.example","rrtype":"MX","rdata":"m.example"}]}}"#,
            ].joined(separator: "\n")
        )
        let at = "1259101629 1259101629 1"
        #expect(
            result.rows == [
                "a.example A 198.51.100.1 \(at)", "a.example CNAME b.example \(at)", "b.example A 198.51.100.1 \(at)",
                "a.example CNAME b.example \(at)", "b.example CNAME c.example \(at)", "c.example A 198.51.100.2 \(at)",
            ]
        )
        #expect(result.sensors == ["s"])
        #expect(
            result.report.skipped == [
                "no DNS answer": 2, "no data in the answer": 1, "type whose data the log cuts": 1,
            ]
        )
    }

    // MARK: - passivedns

    @Test("sums the counts of passivedns' lines, and takes its fields in another order")
    func passivednsLines() throws {
        let line = "||192.0.2.10||192.0.2.53||IN||a.example.||A||198.51.100.1||60||"
        let result = try read(
            "1700000002.000005\(line)3\n1700000001.000005\(line)4\n"
                + "1700000001.000005||192.0.2.10||192.0.2.53||IN||a.example.||A||NXDOMAIN||0||1\n"
                + "1700000001.000005||192.0.2.10||192.0.2.53||IN||a.example.||TXT||\"a||b\"||60||1\n"
                + "1700000001.000005||192.0.2.10||192.0.2.53||CH||a.example.||A||198.51.100.1||60||1\n"
        )
        #expect(result.sightings == 7)
        #expect(
            result.report.skipped == ["response code": 1, "type whose data the log cuts": 1, "class other than IN": 1]
        )
        var options = FormatOptions()
        options.passivednsFields = "HhQTA"
        let other = try read("2023-11-14 22:13:21.5||probe||a.example.||A||198.51.100.1\n", options)
        #expect(other.rows == ["a.example A 198.51.100.1 1700000001 1700000001 1"])
        #expect(other.sensors == ["probe"])
        options.passivednsFields = "SMQT"
        #expect(throws: InputError.self) { try read("1700000002.000005||a.example.||A\n", options) }
    }

    @Test func passivednsJSON() throws {
        let result = try read(
            #"{"timestamp_s":1700000002,"timestamp_ms":5,"hostname":"probe","class":"IN","query":"a.example.","type":"A","answer":"198.51.100.1","ttl":60,"count":5}"#
                + "\n"
                + #"{"timestamp_s":1700000002,"class":"IN","query":"b.example.","type":"A","answer":"SERVFAIL","count":1}"#
        )
        #expect(result.rows == ["a.example A 198.51.100.1 1700000002 1700000002 5"])
        #expect(result.report.skipped == ["response code": 1])
    }

    // MARK: - Resolvers

    @Test func massdns() throws {
        let result = try read(
            #"{"name":"a.example.","type":"A","class":"IN","status":"NOERROR","rx_ts":1565541230398384000,"data":{"answers":[{"ttl":9,"type":"CNAME","class":"IN","name":"a.example.","data":"b.example."},{"ttl":9,"type":"A","class":"IN","name":"b.example.","data":"198.51.100.1"}],"authorities":[{"ttl":9,"type":"NS","class":"IN","name":"example.","data":"ns.example."}]},"flags":["rd"],"resolver":"192.0.2.53:53","proto":"UDP"}"#
                + "\n"
                + #"{"name":"c.example.","type":"A","class":"IN","status":"NXDOMAIN","rx_ts":1565541230398384000,"data":{}}"#
                + "\n" + #"{"name":"d.example.","type":"A","class":"IN","error":"TIMEOUT"}"#
        )
        let at = "1565541230 1565541230 1"
        #expect(result.rows == ["a.example CNAME b.example \(at)", "b.example A 198.51.100.1 \(at)"])
        #expect(result.report.skipped == ["no data in the answer": 2])
    }

    @Test func dnsx() throws {
        let result = try read(
            #"{"host":"a.example","resolver":["192.0.2.53:53"],"cname":["b.example"],"a":["198.51.100.1"],"ns":["ns.example"],"mx":["m.example"],"status_code":"NOERROR","timestamp":"2021-05-23T08:42:20.5731+05:30"}"#
                + "\n" + #"{"host":"c.example","status_code":"NXDOMAIN","timestamp":"2021-05-23T08:42:20+05:30"}"#
        )
        let at = "1621739540 1621739540 1"
        #expect(
            result.rows == [
                "a.example CNAME b.example \(at)", "b.example A 198.51.100.1 \(at)", "a.example NS ns.example \(at)",
            ]
        )
        #expect(result.report.skipped == ["no data in the answer": 1])
    }

    // MARK: - Tables and arrays

    @Test func mapsColumnsByNameAndByNumber() throws {
        var options = FormatOptions()
        options.columns = [("rrname", "Target"), ("rdata", "Resolved To"), ("time_first", "3")]
        let named = try read("target,resolved_to,when\na.example,198.51.100.1,2015-07-10\n", options)
        #expect(named.rows == ["a.example A 198.51.100.1 1436486400 1436486400 1"])
        options.columns = [("rrname", "2"), ("rdata", "3"), ("time_first", "1"), ("count", "4")]
        let numbered = try read("1436486400;a.example;198.51.100.1;7\n", options)
        #expect(numbered.rows == ["a.example A 198.51.100.1 1436486400 1436486400 7"])
        #expect(
            try read("when;name;ip;n\n1436486400;a.example;198.51.100.1;7\n", options).report.skipped == ["header": 1]
        )
        options.columns = [("rrname", "nowhere")]
        #expect(throws: InputError.self) { try read("target,ip,date\n", options) }
    }

    @Test("reads an array and objects over several lines as it reads lines")
    func arrays() throws {
        let record = ObservationReaderTests.good
        let broken = record.replacingOccurrences(of: ",", with: ",\n  ").replacingOccurrences(of: "{", with: "{\n")
        for text in ["[\(record),\(record)]", "[\n  \(broken),\n  \(broken)\n]\n", "\(broken)\n\(broken)\n"] {
            let result = try read(text)
            #expect(result.report.lines == 2)
            #expect(result.rows == Array(repeating: "a.example A 198.51.100.1 1436563025 1436563026 3", count: 2))
        }
        let spoilt = try read("[\n\(record),\n5,\n{\"rrname\":\"[}\\\"\"},\n\(record)")
        #expect(spoilt.rejects.map(\.line) == [3, 4])
        #expect(spoilt.report.accepted == 2)
    }

    @Test("what is said of columns and fields is told where a format has no use for it")
    func unusedOptions() throws {
        var options = FormatOptions()
        options.passivednsFields = "HhQTAn"
        #expect(options.problem == nil)
        let fields = "--fields was not used: the content tells the format"
        let map = "--map was not used: the content tells the format"
        let zeek =
            "#separator \\x09\n#fields\tts\tquery\tqtype_name\tanswers\n1521911720.8\ta.example\tA\t198.51.100.7\n"
        let first = try read(zeek, options)
        #expect(first.rows == ["a.example A 198.51.100.7 1521911720 1521911720 1"])
        #expect(first.report.notices == [fields])
        options.columns = [("rrname", "Target")]
        #expect(try read(ObservationReaderTests.good + "\n", options).report.notices == [fields, map])
        #expect(try read("2015-07-10 21:17:05||e||a.example.||A||198.51.100.7||2\n", options).report.notices == [map])
        #expect(try read(ObservationReaderTests.good + "\n").report.notices == [])
        options.passivednsFields = "ZZ"
        #expect(options.problem?.hasPrefix("--fields: Z is no field") == true)
    }

    @Test("columns of Zeek's log are found wherever they lie, and lines with fewer are refused")
    func columnsOfAnyWidth() throws {
        var random = SplitMix64(seed: 11)
        let names = ["uid", "ts", "a", "query", "b", "answers", "c", "qtype_name"]
        var lines = ["#separator \\x09", "#fields\t" + names.joined(separator: "\t")]
        for number in 0..<500 {
            let fill = { String(repeating: "x", count: Int.random(in: 0...20, using: &random)) }
            let values = [
                fill(), "1436563025.\(number)", fill(), "n\(number).example", fill(), "192.0.2.1", fill(), "A", fill(),
            ]
            lines.append(values.prefix(Int.random(in: 7...9, using: &random)).joined(separator: "\t"))
        }
        let reading = try Reading(of: folder.write(lines.joined(separator: "\n") + "\n", as: "dns.log"))
        let whole = lines.dropFirst(2).enumerated().filter {
            $0.element.split(separator: "\t", omittingEmptySubsequences: false).count >= 8
        }
        #expect(reading.rows == whole.map { "n\($0.offset).example A 192.0.2.1 1436563025 1436563025 1" })
        #expect(reading.report.rejected == 500 - whole.count && !whole.isEmpty)
        #expect(reading.rejects.allSatisfy { $0.reason == "has 7 columns, fewer than the #fields line" })
    }
}
