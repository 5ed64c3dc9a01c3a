internal import GRDB
public import PassiveDNS

/// The writing of one file into the store: batches are merged in, and all of it or nothing stays.
///
/// The store is locked from the first batch on, so that a slow file keeps nobody waiting.
public final class IngestSession {
    private let db: Database
    private var writer: PeriodWriter?

    init(_ db: Database) {
        self.db = db
    }

    /// Merges the rows of a table into the store.
    ///
    /// The table must be the same from batch to batch, so that its numbers keep their meaning. Rows go in by the order of the
    /// store's key: n log n in their number. 40 bytes a row beside the table.
    ///
    /// - Returns: for each row, whether it made a new period; else it was merged into one.
    public func merge(_ table: ObservationTable) throws -> [Bool] {
        try begin().merge(table)
    }

    /// Merges the rows of a table into the store that has no numbers in common with those before.
    ///
    /// - Returns: for each row, whether it made a new period; else it was merged into one.
    public func mergeAlone(_ table: ObservationTable) throws -> [Bool] {
        let writer = try begin()
        writer.forget()
        return try writer.merge(table)
    }

    /// Begins the transaction, where that was not done yet.
    private func begin() throws -> PeriodWriter {
        if let writer { return writer }
        try db.beginTransaction(.immediate)
        let writer = try PeriodWriter(db)
        self.writer = writer
        return writer
    }
}

/// The writing of periods, within a transaction.
private final class PeriodWriter {
    private var dictionaries: Dictionaries
    private let overlapping: PreparedStatement
    private let remove: PreparedStatement
    private let insert: PreparedStatement

    init(_ db: Database) throws {
        dictionaries = try Dictionaries(db)
        overlapping = try PreparedStatement(
            db,
            """
            SELECT first_seen, last_seen, count FROM period
            WHERE rrname = ? AND rrtype = ? AND rdata = ? AND sensor = ? AND first_seen <= ? AND last_seen >= ?
            """
        )
        remove = try PreparedStatement(
            db,
            "DELETE FROM period WHERE rrname = ? AND rrtype = ? AND rdata = ? AND sensor = ? AND first_seen = ?"
        )
        insert = try PreparedStatement(db, "INSERT INTO period VALUES (?, ?, ?, ?, ?, ?, ?)")
    }

    func merge(_ table: ObservationTable) throws -> [Bool] {
        try dictionaries.number(table)
        var isNew = [Bool](repeating: false, count: table.count)
        try SortedRows(table, dictionaries).forEachRun { run in
            // What names a text that came with this batch can't be in the store yet.
            isNew[run.row] = try run.key.rrname > dictionaries.lastKnownText ? add(run) : merge(run)
        }
        return isNew
    }

    func forget() {
        dictionaries.forget()
    }

    private func add(_ run: SortedRows.Run) throws -> Bool {
        bind(run.key, to: insert)
        insert.bind(5, run.first)
        insert.bind(6, run.last)
        insert.bind(7, run.count)
        try insert.run()
        return true
    }

    /// Writes a run, merged with the periods in the store that share an instant with it.
    private func merge(_ run: SortedRows.Run) throws -> Bool {
        var whole = run
        var former: [Int64] = []
        bind(run.key, to: overlapping)
        overlapping.bind(5, run.last)
        overlapping.bind(6, run.first)
        while try overlapping.step() {
            former.append(overlapping.integer(0))
            whole.first = min(whole.first, overlapping.integer(0))
            whole.last = max(whole.last, overlapping.integer(1))
            whole.count.addCount(overlapping.integer(2))
        }
        overlapping.reset()
        for first in former {
            bind(run.key, to: remove)
            remove.bind(5, first)
            try remove.run()
        }
        _ = try add(whole)
        return former.isEmpty
    }

    private func bind(_ key: SortedRows.Key, to statement: PreparedStatement) {
        statement.bind(1, key.rrname)
        statement.bind(2, key.rrtype)
        statement.bind(3, key.rdata)
        statement.bind(4, key.sensor)
    }
}
