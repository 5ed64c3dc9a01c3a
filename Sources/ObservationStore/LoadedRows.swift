internal import GRDB
internal import PassiveDNS

/// A table of observations in the making, of the rows of a store: first its texts and addresses, then its records.
struct LoadedRows {
    private var table = ObservationTable()
    /// For each id of a text or an address, the number that it has in the table; −1 where the store has no such id.
    private var texts: [Int32] = []
    private var addresses: [Int32] = []

    /// The table of all rows that come, in the order of ids, then of records; room is made for one sighting of each record.
    static func table(of queue: RowQueue, records: Int) throws -> ObservationTable {
        defer { queue.close() }
        var rows = LoadedRows()
        rows.table.reserve(rows: records)
        while let chunk = queue.take() { try rows.add(chunk) }
        return rows.table
    }

    private mutating func add(_ chunk: RowChunk) throws {
        try chunk.bytes.withUnsafeBytes { all in
            var integers = chunk.integers[...]
            var start = 0
            for end in chunk.ends {
                let bytes = UnsafeRawBufferPointer(rebasing: all[start..<end])
                try add(integers.prefix(Int(chunk.table.columns - 1)), bytes, of: chunk.table)
                integers.removeFirst(Int(chunk.table.columns - 1))
                start = end
            }
        }
    }

    private mutating func add(
        _ integers: ArraySlice<Int64>,
        _ bytes: UnsafeRawBufferPointer,
        of stored: StoredTable
    ) throws {
        let at = integers.startIndex
        switch stored {
        case .text: try Self.note(table.symbol(bytes), for: integers[at], in: &texts)
        case .address: try Self.note(table.address(KeptTexts.address(bytes)), for: integers[at], in: &addresses)
        case .record:
            try addRecord(
                RecordKey(rrname: integers[at], rrtype: integers[at + 1], rdata: integers[at + 2]),
                bytes
            )
        case .owner: break
        }
    }

    private mutating func addRecord(_ record: RecordKey, _ bytes: UnsafeRawBufferPointer) throws {
        let type = RecordType(rawValue: UInt16(truncatingIfNeeded: record.rrtype))
        guard let name = Self.number(texts, record.rrname),
            let data = Self.number(type.isAddress ? addresses : texts, record.rdata)
        else { throw Self.damage("a record names what is not there") }
        let isWhole = try Sightings.read(bytes) { sighting in
            guard let sensor = Self.number(texts, sighting.sensor) else { throw Sightings.damage }
            table.append(
                rrname: name,
                rrtype: type,
                rdata: data,
                firstSeen: sighting.first,
                lastSeen: sighting.last,
                count: sighting.count,
                sensor: sensor
            )
        }
        guard isWhole else { throw Sightings.damage }
    }

    private static func note(_ number: Int32, for id: Int64, in numbers: inout [Int32]) throws {
        guard let id = Int32(exactly: id), id >= numbers.count else {
            throw damage("a text or an address has an impossible number")
        }
        while numbers.count < id { numbers.append(-1) }
        numbers.append(number)
    }

    private static func number(_ numbers: [Int32], _ id: Int64) -> Int32? {
        guard id >= 0, id < numbers.count, numbers[Int(id)] >= 0 else { return nil }
        return numbers[Int(id)]
    }

    private static func damage(_ reason: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: reason)
    }
}
