internal import GRDB

/// The rows of stores whose table `period` had one for each period of a (name, type, data, sensor).
enum PeriodRows {
    /// Fills `record` and `owner` from `period`.
    static func convert(_ db: Database) throws {
        let periods = try PreparedStatement(
            db,
            """
            SELECT rrname, rrtype, rdata, sensor, first_seen, last_seen, count FROM period
            ORDER BY rrname, rrtype, rdata, sensor, first_seen
            """
        )
        let name = try PreparedStatement(db, "SELECT value FROM text WHERE id = ?")
        let records = try RowInserter(db, into: .record)
        let owners = try RowInserter(db, into: .owner)
        var newRecords = RowChunk(for: .record)
        var newOwners = RowChunk(for: .owner)
        var open: RecordKey?
        var sightings: [Sighting] = []
        let close = {
            guard let record = open else { return }
            Sightings.merge(&sightings)
            Sightings.forEachPart(sightings) { until, part in
                newRecords.add(record.rrname, record.rrtype, record.rdata, until) { Sightings.append(part, to: &$0) }
            }
            try records.insertFull(&newRecords)
            sightings.removeAll(keepingCapacity: true)
            name.bind(1, record.rrname)
            defer { name.reset() }
            guard try name.step() else { return }
            newOwners.add(record.rrtype, record.rdata, record.rrname) { ReversedName.append(name.bytes(0), to: &$0) }
            try owners.insertFull(&newOwners)
        }
        while try periods.step() {
            let record = RecordKey(rrname: periods.integer(0), rrtype: periods.integer(1), rdata: periods.integer(2))
            if record != open { try close() }
            open = record
            sightings.append(
                Sighting(
                    sensor: periods.integer(3),
                    first: periods.integer(4),
                    last: periods.integer(5),
                    count: periods.integer(6)
                )
            )
        }
        try close()
        try records.insert(newRecords)
        try owners.insert(newOwners)
    }
}
