internal import PassiveDNS

/// The numbers that the store knows the texts and addresses of a table by.
struct Numbers: Sendable {
    /// For each symbol of the table, its id in the store; 0 where no row names it.
    var texts: [Int32]
    /// For each address of the table, its id in the store; 0 where no row names it.
    var addresses: [Int32]
    /// Texts with a higher id than this came with the table: nothing in the store names them yet.
    var lastKnownText: Int32 = 0
    /// Addresses with a higher id than this came with the table.
    var lastKnownAddress: Int32 = 0

    /// Makes numbers for a table, of which none is known yet.
    init(for table: OrderedTable) {
        texts = Array(repeating: 0, count: table.symbols.count)
        addresses = Array(repeating: 0, count: table.addresses.count)
    }

    /// Type and id of the data of a row, as one number.
    func value(of row: RowsByName.Row) -> UInt64 {
        let isAddress = RecordType(rawValue: row.type).isAddress
        return UInt64(row.type) << 32 | UInt64(isAddress ? addresses[Int(row.data)] : texts[Int(row.data)])
    }

    /// Whether a record's data came with the table, so that the store can't have the record.
    func isNew(_ record: RecordKey) -> Bool {
        let isAddress = RecordType(rawValue: UInt16(truncatingIfNeeded: record.rrtype)).isAddress
        return record.rdata > Int64(isAddress ? lastKnownAddress : lastKnownText)
    }

    /// Gives the sightings of some rows.
    func read(_ rows: ArraySlice<RowsByName.Row>, into sightings: inout [Sighting]) {
        sightings.removeAll(keepingCapacity: true)
        for row in rows {
            let sensor = Int64(texts[Int(row.sensor)])
            sightings.append(
                Sighting(sensor: sensor, first: row.first, last: row.last, count: row.count, row: row.row)
            )
        }
    }
}
