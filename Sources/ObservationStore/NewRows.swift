internal import PassiveDNS

/// What a table adds to the store: texts, addresses, and records of names that the store did not know, which are made without
/// it as soon as all have numbers.
struct NewRows: Sendable {
    private let table: OrderedTable
    private let numbers: Numbers
    /// For each row of the table, whether it made a new period.
    private var isNew: [Bool]
    private var owners = NewOwners()

    init(_ table: OrderedTable, _ numbers: Numbers) {
        (self.table, self.numbers) = (table, numbers)
        isNew = Array(repeating: false, count: table.rows.count)
    }

    /// Notes the rows that made periods of a record.
    mutating func note(_ sightings: [Sighting]) {
        for sighting in sightings where sighting.row >= 0 { isNew[Int(sighting.row)] = true }
    }

    /// Notes a record that the store did not have.
    mutating func noteNew(_ record: RecordKey, named name: Int32) {
        owners.add(name, of: record)
    }

    /// Makes all rows and sends them, table by table, each in the order of its keys.
    consuming func send(_ records: NumberedRecords, to queue: RowQueue) {
        sendTexts(to: queue)
        sendAddresses(to: queue)
        send(new: records, to: queue)
        owners.send(to: queue, table.names, numbers)
        queue.end(isNew)
    }

    private func sendTexts(to queue: RowQueue) {
        var chunk = RowChunk(for: .text)
        for symbol in table.texts where numbers.texts[Int(symbol)] > numbers.lastKnownText {
            table.symbols.withBytes(of: symbol) { text in
                chunk.add(Int64(numbers.texts[Int(symbol)])) { $0.append(contentsOf: text) }
            }
            queue.sendFull(&chunk)
        }
        queue.send(&chunk)
    }

    private func sendAddresses(to queue: RowQueue) {
        var chunk = RowChunk(for: .address)
        for place in table.addressOrder where numbers.addresses[Int(place)] > numbers.lastKnownAddress {
            var value = table.addresses[Int(place)].value.bigEndian
            withUnsafeBytes(of: &value) { value in
                chunk.add(Int64(numbers.addresses[Int(place)])) { $0.append(contentsOf: value) }
            }
            queue.sendFull(&chunk)
        }
        queue.send(&chunk)
    }

    private mutating func send(new records: NumberedRecords, to queue: RowQueue) {
        let numbers = numbers
        var chunk = RowChunk(for: .record)
        var sightings: [Sighting] = []
        records.forEachNew { record, name, rows in
            numbers.read(rows, into: &sightings)
            Sightings.merge(&sightings)
            note(sightings)
            noteNew(record, named: name)
            Sightings.forEachPart(sightings) { until, part in
                chunk.add(record.rrname, record.rrtype, record.rdata, until) { Sightings.append(part, to: &$0) }
            }
            queue.sendFull(&chunk)
        }
        queue.send(&chunk)
    }
}
