internal import Dispatch
internal import GRDB
internal import PassiveDNS

/// The writing of records, within a transaction.
final class RecordWriter {
    private var dictionaries: Dictionaries
    private var known: KnownParts
    private let newRecords: RowInserter
    private let inserters: [StoredTable: RowInserter]

    init(_ db: Database) throws {
        dictionaries = try Dictionaries(db)
        known = try KnownParts(db)
        newRecords = try RowInserter(db, into: .record)
        inserters = try .init(uniqueKeysWithValues: StoredTable.allCases.map { ($0, try RowInserter(db, into: $0)) })
    }

    /// Merges the rows of a table into the store, by the order of the store's keys.
    ///
    /// - Returns: for each row, whether it made a new period; else it was merged into one.
    func merge(_ table: OrderedTable) throws -> [Bool] {
        let numbers = try dictionaries.number(table)
        let records = NumberedRecords(table, numbers)
        var new = NewRows(table, numbers)
        try mergeKnown(records, numbers, &new)
        return try insert(new, records)
    }

    /// Merges the records whose names the store knew.
    private func mergeKnown(_ records: NumberedRecords, _ numbers: Numbers, _ new: inout NewRows) throws {
        var chunk = RowChunk(for: .record)
        var sightings: [Sighting] = []
        try records.forEachKnown { record, name, rows in
            numbers.read(rows, into: &sightings)
            let isKnown = try !numbers.isNew(record) && known.take(record, &sightings)
            Sightings.merge(&sightings)
            new.note(sightings)
            if !isKnown { new.noteNew(record, named: name) }
            try Sightings.forEachPart(sightings) { until, part in
                var part = part
                if isKnown { try known.take(until, of: record, &part) }
                chunk.add(record.rrname, record.rrtype, record.rdata, until) { Sightings.append(part, to: &$0) }
            }
            try newRecords.insertFull(&chunk)
        }
        try newRecords.insert(chunk)
    }

    /// Inserts all that is new, which another thread makes meanwhile.
    private func insert(_ new: consuming NewRows, _ records: NumberedRecords) throws -> [Bool] {
        let queue = RowQueue()
        defer { queue.close() }
        DispatchQueue(label: "rows of a table").async { [new] in new.send(records, to: queue) }
        while let chunk = queue.take() { try insert(chunk) }
        return queue.isNew
    }

    private func insert(_ chunk: RowChunk) throws {
        try inserters[chunk.table]?.insert(chunk)
    }
}
