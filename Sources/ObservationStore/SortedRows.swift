internal import PassiveDNS

/// The rows of a table as the store orders them: by the ids of name, type, data and sensor, and by time.
struct SortedRows {
    /// What a period in the store is of.
    struct Key {
        var rrname: Int64
        var rrtype: Int64
        var rdata: Int64
        var sensor: Int64
    }

    /// Rows of one key that share instants, as one.
    struct Run {
        var key: Key
        var first: Int64
        var last: Int64
        var count: Int64
        /// The first of its rows.
        var row: Int
    }

    /// A row with what orders it, side by side.
    private struct Entry {
        var rrname: Int64
        var rdata: Int64
        var sensor: Int32
        var row: Int32
        var first: Int64
        var rrtype: UInt16
    }

    private let table: ObservationTable
    private let dictionaries: Dictionaries
    private let entries: [Entry]

    init(_ table: ObservationTable, _ dictionaries: Dictionaries) {
        self.table = table
        self.dictionaries = dictionaries
        var entries: [Entry] = []
        entries.reserveCapacity(table.count)
        for row in 0..<table.count {
            let data = Int(table.rdata[row])
            let isAddress = RecordType(rawValue: table.rrtype[row]).isAddress
            entries.append(
                Entry(
                    rrname: dictionaries.texts[Int(table.rrname[row])],
                    rdata: isAddress ? dictionaries.addresses[data] : dictionaries.texts[data],
                    sensor: table.sensor[row],
                    row: Int32(row),
                    first: table.firstSeen[row],
                    rrtype: table.rrtype[row]
                )
            )
        }
        entries.sort { a, b in
            if a.rrname != b.rrname { return a.rrname < b.rrname }
            if a.rrtype != b.rrtype { return a.rrtype < b.rrtype }
            if a.rdata != b.rdata { return a.rdata < b.rdata }
            return a.sensor != b.sensor ? a.sensor < b.sensor : a.first < b.first
        }
        self.entries = entries
    }

    /// Calls `body` with each run, in order.
    func forEachRun(_ body: (Run) throws -> Void) rethrows {
        var at = 0
        while at < entries.count {
            let entry = entries[at]
            let row = Int(entry.row)
            var run = Run(
                key: Key(
                    rrname: entry.rrname,
                    rrtype: Int64(entry.rrtype),
                    rdata: entry.rdata,
                    sensor: dictionaries.texts[Int(entry.sensor)]
                ),
                first: entry.first,
                last: table.lastSeen[row],
                count: table.sightings[row],
                row: row
            )
            at += 1
            while at < entries.count, entries[at].rrname == entry.rrname, entries[at].rrtype == entry.rrtype,
                entries[at].rdata == entry.rdata, entries[at].sensor == entry.sensor, entries[at].first <= run.last
            {
                let other = Int(entries[at].row)
                run.last = max(run.last, table.lastSeen[other])
                run.count.addCount(table.sightings[other])
                at += 1
            }
            try body(run)
        }
    }
}
