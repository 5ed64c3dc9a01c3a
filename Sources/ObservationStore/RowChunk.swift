/// Rows of a table on their way, end to end.
struct RowChunk: Sendable {
    let table: StoredTable
    private(set) var integers: [Int64] = []
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [Int] = []

    init(for table: StoredTable) {
        self.table = table
    }

    /// How many rows there are.
    var count: Int { ends.count }

    /// Adds a row: its integers in the order of their columns, of which only as many count as there are, and what `write`
    /// appends as its bytes.
    mutating func add(_ a: Int64, _ b: Int64 = 0, _ c: Int64 = 0, _ d: Int64 = 0, _ write: (inout [UInt8]) -> Void) {
        integers.append(a)
        if table.columns > 2 { integers.append(b) }
        if table.columns > 3 { integers.append(c) }
        if table.columns > 4 { integers.append(d) }
        write(&bytes)
        ends.append(bytes.count)
    }

    /// Empties it, but keeps its memory.
    mutating func removeAll() {
        integers.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }
}
