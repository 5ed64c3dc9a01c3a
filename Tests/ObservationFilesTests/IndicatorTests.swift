import Foundation
import ObservationFiles
import PackedFiles
import PassiveDNS
import TestSupport
import Testing

@Suite struct IndicatorTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func attacks(_ text: String) throws -> ([String], TableReader) {
        var reader = TableReader(file: try folder.write(text, as: "in"))
        let found = try reader.attacks()
        return (found.map { "\($0.attack) \($0.date?.date ?? "-") \($0.indicator)" }, reader)
    }

    private func seeds(_ text: String) throws -> ([String], TableReader) {
        var reader = TableReader(file: try folder.write(text, as: "in"))
        let found = try reader.seeds()
        return (found.map { "\($0.indicator)" + ($0.date.map { " \($0.date)" } ?? "") }, reader)
    }

    // MARK: - Lists and text

    @Test func readsListsWithCommentsAndDefangedEntries() throws {
        let (found, reader) = try seeds(
            "# a comment\nA.example\nhxxp[:]//b[.]example:8080/x # note\n198.51.100(dot)7\n2001[:]db8::1\nc\\.example\nd..example\na.example 198.51.100.9\n"
        )
        #expect(
            found == ["a.example", "b.example", "198.51.100.7", "2001:db8::1", "c.example", "198.51.100.9"]
        )
        #expect(reader.rejects.map(\.line) == [7])
    }

    @Test("of running text only what is defanged is taken, without stops, brackets and mailboxes")
    func readsRunningText() throws {
        let (found, reader) = try seeds(
            """
            The malware (see www.blog.example) talks to hxxps://evil[.]example/gate.php, and to 198.51[.]100.7.
            * `c2[dot]evil[dot]test` | 203.0.113.5 | john[@]mail[.]example
            It was first seen in May. It drops a.exe (see [evil[.]example]).
            """
        )
        #expect(found == ["evil.example", "198.51.100.7", "c2.evil.test"])
        #expect(reader.rejects.isEmpty)
        let (nothing, other) = try seeds("This is no list of indicators.\n")
        #expect(nothing.isEmpty)
        #expect(other.rejects.map(\.line) == [1])
    }

    @Test(
        "lists with dates, quotes and separators, and tables without attacks, are seeds; what is no indicator is refused"
    )
    func readsSeedsAsTheyCome() throws {
        let (found, reader) = try seeds(
            "a.example,2015-07-10\nb.example;x\n\"c[.]example\"\n'd.example',\"2015-07-11\", a note\ne.example, no list\nword\nNULL\n"
        )
        #expect(
            found == ["a.example 2015-07-10", "b.example", "c.example", "d.example 2015-07-11"]
        )
        #expect(reader.rejects.map(\.line) == [5, 6, 7])
        for table in [
            "domain,first_seen\na[.]example,2015-07-10\nx,\n", "type,indicator\ndomain,a.example\nhash,0\n",
            "sep=;\nindicator;date\n\"a.example\";2015-07-10\nx;\n", "ip\na.example\nx\n",
        ] {
            let (found, reader) = try seeds(table)
            #expect(found.map { $0.prefix(9) } == ["a.example"])
            #expect(reader.rejected == 1)
        }
    }

    @Test("documents on one line may be longer than any line")
    func readsLongDocuments() throws {
        let note = String(repeating: "x", count: 2 << 20)
        let (found, _) = try attacks(
            "{\"Event\":{\"info\":\"X\",\"note\":\"\(note)\",\"Attribute\":[{\"type\":\"domain\",\"value\":\"a.example\"}]}}"
        )
        #expect(found == ["X - a.example"])
    }

    @Test("endless words are passed over, and rejects take no memory")
    func boundsHostileText() throws {
        let start = "some text hxxp://a[.]example/"
        #expect(try seeds(start + String(repeating: ")", count: 2_000) + " more\n").0 == ["a.example"])
        let (found, _) = try seeds(start + String(repeating: ")", count: 200_000) + " hxxp://b[.]example\n")
        #expect(found == ["b.example"])
        let (_, reader) = try attacks("attack,indicator\n" + String(repeating: "X,no\n", count: 10_000))
        #expect(reader.rejects.count == 5)
        #expect(reader.rejected == 10_000)
    }

    @Test func readsTables() throws {
        let (found, reader) = try attacks(
            "attack,date,indicator\nX,2015-07-10,a[.]example\nX,,198.51.100.7\n,,b.example\n"
        )
        #expect(found == ["X 2015-07-10 a.example", "X - 198.51.100.7"])
        #expect(reader.rejects.map(\.field) == ["attack"])
        #expect(try seeds("attack,date,indicator\nX,2015-07-10,a.example\n").0 == ["a.example 2015-07-10"])
        #expect(throws: InputError.self) { try attacks("colour,size\nred,3\n") }
    }

    // MARK: - MISP

    static let misp = """
        {"response":[{"Event":{"info":"Night Heron","date":"2021-03-04","uuid":"u","Attribute":[
          {"type":"domain|ip","value":"a.example|198.51.100.7","first_seen":"2021-02-01T00:00:00.000000+00:00"},
          {"type":"url","value":"http://b.example/x?y=1"},{"type":"sha1","value":"00"},
          {"type":"hostname","value":"gone.example","deleted":true},{"type":"ip-dst|port","value":"203.0.113.5|443"},
          {"type":"domain","value":"bad..example"}],
         "Object":[{"name":"domain-ip","Attribute":[{"type":"domain","value":"c.example"}]}]}}]}
        """

    @Test func readsMISPEvents() throws {
        let expected = [
            "Night Heron 2021-02-01 a.example", "Night Heron 2021-02-01 198.51.100.7",
            "Night Heron 2021-03-04 b.example",
            "Night Heron 2021-03-04 203.0.113.5", "Night Heron 2021-03-04 c.example",
        ]
        let (found, reader) = try attacks(Self.misp)
        #expect(found == expected)
        #expect(reader.rejects.map(\.field) == ["Attribute 6"])
        let (inner, _) = try attacks(String(Self.misp.dropFirst("{\"response\":[".count).dropLast(2)))
        #expect(inner == expected)
        #expect(try seeds(Self.misp).0.first == "a.example 2021-02-01")
    }

    // MARK: - STIX

    @Test("a STIX report has what it refers to, and a campaign what relationships tie to it")
    func readsSTIXBundles() throws {
        let (found, reader) = try attacks(
            """
            {"type":"bundle","id":"bundle--1","objects":[
              {"type":"report","id":"report--1","name":"Report","published":"2021-03-04T00:00:00Z",
               "object_refs":["indicator--1","domain-name--1","campaign--1"]},
              {"type":"indicator","id":"indicator--1","pattern_type":"stix","valid_from":"2021-02-01T00:00:00Z",
               "pattern":"[domain-name:value = 'a.example' AND ipv4-addr:value ISSUBSET '198.51.100.0/24'] OR [domain-name:value IN ('b.example', 'c.example') OR domain-name:value != 'not.example']"},
              {"type":"domain-name","id":"domain-name--1","value":"d.example"},
              {"type":"campaign","id":"campaign--1","name":"Campaign","first_seen":"2020-01-01T00:00:00Z"},
              {"type":"infrastructure","id":"infrastructure--1","name":"servers"},
              {"type":"ipv4-addr","id":"ipv4-addr--1","value":"203.0.113.5"},
              {"type":"ipv6-addr","id":"ipv6-addr--1","value":"2001:db8::1"},
              {"type":"relationship","id":"relationship--1","relationship_type":"uses","source_ref":"campaign--1","target_ref":"infrastructure--1"},
              {"type":"relationship","id":"relationship--2","relationship_type":"consists-of","source_ref":"infrastructure--1","target_ref":"ipv4-addr--1"}]}
            """
        )
        #expect(
            Set(found) == [
                "Report 2021-02-01 a.example", "Report 2021-02-01 198.51.100.0/24", "Report 2021-02-01 b.example",
                "Report 2021-02-01 c.example", "Report 2021-03-04 d.example", "Campaign 2020-01-01 203.0.113.5",
                "bundle--1 - 2001:db8::1",
            ]
        )
        #expect(reader.rejects.isEmpty)
    }

    @Test("a list of values begins with a bracket and ends with what is no value")
    func listsInPatterns() throws {
        func values(_ pattern: String) throws -> [String] {
            try attacks(
                #"{"type":"bundle","id":"b","objects":[{"type":"indicator","id":"indicator--1","pattern":"\#(pattern)"}]}"#
            ).0.map { String($0.split(separator: " ")[2]) }
        }
        #expect(try values("[domain-name:value IN 'a.example' OR url:value = 'http://b.example/']") == ["b.example"])
        #expect(
            try values("[domain-name:value IN ('a.example' 'b.example' OR file:name = 'c.example')]")
                == ["a.example", "b.example"]
        )
        #expect(
            try values("[domain-name:value IN ('a.example', domain-name:value = 'b.example']") == [
                "a.example", "b.example",
            ]
        )
        // Each list used to be read to the pattern's end.
        let many = "[" + String(repeating: "domain-name:value IN (", count: 20_000) + "'a.example']"
        let start = ContinuousClock.now
        #expect(try values(many) == ["a.example"])
        #expect(start.duration(to: .now) < .seconds(5))
    }

    // MARK: - OpenIOC

    static func ioc(_ items: String) -> String {
        """
        <?xml version="1.0"?>
        <!-- a comment -->
        <ioc xmlns="http://schemas.mandiant.com/2010/ioc" id="x" last-modified="2015-07-12T02:55:58Z">
          <short_description>Heron &amp; Co</short_description>
          <authored_date>2015-07-10T21:17:05Z</authored_date>
          <definition><Indicator operator="OR">\(items)</Indicator></definition>
        </ioc>
        """
    }

    private static func item(_ search: String, _ content: String) -> String {
        "<IndicatorItem condition=\"is\"><Context document=\"D\" search=\"\(search)\" type=\"mir\"/><Content type=\"string\">\(content)</Content></IndicatorItem>"
    }

    @Test func readsOpenIOC() throws {
        let (found, reader) = try attacks(
            Self.ioc(
                Self.item("DnsEntryItem/RecordName", "a.example") + Self.item("PortItem/remoteIP", "198.51.100.7")
                    + Self.item("FileItem/Md5sum", "00") + Self.item("Network/DNS", "b..example")
            )
        )
        #expect(found == ["Heron & Co 2015-07-10 a.example", "Heron & Co 2015-07-10 198.51.100.7"])
        #expect(reader.rejects.map(\.field) == ["DNS"])
    }

    @Test("text in pieces is one text")
    func readsOpenIOCTextInPieces() throws {
        let (found, _) = try attacks(
            Self.ioc(
                Self.item("Network/DNS", "rpt.<![CDATA[evil]]>.example")
                    + Self.item("Network/DNS", "rpt<!-- x -->2.example")
                    + Self.item("Network/URI", "http://rpt3.example/a?b=1&amp;c=2") + Self.item("Network/DNS", " ")
            )
        )
        #expect(
            found.map { $0.split(separator: " ").last } == ["rpt.evil.example", "rpt2.example", "rpt3.example"]
        )
    }

    @Test("document types, deep nesting and other XML or JSON are refused")
    func refusesOtherDocuments() throws {
        let bomb =
            "<!DOCTYPE ioc [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
        for content in ["&b;&c;", "a.example"] {
            let ioc = Self.ioc(Self.item("Network/DNS", content))
            #expect(throws: InputError.self) {
                try attacks(ioc.replacingOccurrences(of: "<!-- a comment -->", with: bomb))
            }
        }
        #expect(throws: InputError.self) { try attacks(Self.ioc(String(repeating: "<a>", count: 100))) }
        #expect(throws: InputError.self) { try attacks("<html><body/></html>") }
        #expect(throws: InputError.self) { try attacks("{\"type\":\"report\"}") }
        #expect(throws: InputError.self) { try attacks("{\"response\":") }
    }

    @Test(
        "reads the indicator files that others published",
        .enabled(if: FileManager.default.fileExists(atPath: packageRoot + "/../shared/data"), "no ../shared/data here")
    )
    func realFiles() throws {
        let folder = packageRoot + "/../shared/data/campaigns/"
        var ioc = TableReader(file: folder + "apt3-perrydale/62f65dae-9475-44b0-a9eb-c1baebbd9885.ioc")
        let apt3 = try ioc.attacks()
        #expect(Set(apt3.map(\.attack)) == ["DEMONSTRATING HUSTLE - APT3 (BLOG)"])
        #expect(apt3.contains { $0.indicator.description == "rpt.perrydale.com" && $0.date?.date == "2015-07-10" })
        #expect(ioc.rejects.isEmpty)
        var event = TableReader(file: folder + "eset/stantinko__stantinko.misp-event.json")
        let stantinko = try event.attacks()
        // 77 pairs of a name and an address, 10 names and 4 addresses.
        #expect(event.records == 77 * 2 + 10 + 4)
        #expect(Set(stantinko.map(\.attack)) == ["Stantinko investigation"])
        var report = TableReader(file: folder + "eset/gref__README.adoc")
        let gref = try report.seeds()
        #expect(gref.count > 5)
        #expect(report.rejects.isEmpty)
        #expect(!gref.contains { $0.indicator.description.hasSuffix("welivesecurity.com") })
    }

    @Test("what would take time out of proportion is refused at once", .timeLimit(.minutes(1)))
    func refusesBlowUps() throws {
        let attributes = (0..<50_000).map { " a\($0)='>'" }.joined()
        #expect(throws: InputError.self) { try attacks("<ioc x=\">\"\(attributes)></ioc>") }
        let spaces = (0..<60).map { level in "<a" + (0..<100).map { " xmlns:p\(level)_\($0)='u'" }.joined() + ">" }
        let crowded = spaces.joined() + String(repeating: "<p0_0:b/>", count: 50_000)
        #expect(throws: InputError.self) {
            try attacks(Self.ioc(crowded + String(repeating: "</a>", count: 60)))
        }
        // What is long without being a tag is read.
        let long = String(repeating: "<it's> ", count: 2_000)
        let whole = Self.ioc("<!-- \(long) --><x><![CDATA[\(long)]]></x>" + Self.item("Network/DNS", "a.example"))
        #expect(try attacks(whole).0.count == 1)

        let shared = (0..<3_000).map { "\"x--\($0)\"" }.joined(separator: ",")
        let reports = (0..<3_000).map { #"{"type":"campaign","id":"c--\#($0)","object_refs":["grouping--1"]}"# }
        let things = (0..<3_000).map { #"{"type":"domain-name","id":"x--\#($0)","value":"a\#($0).example"}"# }
        let grouping = #"{"type":"grouping","id":"grouping--1","object_refs":[\#(shared)]}"#
        let objects = (reports + things + [grouping]).joined(separator: ",")
        #expect(throws: InputError.self) { try attacks(#"{"type":"bundle","id":"b","objects":[\#(objects)]}"#) }
    }
}
