internal import GRDB

/// A table of values that the store holds once and knows by number.
struct StoredValues {
    private let db: Database
    private let table: StoredTable
    private let find: PreparedStatement
    /// Values with a higher id came since ``begin()``.
    private var lastKnown: Int32 = 0
    private var last: Int32 = 0

    init(_ db: Database, _ table: StoredTable) throws {
        self.db = db
        self.table = table
        find = try PreparedStatement(db, "SELECT id FROM \(table.rawValue) WHERE value = ?")
    }

    /// Begins with the values that the store has; the highest of their ids.
    mutating func begin() throws -> Int32 {
        let highest = try Int64.fetchOne(db, sql: "SELECT max(id) FROM \(table.rawValue)") ?? 0
        lastKnown = try id(highest)
        last = lastKnown
        return lastKnown
    }

    /// The id of a value, or one for it where the store lacks it; each is asked for once after ``begin()``.
    mutating func id(of value: UnsafeRawBufferPointer) throws -> Int32 {
        if lastKnown > 0, let known = try known(value) { return known }
        // Ids are 32-bit numbers elsewhere.
        guard last < Int32.max else {
            throw DatabaseError(
                resultCode: .SQLITE_TOOBIG,
                message: "there is no number left for another \(table.rawValue)"
            )
        }
        last += 1
        return last
    }

    private func known(_ value: UnsafeRawBufferPointer) throws -> Int32? {
        find.bind(1, value)
        defer { find.reset() }
        return try find.step() ? id(find.integer(0)) : nil
    }

    private func id(_ number: Int64) throws -> Int32 {
        guard let id = Int32(exactly: number), id >= 0 else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(table.rawValue) has a number that is none")
        }
        return id
    }
}
