internal import GRDB
internal import PassiveDNS

/// The writing of records, within a transaction.
final class RecordWriter {
    private var dictionaries: Dictionaries
    private let known: PreparedStatement
    private let change: PreparedStatement
    private var newRecords: RowInserter
    private var newOwners: RowInserter
    /// The sightings of one record, and their bytes; kept to use their memory again.
    private var sightings: [Sighting] = []
    private var bytes: [UInt8] = []

    init(_ db: Database) throws {
        dictionaries = try Dictionaries(db)
        let key = "rrname = ? AND rrtype = ? AND rdata = ?"
        known = try PreparedStatement(db, "SELECT sightings FROM record WHERE \(key)")
        change = try PreparedStatement(
            db,
            "UPDATE record SET sightings = ?4 WHERE rrname = ?1 AND rrtype = ?2 AND rdata = ?3"
        )
        newRecords = try RowInserter(db, into: "record", columns: 4, bytesColumn: 4)
        newOwners = try RowInserter(db, into: "owner", columns: 4, bytesColumn: 3)
    }

    /// Merges the rows of a table into the store, by the order of the store's keys.
    ///
    /// - Returns: for each row, whether it made a new period; else it was merged into one.
    func merge(_ table: ObservationTable) throws -> [Bool] {
        try dictionaries.number(table)
        var isNew = [Bool](repeating: false, count: table.count)
        var owners: [NewOwner] = []
        try SortedRows(table, dictionaries).forEachRecord { record, rows in
            sightings.removeAll(keepingCapacity: true)
            // What names a text that came with this table can't be in the store yet.
            let isKnown = try record.rrname <= dictionaries.lastKnownText && readKnown(record)
            for row in rows { sightings.append(row.sighting) }
            Sightings.merge(&sightings)
            for sighting in sightings where sighting.row >= 0 { isNew[Int(sighting.row)] = true }
            if isKnown {
                try write(record)
            } else {
                try newRecords.add(record.rrname, record.rrtype, record.rdata) { Sightings.append(sightings, to: &$0) }
                owners.append(NewOwner(record, symbol: table.rrname[Int(rows[rows.startIndex].sighting.row)]))
            }
        }
        try newRecords.flush()
        try add(owners, table.symbols)
        return isNew
    }

    /// Reads what the store knows of a record; `false` where that is nothing.
    private func readKnown(_ record: RecordKey) throws -> Bool {
        record.bind(to: known)
        defer { known.reset() }
        guard try known.step() else { return false }
        guard Sightings.read(known.bytes(0), { sightings.append($0) }) else { throw Sightings.damage }
        return true
    }

    private func write(_ record: RecordKey) throws {
        bytes.removeAll(keepingCapacity: true)
        Sightings.append(sightings, to: &bytes)
        record.bind(to: change)
        try bytes.withUnsafeBytes { bytes in
            change.bind(4, bytes)
            try change.run()
        }
    }

    /// Adds new records the other way round, by the order of their types, data and names.
    private func add(_ owners: [NewOwner], _ symbols: SymbolTable) throws {
        var owners = owners
        let names = ReversedNames(of: owners.lazy.map(\.symbol), symbols)
        for place in owners.indices { owners[place].rank = names.rank(of: owners[place].symbol) }
        owners.sort { a, b in
            if a.record.rrtype != b.record.rrtype { return a.record.rrtype < b.record.rrtype }
            return a.record.rdata != b.record.rdata ? a.record.rdata < b.record.rdata : a.rank < b.rank
        }
        for owner in owners {
            let record = owner.record
            try newOwners.add(record.rrtype, record.rdata, record.rrname) { names.append(owner.symbol, to: &$0) }
        }
        try newOwners.flush()
    }
}

/// A new record, by what orders it from the side of its data.
private struct NewOwner {
    let record: RecordKey
    /// The name's number in the table.
    let symbol: Int32
    /// The name's place in the order of reversed names.
    var rank: Int32 = 0

    init(_ record: RecordKey, symbol: Int32) {
        (self.record, self.symbol) = (record, symbol)
    }
}
