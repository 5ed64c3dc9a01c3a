internal import GRDB

/// A table of values that the store holds once and knows by number.
struct StoredValues {
    /// Values with a higher id came since ``begin()``.
    private(set) var lastKnown: Int64 = 0

    private let db: Database
    private let name: String
    private let find: PreparedStatement
    private var new: RowInserter
    private var last: Int64 = 0

    init(_ db: Database, _ name: String) throws {
        self.db = db
        self.name = name
        find = try PreparedStatement(db, "SELECT id FROM \(name) WHERE value = ?")
        new = try RowInserter(db, into: name, columns: 2, bytesColumn: 2)
    }

    mutating func begin() throws {
        lastKnown = try Int64.fetchOne(db, sql: "SELECT max(id) FROM \(name)") ?? 0
        last = lastKnown
    }

    /// The id of a value, which is added where the store lacks it; each is asked for once between ``begin()`` and ``end()``.
    mutating func id(of value: UnsafeRawBufferPointer) throws -> Int64 {
        if lastKnown > 0, let known = try known(value) { return known }
        // Ids are 32-bit numbers elsewhere.
        guard last < Int64(Int32.max) else {
            throw DatabaseError(resultCode: .SQLITE_TOOBIG, message: "there is no number left for another \(name)")
        }
        last += 1
        try new.add(last) { $0.append(contentsOf: value) }
        return last
    }

    mutating func end() throws {
        try new.flush()
    }

    private func known(_ value: UnsafeRawBufferPointer) throws -> Int64? {
        find.bind(1, value)
        defer { find.reset() }
        return try find.step() ? find.integer(0) : nil
    }
}
