import Foundation
import InfraGraph
import PassiveDNS
import TestSupport
import Testing

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
