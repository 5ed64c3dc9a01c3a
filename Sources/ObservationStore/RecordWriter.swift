internal import GRDB
internal import PassiveDNS

/// The writing of records, within a transaction.
final class RecordWriter {
    private var dictionaries: Dictionaries
    private var known: KnownParts
    private var newRecords: RowInserter
    private var newOwners: RowInserter
    /// The sightings of one record; kept to use its memory again.
    private var sightings: [Sighting] = []

    init(_ db: Database) throws {
        dictionaries = try Dictionaries(db)
        known = try KnownParts(db)
        newRecords = try RowInserter(db, into: "record", columns: 5, bytesColumn: 5)
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
            for row in rows { sightings.append(row.sighting) }
            // What names a text that came with this table can't be in the store yet.
            let isKnown = try record.rrname <= dictionaries.lastKnownText && known.take(record, &sightings)
            Sightings.merge(&sightings)
            for sighting in sightings where sighting.row >= 0 { isNew[Int(sighting.row)] = true }
            if !isKnown {
                owners.append(NewOwner(record, symbol: table.rrname[Int(rows[rows.startIndex].sighting.row)]))
            }
            try Sightings.forEachPart(sightings) { until, part in
                if isKnown, try known.put(part, until, of: record) { return }
                try newRecords.add(record.rrname, record.rrtype, record.rdata, until) {
                    Sightings.append(part, to: &$0)
                }
            }
        }
        try newRecords.flush()
        try add(owners, table.symbols)
        return isNew
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
