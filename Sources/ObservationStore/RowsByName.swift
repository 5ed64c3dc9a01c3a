internal import PassiveDNS

/// The rows of a table by the symbols of their names, then by type and data.
struct RowsByName: Sendable {
    /// A row, but for its name, by the table's numbers.
    struct Row: Sendable {
        var row: Int32
        var sensor: Int32
        var data: Int32
        var type: UInt16
        var first: Int64
        var last: Int64
        var count: Int64

        /// Type and data, as one number.
        var value: UInt64 { UInt64(type) << 32 | UInt64(data) }
    }

    private let rows: [Row]
    /// For each symbol, where the rows of its name begin; after the last one, where all end.
    private let starts: [Int32]

    /// Counts and places: the rows are gone through twice.
    init(_ table: ObservationTable) {
        var starts = [Int32](repeating: 0, count: table.symbols.count + 1)
        for name in table.rrname { starts[Int(name) + 1] += 1 }
        for symbol in starts.indices.dropFirst() { starts[symbol] += starts[symbol - 1] }
        rows = Array(unsafeUninitializedCapacity: table.count) { rows, count in
            for row in 0..<table.count {
                let name = Int(table.rrname[row])
                rows.initializeElement(at: Int(starts[name]), to: Row(table, row))
                starts[name] += 1
            }
            count = table.count
            // Each start is where the next one's was: all move by one.
            for symbol in starts.indices.dropFirst().reversed() { starts[symbol] = starts[symbol - 1] }
            starts[0] = 0
            for symbol in 0..<(starts.count - 1) {
                var ofName = UnsafeMutableBufferPointer(rebasing: rows[Int(starts[symbol])..<Int(starts[symbol + 1])])
                if ofName.count > 1 { ofName.sort { $0.value < $1.value } }
            }
        }
        self.starts = starts
    }

    /// How many rows there are.
    var count: Int { rows.count }

    /// The rows of a name, in order.
    subscript(name: Int32) -> ArraySlice<Row> {
        rows[Int(starts[Int(name)])..<Int(starts[Int(name) + 1])]
    }
}

extension RowsByName.Row {
    fileprivate init(_ table: ObservationTable, _ row: Int) {
        self.init(
            row: Int32(row),
            sensor: table.sensor[row],
            data: table.rdata[row],
            type: table.rrtype[row],
            first: table.firstSeen[row],
            last: table.lastSeen[row],
            count: table.sightings[row]
        )
    }
}
