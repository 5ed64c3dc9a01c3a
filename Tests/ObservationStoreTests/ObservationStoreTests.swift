import Foundation
import GRDB
import PassiveDNS
import TestSupport
import Testing

@testable import ObservationStore

@Suite struct ObservationStoreTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func store(_ name: String = "s.sqlite") throws -> ObservationStore {
        try ObservationStore(path: folder.path + "/" + name, for: .writing)
    }

    private func table(_ rows: [Observation]) -> ObservationTable {
        var table = ObservationTable()
        for row in rows { table.append(row) }
        return table
    }

    private func ingest(_ rows: [Observation], as digest: String, into store: ObservationStore) throws -> Bool {
        let table = table(rows)
        return try store.ingest(digest) { session in
            _ = try session.merge(table)
            return .init(digest: digest, lines: rows.count, rows: rows.count)
        }
    }

    private func contents(_ store: ObservationStore) throws -> Set<Observation> {
        let table = try store.observations()
        return Set((0..<table.count).map { table[$0] })
    }

    private func random(
        _ count: Int,
        within span: Int64 = 300,
        _ random: inout SplitMix64
    ) throws -> [Observation] {
        try (0..<count).map { _ in
            let first = Int64.random(in: 1_400_000_000...1_400_000_000 + span, using: &random)
            let address = IPAddress(v4: UInt32.random(in: 0...2, using: &random))
            let period = Period(
                first: Timestamp(seconds: first),
                last: Timestamp(seconds: first + Int64.random(in: 0...20, using: &random))
            )
            return Observation(
                rrname: try DomainName("n\(Int.random(in: 0...2, using: &random)).example"),
                rrtype: .a,
                rdata: .address(address),
                period: period,
                count: Int64.random(in: 1...5, using: &random),
                sensor: ["east", "west"].randomElement(using: &random) ?? ""
            )
        }
    }

    /// Counts that anyone may have written add up to no more than there are numbers.
    @Test func countsDoNotOverflow() throws {
        let store = try store()
        let most = Int64(1) << 62
        let rows = try (0..<3).map { _ in
            Observation(
                rrname: try DomainName("a.example"),
                rrtype: .a,
                rdata: .address(IPAddress(v4: 1)),
                period: Period(first: Timestamp(seconds: 1_400_000_000), last: Timestamp(seconds: 1_400_000_009)),
                count: most,
                sensor: ""
            )
        }
        #expect(try ingest(rows, as: "1", into: store) && ingest(rows, as: "2", into: store))
        #expect(try contents(store).map(\.count) == [.max])
    }

    /// The obvious way: merge any two rows of one key that overlap, until none do.
    private func merged(_ rows: [Observation]) -> Set<Observation> {
        var left = rows
        var done: [Observation] = []
        while var row = left.popLast() {
            while let place = left.firstIndex(where: { other in
                other.rrname == row.rrname && other.rdata == row.rdata && other.sensor == row.sensor
                    && other.period.overlaps(row.period)
            }) {
                let other = left.remove(at: place)
                row.period = row.period.union(other.period)
                row.count += other.count
            }
            if let place = done.firstIndex(where: { other in
                other.rrname == row.rrname && other.rdata == row.rdata && other.sensor == row.sensor
                    && other.period.overlaps(row.period)
            }) {
                left.append(done.remove(at: place))
                left.append(row)
            } else {
                done.append(row)
            }
        }
        return Set(done)
    }

    @Test("holds the union of what came, in whatever order and batches", arguments: 0..<12)
    func anyOrder(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows = try self.random(120, &random)
        let expected = merged(rows)
        for name in ["one", "two"] {
            let store = try store(name)
            rows.shuffle(using: &random)
            var rest = rows[...]
            var number = 0
            while !rest.isEmpty {
                let batch = rest.prefix(Int.random(in: 1...50, using: &random))
                rest = rest.dropFirst(batch.count)
                number += 1
                #expect(try ingest(Array(batch), as: "\(name)-\(number)", into: store))
            }
            #expect(try contents(store) == expected)
        }
    }

    @Test(
        "a record that was seen in thousands of periods has rows of some dozens, whatever came in which order",
        arguments: 40..<48
    )
    func hotRecords(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows = try self.random(3_000, within: 40_000, &random).map { row in
            var row = row
            row.rrname = try DomainName("hot.example")
            row.rdata = .address(IPAddress(v4: UInt32(row.count % 2)))
            return row
        }
        if seed % 2 == 0 { rows.sort { $0.period < $1.period } }
        let store = try store()
        var rest = rows[...]
        var number = 0
        while !rest.isEmpty {
            let batch = rest.prefix(Int.random(in: 1...150, using: &random))
            rest = rest.dropFirst(batch.count)
            number += 1
            #expect(try ingest(Array(batch), as: "\(number)", into: store))
        }
        let expected = merged(rows)
        #expect(try contents(store) == expected)
        #expect(try store.summary().periods == expected.count)
        let sizes = try store.database.read { try Int.fetchAll($0, sql: "SELECT length(sightings) FROM record") }
        #expect(sizes.allSatisfy { $0 < 1_000 })
        if seed % 2 == 0 { #expect(sizes.count < expected.count / 30) }
        var told = 0
        try store.forEachPivotRow(of: .name(try DomainName("hot.example")), gap: 0) { told += Int($0.count) }
        #expect(told == rows.reduce(0) { $0 + Int($1.count) })
    }

    @Test("holds the union of the batches of one file too", arguments: 20..<28)
    func batches(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rows = try self.random(120, &random)
        let store = try store()
        var isNew: [Bool] = []
        _ = try store.ingest("f") { session in
            var table = ObservationTable()
            for (number, row) in rows.enumerated() {
                table.append(row)
                guard number % 17 == 16 || number == rows.count - 1 else { continue }
                isNew += try session.merge(table)
                table = ObservationTable()
            }
            return .init(digest: "d", lines: rows.count, rows: rows.count)
        }
        #expect(try contents(store) == merged(rows))
        #expect(isNew.count == rows.count && isNew.count { $0 } >= merged(rows).count)
    }

    @Test("a store whose making was killed before its first table is made by the next")
    func halfMade() throws {
        let path = folder.path + "/half.sqlite"
        try DatabaseQueue(path: path).write { db in
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        #expect(throws: StoreError.self) { try ObservationStore(path: path, for: .reading) }
        #expect(try ObservationStore(path: path, for: .writing).observations().count == 0)
    }

    @Test func theSameContentChangesNothing() throws {
        var random = SplitMix64(seed: 99)
        let rows = try self.random(50, &random)
        let store = try store()
        #expect(try ingest(rows, as: "digest", into: store))
        let before = try contents(store)
        #expect(try !ingest(rows, as: "digest", into: store))
        #expect(try contents(store) == before)
    }

    @Test func aFailureLeavesNothingBehind() throws {
        struct Stop: Error {}
        var random = SplitMix64(seed: 5)
        let table = table(try self.random(50, &random))
        let store = try store()
        #expect(throws: Stop.self) {
            try store.ingest("f") { session in
                _ = try session.merge(table)
                throw Stop()
            }
        }
        #expect(try store.observations().count == 0)
        #expect(try store.summary().files.isEmpty)
    }

    @Test func registrationsAreKeptOnce() throws {
        let store = try store()
        let registration = Registration(domain: try DomainName("a.example"), created: Timestamp(seconds: 1_400_000_000))
        #expect(try store.add([registration, registration]) == 1)
        #expect(try store.add([registration]) == 0)
        #expect(try store.registrations() == [registration])
    }

    @Test("a store in a folder that can't be written can be read", .enabled(if: geteuid() != 0, "root writes anywhere"))
    func readOnlyFolder() throws {
        let registration = Registration(domain: try DomainName("a.example"), created: Timestamp(seconds: 1_400_000_000))
        let path = folder.path + "/r.sqlite"
        do {
            let store = try ObservationStore(path: path, for: .writing)
            _ = try store.add([registration])
        }
        try? FileManager.default.removeItem(atPath: path + "-wal")
        try? FileManager.default.removeItem(atPath: path + "-shm")
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
        #expect(try ObservationStore(path: path, for: .reading).registrations() == [registration])
        #expect(throws: StoreError.readOnly(path: path)) {
            _ = try ObservationStore(path: path, for: .writing).add([registration])
        }
    }

    @Test("refuses a store that a newer version made")
    func newerStore() throws {
        let path = folder.path + "/n.sqlite"
        _ = try ObservationStore(path: path, for: .writing)
        let database = try DatabaseQueue(path: path)
        try database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('of the future')") }
        try database.close()
        #expect(throws: StoreError.newer(path: path)) { try ObservationStore(path: path, for: .reading) }
        #expect(throws: StoreError.newer(path: path)) { try ObservationStore(path: path, for: .writing) }
    }

    @Test("a full disk is told as one, and nothing of the file is kept")
    func fullDisk() throws {
        let path = folder.path + "/f.sqlite"
        let store = try ObservationStore(path: path, for: .writing)
        let database = try DatabaseQueue(path: path)
        let pages = try database.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        try database.close()
        // What SQLite says when it may have no more pages is what it says when the disk has none.
        try store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages + 8)") }
        let rows = try (0..<20_000).map { number in
            Observation(
                rrname: try DomainName("n\(number).example"),
                rrtype: .a,
                rdata: .address(IPAddress(v4: UInt32(number))),
                period: Period(first: Timestamp(seconds: 1_400_000_000), last: Timestamp(seconds: 1_400_000_000)),
                count: 1,
                sensor: ""
            )
        }
        #expect(throws: StoreError.full(path: path)) { try ingest(rows, as: "big", into: store) }
        #expect(try store.observations().count == 0)
    }

    @Test("refuses what is no store of its own, and says what to do")
    func refusals() throws {
        let garbage = try folder.write(String(repeating: "no database ", count: 200), as: "garbage")
        #expect(throws: StoreError.foreign(path: garbage)) { try ObservationStore(path: garbage, for: .writing) }
        let missing = folder.path + "/missing"
        #expect(throws: StoreError.missing(path: missing)) { try ObservationStore(path: missing, for: .reading) }
        let nowhere = folder.path + "/no/such/folder/s.sqlite"
        #expect(throws: StoreError.readOnly(path: nowhere)) { try ObservationStore(path: nowhere, for: .writing) }
    }

    /// More records than wait between the thread that reads a store and the one that makes a table of it.
    private func manyRecords() throws -> [Observation] {
        try (0..<20_001).map { number in
            Observation(
                rrname: try DomainName("n\(number).example"),
                rrtype: .a,
                rdata: .address(IPAddress(v4: 1)),
                period: Period(first: Timestamp(seconds: 1), last: Timestamp(seconds: 2)),
                count: 1,
                sensor: ""
            )
        }
    }

    @Test(
        "what is no store's is told as damage, however much follows it",
        arguments: [
            "UPDATE record SET rdata = 7 WHERE rrname = 2", "UPDATE record SET rrname = 90000 WHERE rrname = 2",
            "UPDATE text SET id = 1 << 40 WHERE id = 20002", "UPDATE text SET id = -1 WHERE id = 2",
        ]
    )
    func damage(change: String) throws {
        let store = try store()
        #expect(try ingest(manyRecords(), as: "a", into: store))
        try store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = OFF; \(change)") }
        let error = #expect(throws: StoreError.self) { try store.observations() }
        #expect(error?.description.contains("is damaged") == true)
    }

    @Test("tells how far reading is")
    func progress() throws {
        let store = try store()
        let rows = try manyRecords()
        #expect(try ingest(rows, as: "a", into: store))
        var told: [[Int]] = []
        _ = try store.observations { told.append([$0, $1]) }
        #expect(told == [[0, 20_001], [20_000, 20_001]])
    }
}
