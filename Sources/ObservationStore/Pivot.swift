internal import GRDB
internal import PassiveDNS

/// What a store has of an indicator, from either side of its records.
struct Pivot {
    private let db: Database
    private let gap: Int64
    private let texts: KeptTexts

    /// A record by its texts, and what the last analysis made of its address.
    private struct Head {
        var rrname: DomainName
        var rrtype: RecordType
        var rdata: RecordData
        var place: PlaceRecord?
    }

    init(_ db: Database, gap: Int64) throws {
        self.db = db
        self.gap = gap
        texts = try KeptTexts(db)
    }

    func forEachRow(of indicator: Indicator, _ body: (PivotRow) -> Void) throws {
        switch indicator {
        case .name(let name):
            guard let id = try texts.id(of: name.text) else { return }
            try forEachRow(ownedBy: name, id, body)
            for type in RecordType.names {
                try forEachRow(Head(rrname: name, rrtype: type, rdata: .text(name.text)), id, except: id, body)
            }
        case .address(let address):
            try forEachRow(on: IPPrefix(address, bits: 128), body)
        case .prefix(let block):
            try forEachRow(on: block, body)
        }
    }

    /// The records of a name.
    private func forEachRow(ownedBy name: DomainName, _ id: Int64, _ body: (PivotRow) -> Void) throws {
        let records = try PreparedStatement(
            kept: "SELECT rrtype, rdata, sightings FROM record WHERE rrname = ? ORDER BY rrtype, rdata",
            db
        )
        records.bind(1, id)
        defer { records.reset() }
        var found: [(type: RecordType, data: Int64, sightings: [Sighting])] = []
        while try records.step() {
            let type = RecordType(rawValue: UInt16(truncatingIfNeeded: records.integer(0)))
            let data = records.integer(1)
            if found.last?.type != type || found.last?.data != data { found.append((type, data, [])) }
            try Self.read(records.bytes(2), &found[found.count - 1].sightings)
        }
        let told = try found.map { (head: try head(name, $0.type, $0.data), sightings: $0.sightings) }
        for (head, sightings) in told.sorted(by: { Self.isBefore($0.head, $1.head) }) {
            try rows(head, sightings).forEach(body)
        }
    }

    private func head(_ name: DomainName, _ type: RecordType, _ data: Int64) throws -> Head {
        guard type.isAddress else {
            return Head(rrname: name, rrtype: type, rdata: .text(try texts.text(data)))
        }
        let address = try texts.address(data)
        return Head(rrname: name, rrtype: type, rdata: .address(address), place: try texts.place(of: data, address))
    }

    private static func read(_ bytes: UnsafeRawBufferPointer, _ sightings: inout [Sighting]) throws {
        guard Sightings.read(bytes, { sightings.append($0) }) else { throw Sightings.damage }
    }

    private static func isBefore(_ a: Head, _ b: Head) -> Bool {
        if a.rrtype != b.rrtype { return a.rrtype.rawValue < b.rrtype.rawValue }
        switch (a.rdata, b.rdata) {
        case (.address(let a), .address(let b)): return a < b
        case (.text(let a), .text(let b)): return a < b
        default: return false
        }
    }

    /// The records of the addresses of a block.
    private func forEachRow(on block: IPPrefix, _ body: (PivotRow) -> Void) throws {
        let addresses = try PreparedStatement(
            kept: "SELECT id, value FROM address WHERE value BETWEEN ? AND ? ORDER BY value",
            db
        )
        defer { addresses.reset() }
        var (base, top) = (block.base.value.bigEndian, block.top.value.bigEndian)
        try withUnsafeBytes(of: &base) { base in
            try withUnsafeBytes(of: &top) { top in
                addresses.bind(1, base)
                addresses.bind(2, top)
                while try addresses.step() {
                    let id = addresses.integer(0)
                    let address = KeptTexts.address(addresses.bytes(1))
                    let place = try texts.place(of: id, address)
                    for type in [RecordType.a, .aaaa] {
                        let head = Head(
                            rrname: DomainName(canonical: ""),
                            rrtype: type,
                            rdata: .address(address),
                            place: place
                        )
                        try forEachRow(head, id, body)
                    }
                }
            }
        }
    }

    /// The records of all owners, but for one, that have the data of `head`.
    private func forEachRow(_ head: Head, _ data: Int64, except owner: Int64 = 0, _ body: (PivotRow) -> Void) throws {
        let records = try PreparedStatement(
            kept: """
                SELECT name, sightings FROM owner JOIN record USING (rrname, rrtype, rdata)
                WHERE owner.rrtype = ? AND owner.rdata = ? AND owner.rrname <> ? ORDER BY name
                """,
            db
        )
        records.bind(1, Int64(head.rrtype.rawValue))
        records.bind(2, data)
        records.bind(3, owner)
        defer { records.reset() }
        var head = head
        var name: [UInt8] = []
        var sightings: [Sighting] = []
        while try records.step() {
            if !name.elementsEqual(records.bytes(0)) {
                try rows(head, sightings).forEach(body)
                sightings.removeAll(keepingCapacity: true)
                name = Array(records.bytes(0))
                head.rrname = DomainName(canonical: ReversedName.name(records.bytes(0)))
            }
            try Self.read(records.bytes(1), &sightings)
        }
        try rows(head, sightings).forEach(body)
    }

    /// The sightings of a record by whichever sensor, joined where they lie no further apart than the gap.
    private func rows(_ record: Head, _ sightings: [Sighting]) throws -> [PivotRow] {
        var rows: [PivotRow] = []
        for sighting in sightings.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
            let sensor = try texts.sensor(sighting.sensor)
            let period = Period(first: Timestamp(seconds: sighting.first), last: Timestamp(seconds: sighting.last))
            if let end = rows.last?.period.last.seconds, sighting.first &- end <= gap {
                let last = rows.count - 1
                rows[last].period = rows[last].period.union(period)
                rows[last].count.addCount(sighting.count)
                if !sensor.isEmpty, !rows[last].sensors.contains(sensor) { rows[last].sensors.append(sensor) }
            } else {
                rows.append(
                    PivotRow(
                        rrname: record.rrname,
                        rrtype: record.rrtype,
                        rdata: record.rdata,
                        period: period,
                        count: sighting.count,
                        sensors: sensor.isEmpty ? [] : [sensor],
                        place: record.place
                    )
                )
            }
        }
        for place in rows.indices { rows[place].sensors.sort() }
        return rows
    }
}
