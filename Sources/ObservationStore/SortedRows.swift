internal import PassiveDNS

/// What a record in the store is known by.
struct RecordKey: Equatable {
    var rrname: Int64
    var rrtype: Int64
    var rdata: Int64

    /// Gives the key to a statement's first three parameters.
    func bind(to statement: PreparedStatement) {
        statement.bind(1, rrname)
        statement.bind(2, rrtype)
        statement.bind(3, rdata)
    }
}

/// The rows of a table as the store orders them: by the ids of name, type and data.
struct SortedRows {
    /// A row as a sighting of its record.
    struct Row {
        let record: RecordKey
        let sighting: Sighting
    }

    private let table: ObservationTable
    private let dictionaries: Dictionaries
    /// Rows by the ids of their names: the id in the upper half, the row in the lower.
    private let byName: [UInt64]

    /// Sorts by name: n log n in the number of rows; 8 bytes a row.
    init(_ table: ObservationTable, _ dictionaries: Dictionaries) {
        self.table = table
        self.dictionaries = dictionaries
        var byName = (0..<table.count).map { row in
            UInt64(dictionaries.texts[Int(table.rrname[row])]) << 32 | UInt64(row)
        }
        byName.sort()
        self.byName = byName
    }

    /// Calls `body` with each record and its rows, in the order of records.
    func forEachRecord(_ body: (RecordKey, ArraySlice<Row>) throws -> Void) rethrows {
        var rows: [Row] = []
        var at = 0
        while at < byName.count {
            let name = byName[at] >> 32
            rows.removeAll(keepingCapacity: true)
            while at < byName.count, byName[at] >> 32 == name {
                rows.append(row(Int(UInt32(truncatingIfNeeded: byName[at]))))
                at += 1
            }
            rows.sort { a, b in
                a.record.rrtype != b.record.rrtype
                    ? a.record.rrtype < b.record.rrtype : a.record.rdata < b.record.rdata
            }
            var start = 0
            while start < rows.count {
                let record = rows[start].record
                let end = rows[start...].firstIndex { $0.record != record } ?? rows.count
                try body(record, rows[start..<end])
                start = end
            }
        }
    }

    private func row(_ row: Int) -> Row {
        let data = Int(table.rdata[row])
        let isAddress = RecordType(rawValue: table.rrtype[row]).isAddress
        return Row(
            record: RecordKey(
                rrname: dictionaries.texts[Int(table.rrname[row])],
                rrtype: Int64(table.rrtype[row]),
                rdata: isAddress ? dictionaries.addresses[data] : dictionaries.texts[data]
            ),
            sighting: Sighting(
                sensor: dictionaries.texts[Int(table.sensor[row])],
                first: table.firstSeen[row],
                last: table.lastSeen[row],
                count: table.sightings[row],
                row: Int32(row)
            )
        )
    }
}
