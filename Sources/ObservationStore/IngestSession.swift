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
    private let insertMany: PreparedStatement
    /// Runs of names that came with this batch, until there are enough for one statement.
    private var waiting: [SortedRows.Run] = []

    /// Rows that one statement inserts: what a statement costs by itself is shared among them.
    private static let most = 32

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
        let row = "(?, ?, ?, ?, ?, ?, ?)"
        insert = try PreparedStatement(db, "INSERT INTO period VALUES \(row)")
        let rows = Array(repeating: row, count: Self.most).joined(separator: ", ")
        insertMany = try PreparedStatement(db, "INSERT INTO period VALUES \(rows)")
    }

    func merge(_ table: ObservationTable) throws -> [Bool] {
        try dictionaries.number(table)
        var isNew = [Bool](repeating: false, count: table.count)
        try SortedRows(table, dictionaries).forEachRun { run in
            // What names a text that came with this batch can't be in the store yet; in the order of rows it comes last.
            if run.key.rrname > dictionaries.lastKnownText {
                isNew[run.row] = true
                waiting.append(run)
                if waiting.count == Self.most { try addMany() }
            } else {
                isNew[run.row] = try merge(run)
            }
        }
        for run in waiting { try add(run) }
        waiting.removeAll(keepingCapacity: true)
        return isNew
    }

    func forget() {
        dictionaries.forget()
    }

    private func add(_ run: SortedRows.Run) throws {
        bind(run, to: insert, row: 0)
        try insert.run()
    }

    private func addMany() throws {
        for (row, run) in waiting.enumerated() { bind(run, to: insertMany, row: Int32(row)) }
        try insertMany.run()
        waiting.removeAll(keepingCapacity: true)
    }

    private func bind(_ run: SortedRows.Run, to statement: PreparedStatement, row: Int32) {
        let start = 7 * row
        bind(run.key, to: statement, from: start)
        statement.bind(start + 5, run.first)
        statement.bind(start + 6, run.last)
        statement.bind(start + 7, run.count)
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
        try add(whole)
        return former.isEmpty
    }

    private func bind(_ key: SortedRows.Key, to statement: PreparedStatement, from start: Int32 = 0) {
        statement.bind(start + 1, key.rrname)
        statement.bind(start + 2, key.rrtype)
        statement.bind(start + 3, key.rdata)
        statement.bind(start + 4, key.sensor)
    }
}
