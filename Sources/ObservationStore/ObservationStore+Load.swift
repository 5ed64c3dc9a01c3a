internal import Foundation
internal import GRDB
public import PassiveDNS

extension ObservationStore {
    /// Everything the store has seen, in the order of names, types, data, sensors and time as the store numbers them.
    ///
    /// One pass over the store. Memory is the table's.
    public func observations() throws(StoreError) -> ObservationTable {
        try Self.translating(path) {
            try database.read { db in
                var table = ObservationTable()
                table.reserve(rows: try Int.fetchOne(db, sql: "SELECT count(*) FROM period") ?? 0)
                let texts = try numbers(db, "SELECT id, value FROM text ORDER BY id") { bytes in table.symbol(bytes) }
                let addresses = try numbers(db, "SELECT id, value FROM address ORDER BY id") { bytes in
                    table.address(IPAddress(value: bytes.reduce(0) { $0 << 8 | UInt128($1) }))
                }
                let rows = try Row.fetchCursor(
                    db,
                    sql: "SELECT rrname, rrtype, rdata, sensor, first_seen, last_seen, count FROM period"
                )
                while let row = try rows.next() {
                    let type = RecordType(rawValue: row[1])
                    let (name, data, sensor): (Int, Int, Int) = (row[0], row[2], row[3])
                    table.append(
                        rrname: texts[name],
                        rrtype: type,
                        rdata: type.isAddress ? addresses[data] : texts[data],
                        firstSeen: row[4],
                        lastSeen: row[5],
                        count: row[6],
                        sensor: texts[sensor]
                    )
                }
                return table
            }
        }
    }

    /// For each id, the number that `add` gave to its value.
    private func numbers(
        _ db: Database,
        _ sql: String,
        _ add: (UnsafeRawBufferPointer) -> Int32
    ) throws -> [Int32] {
        var numbers: [Int32] = []
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
            let id: Int = row[0]
            numbers += Array(repeating: -1, count: id + 1 - numbers.count)
            numbers[id] = try row.withUnsafeData(atIndex: 1) { data in
                (data ?? Data()).withUnsafeBytes { add($0) }
            }
        }
        return numbers
    }

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
                let span = try Row.fetchOne(db, sql: "SELECT min(first_seen), max(last_seen) FROM period")
                let first: Int64? = span?[0]
                let last: Int64? = span?[1]
                return Summary(
                    periods: try count("SELECT count(*) FROM period"),
                    names: try count("SELECT count(DISTINCT rrname) FROM period"),
                    addresses: try count("SELECT count(*) FROM address"),
                    registrations: try count("SELECT count(*) FROM registration"),
                    period: first.flatMap { first in
                        last.map { Period(first: Timestamp(seconds: first), last: Timestamp(seconds: $0)) }
                    },
                    sensors: try Row.fetchAll(
                        db,
                        sql: """
                            SELECT CAST(value AS TEXT), count(*) FROM period JOIN text ON text.id = sensor
                            GROUP BY sensor ORDER BY value
                            """
                    ).map { ($0[0], $0[1]) },
                    types: try Row.fetchAll(
                        db,
                        sql: "SELECT rrtype, count(*) FROM period GROUP BY rrtype ORDER BY rrtype"
                    )
                    .map { (RecordType(rawValue: $0[0]), $0[1]) },
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
