internal import GRDB

/// Inserts rows of integers and one value of bytes, many with each statement, which shares what a statement costs by itself.
struct RowInserter {
    private let one: PreparedStatement
    private let many: PreparedStatement
    private let columns: Int32
    private let bytesColumn: Int32
    /// Rows that wait until there are enough for one statement: their integers, and their bytes end to end.
    private var integers: [Int64] = []
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    private static let most = 32

    /// Prepares the statements for a table whose columns are all given; `bytesColumn`, from 1, is the one that holds the bytes.
    init(_ db: Database, into table: String, columns: Int32, bytesColumn: Int32) throws {
        let row = "(" + Array(repeating: "?", count: Int(columns)).joined(separator: ", ") + ")"
        let rows = Array(repeating: row, count: Self.most).joined(separator: ", ")
        one = try PreparedStatement(db, "INSERT INTO \(table) VALUES \(row)")
        many = try PreparedStatement(db, "INSERT INTO \(table) VALUES \(rows)")
        self.columns = columns
        self.bytesColumn = bytesColumn
    }

    /// Adds a row: its integers in the order of their columns, of which only as many count as there are, and what `write`
    /// appends as its bytes.
    mutating func add(_ a: Int64, _ b: Int64 = 0, _ c: Int64 = 0, _ d: Int64 = 0, _ write: (inout [UInt8]) -> Void)
        throws
    {
        integers.append(a)
        if columns > 2 { integers.append(b) }
        if columns > 3 { integers.append(c) }
        if columns > 4 { integers.append(d) }
        write(&bytes)
        ends.append(bytes.count)
        if ends.count == Self.most {
            bind(0..<Self.most, to: many)
            try many.run()
            clear()
        }
    }

    /// Inserts the rows that still wait.
    mutating func flush() throws {
        for row in ends.indices {
            bind(row..<(row + 1), to: one)
            try one.run()
        }
        clear()
    }

    private mutating func clear() {
        integers.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    private func bind(_ rows: Range<Int>, to statement: PreparedStatement) {
        bytes.withUnsafeBytes { bytes in
            var place: Int32 = 0
            for row in rows {
                var integer = row * Int(columns - 1)
                for column in 1...columns {
                    place += 1
                    if column == bytesColumn {
                        let start = row == 0 ? 0 : ends[row - 1]
                        statement.bind(place, UnsafeRawBufferPointer(rebasing: bytes[start..<ends[row]]))
                    } else {
                        statement.bind(place, integers[integer])
                        integer += 1
                    }
                }
            }
        }
    }
}
