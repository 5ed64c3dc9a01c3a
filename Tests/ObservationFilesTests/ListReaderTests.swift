import Foundation
import ObservationFiles
import PackedFiles
import PassiveDNS
import TestSupport
import Testing

@Suite struct ListReaderTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func json(_ type: String, _ list: String, name: String = "Known sinkholes") -> String {
        #"{"name":"\#(name)","version":7,"type":"\#(type)","description":"d","matching_attributes":["ip-dst"],"list":[\#(list)]}"#
    }

    private func read(_ text: String, as listClass: ListClass? = nil, file: String = "list") throws -> ListReader.Report
    {
        let report = try ListReader(file: try folder.write(text, as: file)).read(as: listClass)
        #expect(report.entries == report.list.entries.count + report.duplicates + report.rejects.count)
        return report
    }

    private func texts(_ report: ListReader.Report) -> [String] {
        report.list.entries.map { "\($0.match.rawValue) \($0.text)" }
    }

    @Test func readsEachTypeOfWarninglist() throws {
        let cidr = try read(json("cidr", #""198.51.100.7", "203.0.113.9/24", "2001:DB8::/32", "198.51.100.7/32""#))
        #expect(texts(cidr) == ["cidr 198.51.100.7/32", "cidr 203.0.113.0/24", "cidr 2001:db8::/32"])
        #expect(cidr.duplicates == 1)
        #expect(cidr.list.version == "7")
        #expect(cidr.list.listClass == .sinkhole)
        let hostname = try read(json("hostname", #"".Sink.Example.", "*.b.example", "bücher.example", "198.51.100.1""#))
        #expect(
            texts(hostname) == [
                "hostname sink.example", "hostname b.example", "hostname xn--bcher-kva.example", "cidr 198.51.100.1/32",
            ]
        )
        #expect(
            texts(try read(json("string", #""NS1.example", ".all.example""#))) == [
                "string ns1.example", "hostname all.example",
            ]
        )
        #expect(texts(try read(json("substring", #""SinkHole-""#))) == ["substring sinkhole-"])
        #expect(texts(try read(json("regex", #""/^sink[0-9]+\\./i""#))) == ["regex /^sink[0-9]+\\./i"])
    }

    @Test("every entry that makes no sense is counted, with its place and reason")
    func hostileEntries() throws {
        let long = String(repeating: "a", count: 64)
        let report = try read(
            json(
                "hostname",
                #""ok.example", "", " ", "a..example", "two words.example", "com", "\#(long).example", 7, null, {"a":[1]}, "a.example/path", "x\u0000.example", "OK.example""#
            )
        )
        #expect(texts(report) == ["hostname ok.example"])
        #expect(report.duplicates == 1)
        #expect(report.rejects.count == 11)
        #expect(report.rejects.first?.place == "list[1]")
        #expect(report.rejects.allSatisfy { !$0.reason.isEmpty })
        let regex = try read(json("regex", #""(a+)\\1", "(?=a)", "((a{90}){90}){90}", "[", "fine""#))
        #expect(texts(regex) == ["regex fine"])
        let cidr = try read(
            json("cidr", #""198.51.100.0/33", "198.51.100", "10.0.0.0/-1", "name.example", "::1%eth0""#)
        )
        #expect(cidr.rejects.count == 5)
    }

    @Test("files that are no lists are refused in plain words")
    func hostileFiles() throws {
        for text in [
            "{", #"{"name":"sinkholes"}"#, #"{"name":"s","type":"cidr","list":{}}"#, json("glob", #""a""#),
            "{\"a\":" + String(repeating: "[", count: 100_000),
        ] {
            #expect(throws: InputError.self, "\(text.prefix(30))") { try read(text) }
        }
        #expect(throws: InputError.self) { try ListReader(file: folder.path + "/none").read(as: nil) }
    }

    @Test func readsPlainTextAndAsksForTheClass() throws {
        let text = "# a comment\r\n198.51.100.1\r\n198.51.100.0/24 # behind\n\nNS1.Example\nbad name\n198.51.100.1\n"
        let report = try read(text, file: "parking_site.txt")
        #expect(texts(report) == ["cidr 198.51.100.1/32", "cidr 198.51.100.0/24", "hostname ns1.example"])
        #expect(report.list.name == "parking_site")
        #expect(report.list.listClass == .parking)
        #expect(report.rejects.map(\.place) == ["line 6"])
        let error = #expect(throws: InputError.self) { try read(text, file: "seen.txt") }
        #expect(error?.description.contains("--class") == true)
        #expect(try read(text, as: .dyndns, file: "seen.txt").list.listClass == .dyndns)
    }

    @Test func readsTablesOfNetworks() throws {
        let prefixes = SystemTableReader(file: try folder.write("198.51.100.0/24\t64496\tDE\tA\nbad\t1\n", as: "p.tsv"))
        #expect(try prefixes.recognises())
        let report = try prefixes.read()
        #expect(report.rejected == 1)
        guard case .prefixes(let systems) = report.content else { throw InputErrorExpected() }
        #expect(systems.system(of: try #require(IPAddress("198.51.100.9")))?.number == 64496)
        let names = SystemTableReader(file: try folder.write("64496\tEXAMPLE\n", as: "n.tsv"))
        guard case .names(let found) = try names.read().content else { throw InputErrorExpected() }
        #expect(found == [64496: "EXAMPLE"])
        #expect(try !SystemTableReader(file: try folder.write("198.51.100.1\n", as: "l.txt")).recognises())
    }

    private struct InputErrorExpected: Error {}
}

private let sharedLists = packageRoot + "/../shared/data/lists"

@Suite(.enabled(if: FileManager.default.fileExists(atPath: sharedLists), "there is no ../shared/data here"))
struct RealListTests {
    @Test("real lists are read to the last entry")
    func realLists() throws {
        let misp = sharedLists + "/misp-warninglists/"
        for (file, entries, listClass) in [
            ("sinkholes.json", 107, ListClass.sinkhole), ("parking-domain.json", 108, .parking),
            ("parking-domain-ns.json", 129, .parking), ("dynamic-dns.json", 35_467, .dyndns),
            ("cloudflare.json", 22, .cdn), ("microsoft-azure.json", 2_683, .cloud), ("google.json", 669, .popular),
        ] {
            let report = try ListReader(file: misp + file).read(as: nil)
            #expect(report.entries == entries, "\(file)")
            #expect(report.list.listClass == listClass, "\(file)")
            #expect(report.list.entries.count + report.duplicates + report.rejects.count == entries)
            #expect(report.rejects.count <= 2, "\(file) \(report.rejects)")
        }
        let maltrail = try ListReader(file: sharedLists + "/maltrail/parking_site.txt").read(as: nil)
        #expect(maltrail.list.listClass == .parking)
        #expect(maltrail.list.entries.count > 4_000)
        #expect(throws: InputError.self) { try ListReader(file: misp + "tlds.json").read(as: nil) }
    }
}
