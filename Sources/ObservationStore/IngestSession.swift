internal import GRDB
public import PassiveDNS

/// The writing of one file into the store: tables are merged in, and all of it or nothing stays.
///
/// The store is locked from the first table on, so that a slow file keeps nobody waiting.
public final class IngestSession {
    private let db: Database
    private var writer: RecordWriter?

    init(_ db: Database) {
        self.db = db
    }

    /// Merges the rows of a table into the store, which orders them first: see ``merge(_:)-(OrderedTable)``.
    public func merge(_ table: ObservationTable) throws -> [Bool] {
        try merge(OrderedTable(table))
    }

    /// Merges the rows of a table into the store.
    ///
    /// Rows go in by the order of the store's keys. At most 25 bytes a row and 12 a text beside the table.
    ///
    /// - Returns: for each row, whether it made a new period; else it was merged into one.
    public func merge(_ table: OrderedTable) throws -> [Bool] {
        if writer == nil {
            try db.beginTransaction(.immediate)
            writer = try RecordWriter(db)
        }
        return try writer?.merge(table) ?? []
    }
}
