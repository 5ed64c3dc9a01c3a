import GRDB
import PassiveDNS
import TestSupport
import Testing

@testable import ObservationStore

@Suite struct OlderStoreTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A store with a row for each period, as they were before `record`.
    private func older(_ path: String) throws {
        let database = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(database, upTo: "lists")
        try database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO text VALUES (1, CAST('a.test' AS BLOB)), (2, CAST('east' AS BLOB)), (3, CAST('b.test' AS BLOB)),
                        (4, CAST('west' AS BLOB));
                    INSERT INTO address VALUES (1, x'00000000000000000000ffff2d010101');
                    INSERT INTO period VALUES (1, 1, 1, 2, 100, 200, 3), (1, 1, 1, 2, 300, 400, 4), (1, 1, 1, 4, 150, 350, 5),
                        (1, 5, 3, 2, 10, 20, 1), (3, 1, 1, 4, 7, 8, 9);
                    INSERT INTO registration VALUES ('a.test', NULL, NULL, NULL, '', '');
                    """
            )
        }
        try database.close()
    }

    @Test("a store of an older Ravel is brought up to date by the first that writes to it")
    func converts() throws {
        let path = folder.path + "/s.sqlite"
        try older(path)
        let store = try ObservationStore(path: path, for: .writing)
        let table = try ObservationStore(path: path, for: .reading).observations()
        let rows = (0..<table.count).map { row in
            let seen = table[row]
            return
                "\(seen.rrname) \(seen.rrtype) \(seen.rdata) \(seen.sensor) \(seen.period.first.seconds)-\(seen.period.last.seconds) \(seen.count)"
        }
        #expect(
            rows == [
                "a.test A 45.1.1.1 east 100-200 3", "a.test A 45.1.1.1 east 300-400 4",
                "a.test A 45.1.1.1 west 150-350 5",
                "a.test CNAME b.test east 10-20 1", "b.test A 45.1.1.1 west 7-8 9",
            ]
        )
        #expect(try store.registrations().count == 1)
        let summary = try store.summary()
        #expect(summary.periods == 5 && summary.names == 2 && summary.addresses == 1)
        #expect(summary.sensors.map { "\($0.name) \($0.periods)" } == ["east 3", "west 2"])
        #expect(summary.types.map { "\($0.type) \($0.periods)" } == ["A 4", "CNAME 1"])
        var names: [String] = []
        try store.forEachPivotRow(of: .address(IPAddress(v4: 0x2d01_0101)), gap: 0) { names.append($0.rrname.text) }
        #expect(names == ["a.test", "b.test"])
    }

    @Test("an older store keeps the pages that it has, and takes in what comes")
    func pages() throws {
        let path = folder.path + "/s.sqlite"
        try older(path)
        let former = try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA page_size") }
        let store = try ObservationStore(path: path, for: .writing)
        let before = try store.summary().periods
        #expect(try ingest(sighting("a.test", at: 1), into: store) && ingest(sighting("new.test", at: 1), into: store))
        #expect(try store.summary().periods == before + 2)
        #expect(try store.database.read { try Int.fetchOne($0, sql: "PRAGMA page_size") } == former)
        let new = try ObservationStore(path: folder.path + "/new.sqlite", for: .writing)
        #expect(try new.database.read { try Int.fetchOne($0, sql: "PRAGMA page_size") } == 8192)
    }

    private func sighting(_ name: String, at seconds: Int64) throws -> ObservationTable {
        var table = ObservationTable()
        table.append(
            Observation(
                rrname: try DomainName(name),
                rrtype: .a,
                rdata: .address(IPAddress(v4: 0x2d01_0101)),
                period: Period(first: Timestamp(seconds: seconds), last: Timestamp(seconds: seconds + 1)),
                count: 1,
                sensor: ""
            )
        )
        return table
    }

    private func ingest(_ table: ObservationTable, into store: ObservationStore) throws -> Bool {
        try store.ingest("f") { session in
            _ = try session.merge(table)
            return .init(digest: table.symbols[0], lines: 1, rows: 1)
        }
    }

    @Test("a text with a number that none can have is told as damage", arguments: [-3, 5_000_000_000])
    func damagedNumbers(number: Int64) throws {
        let path = folder.path + "/s.sqlite"
        try older(path)
        let store = try ObservationStore(path: path, for: .writing)
        try store.database.writeWithoutTransaction {
            try $0.execute(
                sql: "PRAGMA foreign_keys = OFF; UPDATE text SET id = \(number) WHERE value = CAST('a.test' AS BLOB)"
            )
        }
        let error = #expect(throws: StoreError.self) { try ingest(sighting("a.test", at: 1), into: store) }
        #expect(error?.description.contains("is damaged") == true)
    }

    @Test("one that can't be brought up to date says what to do")
    func reading() throws {
        let path = folder.path + "/s.sqlite"
        try older(path)
        let error = #expect(throws: StoreError.self) { try ObservationStore(path: path, for: .reading) }
        #expect(error?.description.contains("older Ravel; run any ingest on it") == true)
    }

    @Test("a record whose sightings make no sense is told as damage, by whoever reads it")
    func damaged() throws {
        let path = folder.path + "/s.sqlite"
        try older(path)
        let store = try ObservationStore(path: path, for: .writing)
        try store.database.write { try $0.execute(sql: "UPDATE record SET sightings = x'02ff'") }
        let table = try sighting("a.test", at: 1)
        let reads: [() throws -> Void] = [
            { _ = try store.observations() }, { _ = try store.summary() },
            { try store.forEachPivotRow(of: .name(try DomainName("a.test")), gap: 0) { _ in } },
            { _ = try ingest(table, into: store) },
        ]
        for read in reads {
            let error = #expect(throws: StoreError.self) { try read() }
            #expect(error?.description.contains("is damaged") == true)
        }
    }
}
