internal import GRDB
internal import GRDBSQLite

/// A prepared statement that takes and gives integers and bytes as they are.
///
/// For the inner loops of ingest and load: GRDB's own arguments and rows box every value, which costs several times what
/// SQLite itself does.
struct PreparedStatement {
    private let statement: Statement
    private let raw: OpaquePointer
    private let connection: OpaquePointer?

    init(_ db: Database, _ sql: String) throws {
        try self.init(db, db.makeStatement(sql: sql))
    }

    /// A statement that the connection keeps for the next time; it has to be reset after use.
    init(kept sql: String, _ db: Database) throws {
        try self.init(db, db.cachedStatement(sql: sql))
    }

    private init(_ db: Database, _ statement: Statement) throws {
        self.statement = statement
        raw = statement.sqliteStatement
        connection = db.sqliteConnection
    }

    /// Gives an integer to a parameter, from 1.
    func bind(_ place: Int32, _ value: Int64) {
        sqlite3_bind_int64(raw, place, value)
    }

    /// Gives bytes to a parameter, from 1; they have to stay until the statement is reset.
    func bind(_ place: Int32, _ bytes: UnsafeRawBufferPointer) {
        // A null pointer would be NULL, not an empty text.
        guard let base = bytes.baseAddress else { return _ = sqlite3_bind_zeroblob(raw, place, 0) }
        sqlite3_bind_blob64(raw, place, base, sqlite3_uint64(bytes.count), nil)
    }

    /// Goes on to the next row; `false` where there is none.
    func step() throws -> Bool {
        switch sqlite3_step(raw) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let reason = connection.flatMap(sqlite3_errmsg).map { String(cString: $0) }
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: reason)
        }
    }

    /// Makes it ready to run again.
    func reset() {
        sqlite3_reset(raw)
    }

    /// Runs a statement that gives no rows.
    func run() throws {
        defer { reset() }
        _ = try step()
    }

    /// An integer of the row, by its column from 0.
    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(raw, column)
    }

    /// Bytes of the row, valid until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: sqlite3_column_blob(raw, column), count: Int(sqlite3_column_bytes(raw, column)))
    }
}
