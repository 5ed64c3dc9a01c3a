internal import Foundation
internal import GRDB
public import PassiveDNS

extension ObservationStore {
    /// Everything the store has seen, in the order of names, types and data as the store numbers them.
    ///
    /// One pass over the store. Memory is the table's.
    ///
    /// - Parameter onProgress: called now and then with how many records were read, and how many there are.
    /// - Returns: the observations.
    /// - Throws: ``StoreError``.
    public func observations(
        onProgress: (_ read: Int, _ inAll: Int) -> Void = { _, _ in }
    ) throws(StoreError) -> ObservationTable {
        try Self.translating(path) {
            try database.read { db in
                var table = ObservationTable()
                let inAll = try Int.fetchOne(db, sql: "SELECT count(*) FROM record") ?? 0
                table.reserve(rows: inAll)
                let texts = try numbers(db, "SELECT id, value FROM text ORDER BY id") { bytes in table.symbol(bytes) }
                let addresses = try numbers(db, "SELECT id, value FROM address ORDER BY id") { bytes in
                    table.address(KeptTexts.address(bytes))
                }
                let records = try PreparedStatement(db, "SELECT rrname, rrtype, rdata, sightings FROM record")
                var read = 0
                while try records.step() {
                    if read % Self.stride == 0 { onProgress(read, inAll) }
                    read += 1
                    let type = RecordType(rawValue: UInt16(truncatingIfNeeded: records.integer(1)))
                    guard let name = Self.number(texts, records.integer(0)),
                        let data = Self.number(type.isAddress ? addresses : texts, records.integer(2))
                    else { throw StoreError.damaged(path: path, reason: "a record names what is not there") }
                    let isWhole = try Sightings.read(records.bytes(3)) { sighting in
                        guard let sensor = Self.number(texts, sighting.sensor) else { throw Sightings.damage }
                        table.append(
                            rrname: name,
                            rrtype: type,
                            rdata: data,
                            firstSeen: sighting.first,
                            lastSeen: sighting.last,
                            count: sighting.count,
                            sensor: sensor
                        )
                    }
                    guard isWhole else { throw Sightings.damage }
                }
                return table
            }
        }
    }

    /// Records between two reports of progress.
    private static let stride = 20_000

    /// For each id, the number that `add` gave to its value.
    private func numbers(
        _ db: Database,
        _ sql: String,
        _ add: (UnsafeRawBufferPointer) -> Int32
    ) throws -> [Int32] {
        var numbers: [Int32] = []
        let rows = try PreparedStatement(db, sql)
        while try rows.step() {
            guard let id = Int32(exactly: rows.integer(0)), id >= numbers.count else {
                throw StoreError.damaged(path: path, reason: "a text or an address has an impossible number")
            }
            numbers += Array(repeating: -1, count: Int(id) + 1 - numbers.count)
            numbers[Int(id)] = add(rows.bytes(1))
        }
        return numbers
    }

    private static func number(_ numbers: [Int32], _ id: Int64) -> Int32? {
        guard id >= 0, id < numbers.count, numbers[Int(id)] >= 0 else { return nil }
        return numbers[Int(id)]
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
