import Foundation
import ObservationFiles
import PackedFiles
import PassiveDNS
import TestSupport
import Testing

/// What is refused, undone or read again, so that nothing false is taken and nothing good is lost.
@Suite struct RefusalTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ text: String, _ columns: [(field: String, column: String)] = []) throws -> Reading {
        var options = FormatOptions()
        options.columns = columns
        return try Reading(of: try folder.write(text, as: "in"), options)
    }

    private func refusal(_ bytes: [UInt8]) throws -> String? {
        let file = try folder.write(String(decoding: [], as: UTF8.self), as: "in")
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        do {
            _ = try Reading(of: file)
            return nil
        } catch let error as InputError {
            return error.reason
        }
    }

    @Test(
        "without a type, what is neither an address nor the name of a host is refused",
        arguments: [
            "198.51.100.7/32", "198.51.100.7;198.51.100.8", "N/A", "-", "NULL", "198.51.100.7 (US)", "1.2.3",
            "a b.example",
        ]
    )
    func refusesJunk(_ data: String) throws {
        let reading = try read("date,domain,ip\n2015-07-12,a.example,\(data)\n2015-07-12,b.example,198.51.100.7\n")
        #expect(reading.rows.map { $0.prefix(9) } == ["b.example"])
        #expect(reading.rejects.map(\.line) == [2])
    }

    @Test("what was made harmless, and URLs and ports, are undone")
    func refangs() throws {
        let reading = try read(
            """
            date,domain,ip
            2015-07-12,a.example,198.51.100.7:443
            2015-07-12,hxxp://b[.]example/x,[198.51.100.7]
            2015-07-12,c.example:8080,198[.]51[.]100[.]7
            2015-07-12,d.example,2001:db8::1
            2015-07-12,bücher.example,e.example
            2015-07-12,l example,198.51.100.7
            2015-07-12,198.51.100.7,m.example
            """
        )
        #expect(
            reading.rows.map { $0.split(separator: " ").prefix(3).joined(separator: " ") } == [
                "a.example A 198.51.100.7", "b.example A 198.51.100.7", "c.example A 198.51.100.7",
                "d.example AAAA 2001:db8::1", "xn--bcher-kva.example CNAME e.example",
                "m.example A 198.51.100.7",
            ]
        )
        #expect(reading.rejects.map(\.field) == ["rrname"])
    }

    @Test("with a type, a slash belongs to the name, and text to the data")
    func keepsWhatTheTypeAllows() throws {
        let reading = try read(
            "date,name,type,data\n2015-07-12,0/25.2.0.192.in-addr.arpa,PTR,a.example\n2015-07-12,b.example,TXT,http://c.example/x\n"
        )
        #expect(
            reading.rows.map { $0.split(separator: " ").prefix(3).joined(separator: " ") } == [
                "0/25.2.0.192.in-addr.arpa PTR a.example", "b.example TXT http://c.example/x",
            ]
        )
    }

    @Test("a quote that is never closed costs one line")
    func unclosedQuote() throws {
        let good = (0..<100).map { "2015-07-12,n\($0).example,198.51.100.7" }
        for bad in ["2015-07-12,\"bad.example,198.51.100.7", "2015-07-12,bad.example,\"198.51.100.7"] {
            let middle = try read((["date,domain,ip"] + good + [bad] + good).joined(separator: "\n"))
            #expect(middle.rows.count == 200)
            #expect(middle.rejects.map(\.line) == [102])
            let end = try read((["date,domain,ip"] + good + [bad] + good.prefix(3)).joined(separator: "\n"))
            #expect(end.rows.count == 103)
            #expect(end.rejects.map(\.line) == [102])
        }
        // Closed by the quote of a later line, the record makes no sense.
        let later = try read(
            (["date,domain,ip", "2015-07-12,\"bad.example,198.51.100.7", "2015-07-12,\"a.example\",198.51.100.7"]
                + good.prefix(2)).joined(separator: "\n")
        )
        #expect(later.rows.count == 3)
        #expect(later.rejects.map(\.line) == [2])
    }

    @Test func manyUnclosedQuotesTakeLinearTime() throws {
        let start = ContinuousClock.now
        let reading = try read(
            "date,domain,ip\n" + String(repeating: "2015-07-12,\"bad.example,198.51.100.7\n", count: 20_001)
        )
        #expect(reading.rejects.count + reading.report.accepted == 20_001)
        #expect(start.duration(to: .now) < .seconds(20))
    }

    @Test("a line of spreadsheets that names the delimiter is passed over")
    func delimiterLine() throws {
        #expect(try read("sep=;\ndate;domain;ip\n2015-07-12;a.example;198.51.100.7\n").rows.count == 1)
    }

    @Test("one column by number leaves the header a header")
    func oneColumnByNumber() throws {
        let reading = try read("date,x,ip\n2015-07-12,a.example,198.51.100.7\n", [("rrname", "2")])
        #expect(reading.rows.count == 1)
        #expect(reading.report.skipped == ["header": 1])
    }

    @Test("what is no text of lines is told as what it is")
    func wrongFiles() throws {
        let table = "date,domain,ip\n2015-07-12,a.example,198.51.100.7\n"
        #expect(try refusal(table.utf8.flatMap { [$0, 0] })?.contains("UTF-16") == true)
        #expect(try refusal([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70])?.contains("binary") == true)
        #expect(try refusal(table.utf8.map { $0 == 10 ? 13 : $0 })?.contains("carriage returns") == true)
        #expect(
            try refusal(Array("# a\r\(table)".utf8.map { $0 == 10 ? 13 : $0 }))?.contains("carriage returns") == true
        )
        #expect(try refusal(Array("<html></html>\n".utf8))?.contains("XML") == true)
        #expect(try refusal(Array("date,domain,ip\r\n2015-07-12,a.example,198.51.100.7\r\n".utf8)) == nil)
        for (text, command) in [
            (#"{"Event":{"info":"x"}}"#, "ravel attacks"), (#"{"type":"bundle","objects":[]}"#, "ravel attacks"),
            (#"{"objectClassName":"domain","ldhName":"a.example"}"#, "ravel whois"),
        ] {
            #expect(try read(text).rejects.first?.reason.contains(command) == true)
        }
        let pretty = try read("[\n {\"a\": 1},\n x\n]\n")
        #expect(pretty.rows.isEmpty && !pretty.rejects.isEmpty)
    }

    @Test("of EVE's answers, those count that aliases tie to the question")
    func answersToTheQuestion() throws {
        func event(_ answers: String) -> String {
            #"{"timestamp":"2023-11-14T22:13:20.0+0000","event_type":"dns","dns":{"version":2,"type":"answer","rrname":"A.example","answers":[\#(answers)]}}"#
        }
        func answer(_ name: String, _ type: String, _ data: String) -> String {
            #"{"rrname":"\#(name)","rrtype":"\#(type)","rdata":"\#(data)"}"#
        }
        let reading = try read(
            event(
                [
                    answer("bank.test", "A", "198.51.100.6"), answer("a.example.", "CNAME", "b.below.example"),
                    answer("below.example", "DNAME", "c.example"), answer("b.below.example", "CNAME", "b.c.example"),
                    answer("b.c.example", "A", "198.51.100.7"), answer("other.test", "CNAME", "a.example"),
                ].joined(separator: ",")
            )
        )
        #expect(
            reading.rows.map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
                "a.example CNAME", "below.example DNAME", "b.below.example CNAME", "b.c.example A",
            ]
        )
        #expect(reading.report.notices == ["2 records left out that no alias ties to the question"])
    }

    @Test("names and numbers inside of data have one form")
    func canonicalData() throws {
        func line(_ type: String, _ data: String) -> String {
            #"{"rrname":"a.example","rrtype":"\#(type)","rdata":"\#(data)","time_first":1700000000}"#
        }
        let reading = try read(
            [
                line("MX", "010  Mail.Example."), line("SRV", "1 2 443 X.Example."),
                line("SOA", "NS.Example. Root.example. 1 2 3 4 5"), line("MX", "mail.example"),
                line("TXT", "10 Mail.Example."),
            ].joined(separator: "\n")
        )
        #expect(
            (0..<reading.table.count).map { reading.table[$0].rdata.description } == [
                "10 mail.example", "1 2 443 x.example", "ns.example root.example 1 2 3 4 5", "mail.example",
                "10 Mail.Example.",
            ]
        )
    }

    @Test("data of 65,535 octets may take four characters for each")
    func longData() throws {
        let text = String(repeating: "\\\\000", count: 65_000)
        let line = #"{"rrname":"a.example","rrtype":"TXT","rdata":"\#(text)","time_first":1700000000}"#
        #expect(try read(line).rows.count == 1)
    }

    @Test("binary files without a zero, and WHOIS replies, are told as what they are")
    func tellsWhatIsNoTable() throws {
        let binaries: [[UInt8]] = [
            [0x89, 0x50, 0x4e, 0x47, 0x1a, 0x2c, 0x07], Array(200...255) + [UInt8](repeating: 0x41, count: 30),
            [0x1b] + Array("[31mname,ip".utf8),
        ]
        for bytes in binaries {
            let reason = try #require(try refusal(bytes + [0x0a] + bytes))
            #expect(reason.hasPrefix("is binary"), "\(reason)")
            #expect(!reason.contains("--map"))
        }
        let replies = [
            "Domain Name: A.EXAMPLE\nCreation Date: 2010-01-02T03:04:05Z\n", "   domain....:  a.example\n",
            "% The registry's words, for all\ndomain: a.example\n", "[Querying whois.example]\n[whois.example]\n",
            "[Domain Name]  A.EXAMPLE\n",
        ]
        for text in replies {
            let reason = try refusal(Array(text.utf8))
            #expect(reason == "looks like a WHOIS reply, which ravel whois reads", "\(text)")
        }
        // A header with the accents of an older encoding is a header.
        let accents = try #require(try refusal(Array("dom".utf8) + [0xe4] + Array("ne,adresse,zeit\n".utf8)))
        #expect(accents.contains("--map rrname=COLUMN"))
    }
}
