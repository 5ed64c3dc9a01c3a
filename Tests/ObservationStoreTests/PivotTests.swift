import PassiveDNS
import TestSupport
import Testing

@testable import ObservationStore

@Suite struct PivotTests {
    static let start = Timestamp(year: 2015, month: 1, day: 1).seconds
    static let gap = 30 * Timestamp.day
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func see(_ name: String, _ data: RecordData, _ type: RecordType, _ days: ClosedRange<Int>) throws
        -> Observation
    {
        Observation(
            rrname: try DomainName(name),
            rrtype: type,
            rdata: data,
            period: Period(
                first: Timestamp(seconds: Self.start + Int64(days.lowerBound) * Timestamp.day),
                last: Timestamp(seconds: Self.start + Int64(days.upperBound) * Timestamp.day)
            ),
            count: Int64(days.count),
            sensor: ["", "east", "west"][days.lowerBound % 3]
        )
    }

    private func store(_ name: String, of rows: [Observation], parts: Int = 1) throws -> ObservationStore {
        let store = try ObservationStore(path: folder.path + "/" + name, for: .writing)
        for part in 0..<parts {
            var table = ObservationTable()
            for (number, row) in rows.enumerated() where number % parts == part { table.append(row) }
            _ = try store.ingest("f") { session in
                _ = try session.merge(table)
                return .init(digest: "\(part)", lines: table.count, rows: table.count)
            }
        }
        return store
    }

    private func pivot(_ indicator: Indicator, _ store: ObservationStore, within window: Period? = nil) throws
        -> [PivotRow]
    {
        var rows: [PivotRow] = []
        try store.forEachPivotRow(of: indicator, gap: Self.gap, within: window) { rows.append($0) }
        return rows
    }

    private func random(_ random: inout SplitMix64) throws -> [Observation] {
        try (0..<Int.random(in: 1...150, using: &random)).map { number in
            let first = Int.random(in: 0...400, using: &random)
            let days = first...first + Int.random(in: 0...40, using: &random)
            let name = "n\(Int.random(in: 0..<3, using: &random)).d\(Int.random(in: 0..<4, using: &random)).test"
            if number % 4 == 0 {
                return try see(name, .text("n\(Int.random(in: 0..<3, using: &random)).d0.test"), .cname, days)
            }
            let address = IPAddress(v4: 0x2d01_0100 + UInt32.random(in: 0..<5, using: &random))
            return try see(name, .address(address), number % 9 == 1 ? .aaaa : .a, days)
        }
    }

    @Test("a pivot tells what was seen, and nothing else", arguments: 0..<20)
    func oracle(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rows = try self.random(&random)
        let store = try store("one", of: rows)
        let other = try self.store("two", of: rows.shuffled(using: &random), parts: 3)
        let asked = ["n0.d0.test", "n1.d2.test", "none.test", "45.1.1.2", "45.1.1.9", "45.1.1.0/31", "45.1.1.0/24"]
        let window = Period(
            first: Timestamp(seconds: Self.start + 100 * Timestamp.day),
            last: Timestamp(seconds: Self.start + 160 * Timestamp.day)
        )
        for indicator in try asked.map({ try Indicator($0) }) {
            let matching = rows.filter { row in
                switch (indicator, row.rdata) {
                case (.name(let name), let data): return row.rrname == name || data == .text(name.text)
                case (.address(let address), .address(let data)): return data == address
                case (.prefix(let block), .address(let data)): return block.contains(data)
                default: return false
                }
            }
            let told = try pivot(indicator, store)
            #expect(told.reduce(0) { $0 + $1.count } == matching.reduce(0) { $0 + $1.count })
            let record = { (row: PivotRow) in "\(row.rrname) \(row.rrtype) \(row.rdata)" }
            #expect(Set(told.map(record)) == Set(matching.map { "\($0.rrname) \($0.rrtype) \($0.rdata)" }))
            for (row, next) in zip(told, told.dropFirst()) where record(row) == record(next) {
                #expect(row.period.last.seconds + Self.gap < next.period.first.seconds)
            }
            for row in told {
                let part = matching.filter {
                    ($0.rrname, $0.rrtype, $0.rdata) == (row.rrname, row.rrtype, row.rdata)
                        && $0.period.overlaps(row.period)
                }
                #expect(part.allSatisfy { $0.period.union(row.period) == row.period })
                #expect(row.sensors == Set(part.map(\.sensor)).subtracting([""]).sorted())
                #expect(row.count == part.reduce(0) { $0 + $1.count })
            }
            #expect(try pivot(indicator, store, within: window) == told.filter { window.overlaps($0.period) })
            // The same rows in other parts and another order give the same answer.
            #expect(try pivot(indicator, other) == told)
        }
    }

    @Test("records of a name come before those that point at it, owners by their last labels")
    func order() throws {
        let address = RecordData.address(IPAddress(v4: 0x2d01_0101))
        let rows = [
            try see("b.example", address, .a, 0...1), try see("a.test", .text("b.example"), .cname, 0...1),
            try see("b.example", .text("x.test"), .ns, 0...1), try see("z.example", .text("b.example"), .cname, 0...1),
            try see("b-c.example", address, .a, 0...1), try see("a.b.example", address, .a, 0...1),
        ]
        let store = try store("s", of: rows)
        let name = try pivot(.name(try DomainName("b.example")), store)
        #expect(
            name.map { "\($0.rrname) \($0.rdata)" } == [
                "b.example 45.1.1.1", "b.example x.test", "z.example b.example", "a.test b.example",
            ]
        )
        let names = try pivot(try Indicator("45.1.1.1"), store).map(\.rrname.text)
        #expect(names == ["b.example", "a.b.example", "b-c.example"])
    }

    @Test("what an analysis made of addresses is told until another makes something else of them")
    func places() throws {
        let addresses = (1...3).map { IPAddress(v4: 0x2d01_0100 + $0) }
        let rows = try addresses.map { try see("a.test", .address($0), .a, 0...1) }
        let store = try store("s", of: rows)
        #expect(try store.filesSinceAnalysis() == nil)
        #expect(try pivot(.name(try DomainName("a.test")), store).allSatisfy { $0.place == nil })
        let files = try store.fileCount()
        let first = addresses.prefix(2).map { PlaceRecord(address: $0, hubClass: "shared", fanOut: 70) }
        try store.registerCampaigns(places: first, of: files, since: try store.version()) { $0 }
        #expect(try pivot(.name(try DomainName("a.test")), store).map(\.place) == [first[0], first[1], nil])
        #expect(try store.filesSinceAnalysis() == 0)
        let second = addresses.map { PlaceRecord(address: $0, hubClass: "parking", fanOut: 7) }
        try store.registerCampaigns(places: second, of: files, since: try store.version()) { $0 }
        #expect(try pivot(.name(try DomainName("a.test")), store).map(\.place) == second)
        _ = try store.ingest("g") { _ in .init(digest: "g", lines: 0, rows: 0) }
        #expect(try store.filesSinceAnalysis() == 1)
    }
}
