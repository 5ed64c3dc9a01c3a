internal import PassiveDNS

/// The records of a table as the store orders them: by the ids of name, type and data.
struct NumberedRecords: Sendable {
    private let rows: RowsByName
    private let numbers: Numbers
    /// Names by their ids: the id in the upper half, the symbol in the lower.
    private let names: [UInt64]
    /// Where in `names` those begin that came with the table.
    private let firstNew: Int

    /// Rows of one record, which lie together.
    private struct Group {
        let value: UInt64
        let rows: Range<Int>
    }

    /// Puts names in order; 8 bytes a name.
    init(_ table: OrderedTable, _ numbers: Numbers) {
        (rows, self.numbers) = (table.rows, numbers)
        var known: [UInt64] = []
        var new: [UInt64] = []
        for symbol in table.texts where !table.rows[symbol].isEmpty {
            let id = numbers.texts[Int(symbol)]
            let name = UInt64(id) << 32 | UInt64(symbol)
            // New ones have numbers in the order of texts.
            if id > numbers.lastKnownText { new.append(name) } else { known.append(name) }
        }
        known.sort()
        firstNew = known.count
        names = known + new
    }

    /// Calls `body` with each record whose name the store knew before, its name's symbol and its rows, in the order of records.
    func forEachKnown(_ body: (RecordKey, Int32, ArraySlice<RowsByName.Row>) throws -> Void) rethrows {
        try forEach(of: names[..<firstNew], body)
    }

    /// Calls `body` with each record whose name came with the table, its name's symbol and its rows, in the order of records.
    func forEachNew(_ body: (RecordKey, Int32, ArraySlice<RowsByName.Row>) throws -> Void) rethrows {
        try forEach(of: names[firstNew...], body)
    }

    private func forEach(
        of names: ArraySlice<UInt64>,
        _ body: (RecordKey, Int32, ArraySlice<RowsByName.Row>) throws -> Void
    ) rethrows {
        var groups: [Group] = []
        for name in names {
            let symbol = Int32(truncatingIfNeeded: name)
            let rows = self.rows[symbol]
            find(in: rows, &groups)
            for group in groups {
                let record = RecordKey(
                    rrname: Int64(name >> 32),
                    rrtype: Int64(group.value >> 32),
                    rdata: Int64(group.value & UInt64(UInt32.max))
                )
                try body(record, symbol, rows[group.rows])
            }
        }
    }

    /// The records of one name, by type and the ids of their data.
    private func find(in rows: ArraySlice<RowsByName.Row>, _ groups: inout [Group]) {
        groups.removeAll(keepingCapacity: true)
        var start = rows.startIndex
        for end in rows.indices where end + 1 == rows.endIndex || rows[end + 1].value != rows[start].value {
            groups.append(Group(value: numbers.value(of: rows[end]), rows: start..<(end + 1)))
            start = end + 1
        }
        if groups.count > 1 { groups.sort { $0.value < $1.value } }
    }
}
