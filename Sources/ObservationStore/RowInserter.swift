internal import GRDB

/// Inserts rows into a table, many with each statement, which shares what a statement costs by itself.
struct RowInserter {
    private let one: PreparedStatement
    private let many: PreparedStatement

    /// So many rows go in with one statement.
    private static let most = 32

    init(_ db: Database, into table: StoredTable) throws {
        let row = "(" + Array(repeating: "?", count: Int(table.columns)).joined(separator: ", ") + ")"
        let rows = Array(repeating: row, count: Self.most).joined(separator: ", ")
        one = try PreparedStatement(db, "INSERT INTO \(table.rawValue) VALUES \(row)")
        many = try PreparedStatement(db, "INSERT INTO \(table.rawValue) VALUES \(rows)")
    }

    /// Inserts rows in their order.
    func insert(_ chunk: RowChunk) throws {
        var next = 0
        while next < chunk.count {
            let count = chunk.count - next >= Self.most ? Self.most : 1
            let statement = count == 1 ? one : many
            // The bytes have to stay where they are until the statement has run.
            try chunk.bytes.withUnsafeBytes { bytes in
                bind(next..<(next + count), of: chunk, bytes, to: statement)
                try statement.run()
            }
            next += count
        }
    }

    /// Inserts the rows of a chunk that has enough of them for one statement, and empties it.
    func insertFull(_ chunk: inout RowChunk) throws {
        guard chunk.count >= Self.most else { return }
        try insert(chunk)
        chunk.removeAll()
    }

    private func bind(
        _ rows: Range<Int>,
        of chunk: RowChunk,
        _ bytes: UnsafeRawBufferPointer,
        to statement: PreparedStatement
    ) {
        let (columns, bytesColumn) = (chunk.table.columns, chunk.table.bytesColumn)
        var place: Int32 = 0
        for row in rows {
            var integer = row * Int(columns - 1)
            for column in 1...columns {
                place += 1
                if column == bytesColumn {
                    let start = row == 0 ? 0 : chunk.ends[row - 1]
                    statement.bind(place, UnsafeRawBufferPointer(rebasing: bytes[start..<chunk.ends[row]]))
                } else {
                    statement.bind(place, chunk.integers[integer])
                    integer += 1
                }
            }
        }
    }
}
