internal import Foundation
internal import GRDB
public import PassiveDNS

extension ObservationStore {
    /// Everything the store has seen, in the order of names, types and data as the store numbers them.
    ///
    /// One pass over the store; one thread reads rows, another one makes the table of them. Memory is the table's and a few
    /// megabytes.
    ///
    /// - Parameter onProgress: called now and then with how many records were read, and how many there are.
    /// - Returns: the observations.
    /// - Throws: ``StoreError``.
    public func observations(
        onProgress: (_ read: Int, _ inAll: Int) -> Void = { _, _ in }
    ) throws(StoreError) -> ObservationTable {
        try Self.translating(path) {
            try database.read { db in
                let inAll = try Int.fetchOne(db, sql: "SELECT count(*) FROM record") ?? 0
                let queue = RowQueue()
                let (sent, table) = Parallel.both(
                    {
                        Result {
                            defer { queue.end() }
                            try Self.send(.text, by: "id", db, to: queue)
                            try Self.send(.address, by: "id", db, to: queue)
                            try Self.send(.record, by: "rrname, rrtype, rdata, until", db, to: queue) { read in
                                onProgress(read, inAll)
                            }
                        }
                    },
                    { Result { try LoadedRows.table(of: queue, records: inAll) } }
                )
                try sent.get()
                return try table.get()
            }
        }
    }

    /// Sends all rows of a table whose bytes are in its last column, in the order of its key.
    private static func send(
        _ table: StoredTable,
        by key: String,
        _ db: Database,
        to queue: RowQueue,
        onProgress: (_ read: Int) -> Void = { _ in }
    ) throws {
        let rows = try PreparedStatement(db, "SELECT * FROM \(table.rawValue) ORDER BY \(key)")
        let integers = table.columns - 1
        var chunk = RowChunk(for: table)
        var read = 0
        while try rows.step() {
            if read % stride == 0 { onProgress(read) }
            read += 1
            let integer = { column in column < integers ? rows.integer(column) : 0 }
            chunk.add(integer(0), integer(1), integer(2), integer(3)) { $0.append(contentsOf: rows.bytes(integers)) }
            queue.sendFull(&chunk)
        }
        queue.send(&chunk)
    }

    /// Records between two reports of progress.
    private static let stride = 20_000

    /// All registrations, by domain and creation date.
    public func registrations() throws(StoreError) -> [Registration] {
        try Self.translating(path) {
            try database.read { db in
                let time = { (seconds: Int64?) in seconds.map { Timestamp(seconds: $0) } }
                return try Row.fetchAll(
                    db,
                    sql: "SELECT * FROM registration ORDER BY domain, created, updated, expires, registrar, registrant"
                )
                .map { row in
                    Registration(
                        domain: DomainName(canonical: row[0]),
                        created: time(row[1]),
                        updated: time(row[2]),
                        expires: time(row[3]),
                        registrar: row[4],
                        registrant: row[5]
                    )
                }
            }
        }
    }

    /// What the store holds.
    public struct Summary: Sendable {
        /// Periods of (name, type, data, sensor).
        public var periods: Int
        /// Distinct names.
        public var names: Int
        /// Distinct addresses.
        public var addresses: Int
        /// Registrations.
        public var registrations: Int
        /// From the first to the last sighting; `nil` where there is none.
        public var period: Period?
        /// Periods of each sensor, by its name.
        public var sensors: [(name: String, periods: Int)]
        /// Periods of each record type, by its number.
        public var types: [(type: RecordType, periods: Int)]
        /// The files taken in, by name.
        public var files: [(name: String, lines: Int, rows: Int)]
    }

    /// Counts what the store holds.
    ///
    /// One pass over the store.
    public func summary() throws(StoreError) -> Summary {
        try Self.translating(path) {
            try database.read { db in
                let count = { (sql: String) in try Int.fetchOne(db, sql: sql) ?? 0 }
                let periods = try PeriodCounts(db)
                return Summary(
                    periods: periods.inAll,
                    names: try count("SELECT count(DISTINCT rrname) FROM record"),
                    addresses: try count("SELECT count(*) FROM address"),
                    registrations: try count("SELECT count(*) FROM registration"),
                    period: periods.period,
                    sensors: try Row.fetchAll(db, sql: "SELECT id, CAST(value AS TEXT) FROM text ORDER BY value")
                        .compactMap { row in periods.ofSensor[row[0]].map { (row[1], $0) } },
                    types: periods.ofType.sorted { $0.key < $1.key }
                        .map { (RecordType(rawValue: UInt16(truncatingIfNeeded: $0.key)), $0.value) },
                    files: try Row.fetchAll(
                        db,
                        sql: "SELECT name, lines, rows FROM ingested_file ORDER BY name, digest"
                    )
                    .map { ($0[0], $0[1], $0[2]) }
                )
            }
        }
    }
}
