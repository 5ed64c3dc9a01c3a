import Foundation
import InfraGraph
import PassiveDNS
import TestSupport
import Testing

/// The last two labels, but `blogs.test` is a private suffix.
private struct BlogSuffix: RegistrableDomainRules {
    func registrableDomain(of name: String) -> (octets: Int, underPrivateSuffix: Bool) {
        let isBlog = name.hasSuffix(".blogs.test")
        return (name.split(separator: ".").suffix(isBlog ? 3 : 2).joined(separator: ".").utf8.count, isBlog)
    }
}

/// Which addresses are hubs, on small worlds made by hand.
@Suite struct HubTests {
    private func analysis(
        _ rows: [Observation],
        lists: [ReferenceList] = [],
        systems: AutonomousSystems = AutonomousSystems()
    ) -> Analysis {
        var table = ObservationTable()
        for row in rows { table.append(row) }
        return Analysis(
            observations: table,
            lists: ListIndex(lists),
            systems: systems,
            rules: LastTwoLabels()
        )
    }

    private func hub(_ address: String, in analysis: Analysis) -> Hub? {
        analysis.hubs.first { $0.address.description == address }
    }

    private func list(_ name: String, _ listClass: ListClass, _ entries: [ReferenceList.Entry]) -> ReferenceList {
        ReferenceList(name: name, version: "1", listClass: listClass, description: "", entries: entries)
    }

    private func see(_ name: String, _ address: String, _ days: ClosedRange<Int>, sensor: String = "s") throws
        -> Observation
    {
        try AnalysisTests.see(name, address, days, sensor: sensor)
    }

    // MARK: - Lists

    @Test("a list's word is weighed by how much it takes in, and loses inside a provider's range")
    func listEvidence() throws {
        let rows = try ["45.1.1.1", "45.2.2.2", "45.3.3.3", "45.4.4.4"].map { try see("a\($0.count).test", $0, 0...50) }
        let sinkholes = list(
            "Sinks",
            .sinkhole,
            [.init(.cidr, "45.1.1.1/32"), .init(.cidr, "45.2.2.0/24"), .init(.cidr, "45.3.3.3/32")]
        )
        let ranges = list("Edges", .cdn, [.init(.cidr, "45.3.0.0/16")])
        let found = analysis(rows, lists: [sinkholes, ranges])
        let exact = try #require(hub("45.1.1.1", in: found))
        #expect(exact.hubClass == .sinkhole)
        #expect(abs(exact.probability - 1 / (1 + exp(-1))) < 1e-9)
        #expect(exact.signs.map(\.nats) == [3])
        #expect(exact.conflicts.isEmpty)
        #expect(hub("45.2.2.2", in: found) == nil)
        let conflict = try #require(hub("45.3.3.3", in: found))
        #expect(conflict.hubClass == .ordinary)
        #expect(
            conflict.conflicts == [
                "listed as sinkhole by \"Sinks\", but inside 45.3.0.0/16, a cdn range by \"Edges\": conflict"
            ]
        )
        #expect(conflict.signs.map(\.nats).contains(-2))
        #expect(hub("45.4.4.4", in: found) == nil)
    }

    @Test("every block that holds an address is found, the smallest first, and each list once")
    func longestPrefix() throws {
        var random = SplitMix64(seed: 11)
        var entries: [ReferenceList.Entry] = []
        for _ in 0..<200 {
            let base = IPAddress(v4: UInt32.random(in: 0x2d00_0000...0x2d00_ffff, using: &random))
            entries.append(.init(.cidr, IPPrefix(base, bits: Int.random(in: 104...128, using: &random)).description))
        }
        let lists = (0..<4).map { part in
            list("l\(part)", .cloud, entries.enumerated().filter { $0.offset % 4 == part }.map(\.element))
        }
        let index = ListIndex(lists)
        for _ in 0..<300 {
            let address = IPAddress(v4: UInt32.random(in: 0x2d00_0000...0x2d01_0010, using: &random))
            let hits = index.hits(address)
            for (place, list) in lists.enumerated() {
                let best = list.entries.compactMap { IPPrefix($0.text) }.filter { $0.contains(address) }
                    .max { $0.bits < $1.bits }
                #expect(hits.first { $0.list == place }?.entry == best?.description)
            }
            let bits = hits.compactMap { IPPrefix($0.entry)?.bits }
            #expect(bits == bits.sorted(by: >))
        }
    }

    @Test("names answer to whole names, suffixes at label boundaries, parts and patterns")
    func namesOnLists() {
        let index = ListIndex([
            list("a", .dyndns, [.init(.hostname, "dyn.test")]), list("b", .popular, [.init(.string, "www.big.test")]),
            list("c", .sinkhole, [.init(.substring, "sinkh")]), list("d", .parking, [.init(.regex, "^park[0-9]+\\.")]),
        ])
        #expect(index.hits("x.dyn.test").map(\.entry) == ["dyn.test"])
        #expect(index.hits("dyn.test").count == 1)
        #expect(index.hits("xdyn.test").isEmpty)
        #expect(index.hits("www.big.test").count == 1)
        #expect(index.hits("a.www.big.test").isEmpty)
        #expect(index.hits("ns.mysinkhole.test").map(\.list) == [2])
        #expect(index.hits("park12.test").map(\.list) == [3])
    }

    @Test("an address is told with the network that announces it")
    func network() throws {
        let systems = AutonomousSystems(prefixes: [(prefix: try #require(IPPrefix("45.0.0.0/8")), number: 64_496)])
        let found = analysis(
            [try see("a.test", "45.1.1.1", 0...9), try see("b.test", "127.0.0.1", 0...9)],
            systems: systems
        )
        #expect(found.system(of: try #require(IPAddress("45.9.9.9")))?.number == 64_496)
        #expect(hub("127.0.0.1", in: found)?.system == nil)
    }

    // MARK: - Behaviour

    @Test("a hundred domains that arrive together on one server are no shared hosting")
    func dedicatedServer() throws {
        var rows: [Observation] = []
        for number in 0..<100 {
            let wave = 100 + number / 25 * 30
            rows.append(try see("c\(number).test", "45.8.8.8", wave + number % 2...wave + 40 + number % 3))
            rows.append(try see("old\(number).test", "45.9.\(number).1", 0...400))
        }
        #expect(hub("45.8.8.8", in: analysis(rows)) == nil)
    }

    @Test("one owner's domains that all stay are no shared hosting")
    func portfolio() throws {
        let rows = try (0..<40).map { number in
            try see("p\(number).test", "45.8.8.8", 20 + number * 3...900)
        }
        #expect(hub("45.8.8.8", in: analysis(rows + [try see("z.test", "45.1.1.1", 0...1_000)])) == nil)
    }

    @Test("names that hold several of a pool's addresses at once, of either family, are on a delivery network")
    func pool() throws {
        var random = SplitMix64(seed: 3)
        let addresses = (1...12).map { "45.70.0.\($0)" }
        var rows: [Observation] = []
        for number in 0..<60 {
            let begin = Int.random(in: 0...300, using: &random)
            for address in addresses.shuffled(using: &random).prefix(4) {
                rows.append(try see("w\(number).test", address, begin...begin + 120))
            }
        }
        // A rarely used address of the pool shows nothing by itself.
        rows +=
            try addresses.prefix(3).map { try see("rare.test", $0, 0...100) } + [
                try see("rare.test", "45.70.0.99", 0...100)
            ]
        rows.append(try see("more.test", "45.70.0.99", 50...100))
        rows += try addresses.prefix(2).map { try see("more.test", $0, 40...110) }
        let found = analysis(rows)
        for address in addresses + ["45.70.0.99"] { #expect(hub(address, in: found)?.hubClass == .cdn, "\(address)") }
        #expect(found.campaigns.isEmpty)
    }

    @Test("a block page that one sensor alone sees is a rewritten answer, and a fast-flux host is none")
    func rewriteAndFlux() throws {
        var rows: [Observation] = []
        for number in 0..<12 {
            rows.append(try see("r\(number).test", "45.50.\(number).1", 0...300, sensor: "open"))
            rows.append(try see("r\(number).test", "45.51.1.1", 100 + number...100 + number, sensor: "filtered"))
        }
        for name in ["f1.test", "f2.test"] {
            for step in 0..<40 { rows.append(try see(name, "\(60 + step).7.7.7", 100 + step / 4...100 + step / 4)) }
        }
        let found = analysis(rows)
        #expect(hub("45.51.1.1", in: found)?.hubClass == .rewrite)
        #expect(hub("70.7.7.7", in: found)?.hubClass == .flux)
    }

    @Test("a provider that moves a shared server makes no kin, and the new address is shared too")
    func renumberedServer() throws {
        var random = SplitMix64(seed: 5)
        var rows: [Observation] = []
        for number in 0..<60 {
            let begin = Int.random(in: 20...600, using: &random)
            let end = begin + Int.random(in: 60...500, using: &random)
            if begin < 500 { rows.append(try see("t\(number).test", "45.30.1.1", begin...min(end, 500))) }
            if end > 500 { rows.append(try see("t\(number).test", "45.30.1.2", max(begin, 501)...end)) }
        }
        rows.append(try see("edge.test", "45.1.1.1", 0...1_200))
        let found = analysis(rows)
        #expect(hub("45.30.1.1", in: found)?.hubClass == .shared)
        #expect(hub("45.30.1.2", in: found)?.hubClass == .shared)
        #expect(found.campaigns.isEmpty)
    }

    @Test("a block page stays as long as a name is blocked, and one sensor alone sees it")
    func longRewrite() throws {
        var rows: [Observation] = []
        for number in 0..<20 {
            rows.append(try see("r\(number).test", "45.50.\(number).1", 0...100 + number, sensor: "open"))
            rows.append(try see("r\(number).test", "45.51.1.1", 101 + number...150, sensor: "filtered"))
            rows.append(try see("own\(number).test", "45.50.\(number).1", 0...100, sensor: "filtered"))
        }
        let found = analysis(rows)
        #expect(hub("45.51.1.1", in: found)?.hubClass == .rewrite)
        // What both see is no rewritten answer.
        rows += try (0..<20).map { try see("r\($0).test", "45.51.1.1", 105 + $0...150, sensor: "open") }
        #expect(hub("45.51.1.1", in: analysis(rows))?.hubClass != .rewrite)
    }

    @Test("two fixed addresses a name, others for each, are a delivery network; hosts of one party are none")
    func pairsOfAPool() throws {
        var random = SplitMix64(seed: 21)
        let addresses = (1...20).map { "45.71.0.\($0)" }
        var rows: [Observation] = []
        for number in 0..<300 {
            let begin = Int.random(in: 0...300, using: &random)
            for address in addresses.shuffled(using: &random).prefix(2) {
                rows.append(try see("w\(number).test", address, begin...begin + 200))
            }
        }
        // Ten domains on one server, each with its mail and its files on servers that others have as well.
        for number in 0..<10 {
            let begin = 30 * number
            rows.append(try see("c\(number).test", "45.8.8.8", begin...600))
            for label in ["mail", "files"] {
                rows.append(try see("\(label).c\(number).test", "45.9.\(number).\(label.count)", begin...600))
            }
        }
        let found = analysis(rows)
        for address in addresses { #expect(hub(address, in: found)?.hubClass == .cdn, "\(address)") }
        #expect(hub("45.8.8.8", in: found) == nil)
    }

    @Test("where aliases of many customers lead is a service: a delivery network's pool, or a platform's few addresses")
    func aliases() throws {
        var rows: [Observation] = []
        for number in 0..<100 {
            for (service, address) in [("edge.test", "45.72.0.\(1 + number % 10)"), ("shop.test", "45.73.0.1")] {
                let target = "n\(number).\(service)"
                rows.append(try see(target, address, number...200 + number))
                var alias = try see("www.of-\(service)\(number).test", address, number...200 + number)
                alias.rrtype = .cname
                alias.rdata = .text(target)
                rows.append(alias)
                rows.append(try see("of-\(service)\(number).test", "45.74.\(number).\(service.count)", 0...9))
            }
        }
        let found = analysis(rows)
        #expect(hub("45.72.0.4", in: found)?.hubClass == .cdn)
        #expect(hub("45.73.0.1", in: found)?.hubClass == .shared)
    }

    @Test("names seized in batches from many places, some before they were used, are in a sinkhole, and it may move")
    func sinkhole() throws {
        var rows = [try see("far.test", "45.1.1.1", 0...1_000)]
        for number in 0..<60 {
            let seized = 100 + number / 15 * 80
            if number % 3 != 0 {
                rows.append(try see("s\(number).test", "45.20.\(number / 3).9", seized - 60...seized - 2))
            }
            rows.append(try see("s\(number).test", "45.66.6.6", seized...699))
            rows.append(try see("s\(number).test", "45.66.7.7", 700...1_000))
        }
        let found = analysis(rows)
        for address in ["45.66.6.6", "45.66.7.7"] {
            #expect(hub(address, in: found)?.hubClass == .sinkhole, "\(address)")
        }
    }

    @Test("a page on which names spend their first weeks is parking; a server that its party gives up is not")
    func firstPage() throws {
        var random = SplitMix64(seed: 23)
        var rows: [Observation] = []
        for number in 0..<80 {
            let begin = Int.random(in: 20...700, using: &random)
            rows.append(try see("p\(number).test", "45.80.1.1", begin...begin + 40))
            rows.append(try see("p\(number).test", "45.81.\(number).1", begin + 41...begin + 300))
            let arrival = Int.random(in: 300...540, using: &random)
            rows.append(try see("q\(number).test", "45.82.1.1", arrival...600))
            rows.append(try see("q\(number).test", "45.83.\(number).1", 601...900))
        }
        let found = analysis(rows)
        #expect(hub("45.80.1.1", in: found)?.hubClass == .parking)
        #expect(hub("45.82.1.1", in: found) == nil)
    }

    @Test("one-day names of an algorithm on one server are neither parked nor customers")
    func generatedNames() throws {
        let rows = try (0..<114).map { try see("g\($0).test", "45.84.1.1", 50 + $0...53 + $0 + $0 % 4) }
        #expect(hub("45.84.1.1", in: analysis(rows + [try see("far.test", "45.1.1.1", 0...400)])) == nil)
    }

    @Test("a platform's customers below a private suffix are strangers; a home's dynamic names are not left out")
    func privateSuffix() throws {
        var random = SplitMix64(seed: 25)
        var table = ObservationTable()
        table.append(try see("far.test", "45.1.1.1", 0...1_000))
        for number in 0..<50 {
            let begin = Int.random(in: 20...800, using: &random)
            table.append(try see("b\(number).blogs.test", "45.85.1.1", begin...begin + 150))
            table.append(try see("h\(number).blogs.test", "45.86.1.1", 300 + number % 3...310 + number % 5))
        }
        let found = Analysis(observations: table, rules: BlogSuffix())
        #expect(hub("45.85.1.1", in: found)?.hubClass == .shared)
        #expect(hub("45.86.1.1", in: found)?.hubClass == .dyndns)
    }

    // MARK: - Domains

    @Test("a tunnel's answers are no hosts, and its own server still is one")
    func tunnel() throws {
        var random = SplitMix64(seed: 9)
        var rows = [try see("carrier.test", "45.99.1.1", 0...200), try see("kin.test", "45.99.1.1", 0...200)]
        for number in 0..<80 {
            for _ in 0..<4 {
                let address = IPAddress(v4: UInt32.random(in: 0x2000_0000...0x7e00_0000, using: &random))
                rows.append(try see("q\(number)x7f.carrier.test", "\(address)", 50...50))
            }
        }
        let found = analysis(rows)
        #expect(found.leftOutDomains.map(\.domain.text) == ["carrier.test"])
        #expect(found.leftOutDomains.first?.kind == .tunnel)
        #expect(found.hubs.count { $0.hubClass == .tunnel } >= 300)
        #expect(hub("45.99.1.1", in: found) == nil)
    }

    @Test("a popular name on the servers of strangers glues nothing")
    func popular() throws {
        var rows: [Observation] = []
        for group in 0..<8 {
            rows.append(try see("www.popular.test", "\(60 + group).1.1.1", 10 * group...10 * group + 30))
            rows.append(try see("a\(group).test", "\(60 + group).1.1.1", 10 * group...10 * group + 30))
        }
        let found = analysis(rows)
        #expect(found.leftOutDomains.map(\.kind) == [.popular])
        #expect(found.campaigns.isEmpty)
        // One party's domain on many servers of its own is none.
        let own = analysis(
            try (0..<8).flatMap { step in
                try ["main.test", "b.test"].map { try see($0, "\(60 + step).1.1.1", 30 * step...30 * step + 35) }
            }
        )
        #expect(own.leftOutDomains.isEmpty)
        #expect(own.campaigns.count == 1)
    }
}
