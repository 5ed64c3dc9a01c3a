internal import PassiveDNS

/// The tenures of some names that follow each other, as columns, and what their rows tell of the sensors.
struct TenureColumns: Sendable {
    var name: [Int32] = []
    var address: [Int32] = []
    var first: [Int64] = []
    var last: [Int64] = []
    var count: [Int64] = []
    /// The sensor where one alone saw the tenure, else −1 less a place in ``sets``.
    var seenBy: [Int32] = []
    /// The distinct sets of several sensors, each ascending.
    private(set) var sets: [[Int32]] = []
    private var placeOfSet: [[Int32]: Int32] = [:]
    /// The pairs of names and addresses that a row says in the other family's type: AAAA of an IPv4 address, or A of IPv6.
    private(set) var oddPairs: Set<NamedAddress> = []
    /// For each sensor, how many rows of its span two months or more.
    private(set) var longRows: [Int32: Int32] = [:]
    /// The sensors that have two rows or more for one pair.
    private(set) var repeating: Set<Int32> = []

    /// A row of a name.
    private struct Row {
        let address: Int32
        let first: Int64
        let last: Int64
        let count: Int64
        let sensor: Int32
    }

    /// Joins the rows of each name and address that lie at most so many seconds apart.
    ///
    /// Linear but for sorting the rows of one name.
    init(_ names: Range<Int32>, _ rows: AddressRows, of observations: ObservationTable, joining gap: Int64) {
        var mine: [Row] = []
        var sensors: [Int32] = []
        for name in names {
            mine.removeAll(keepingCapacity: true)
            for row in rows.ofName[name].lazy.map({ Int($0) }) {
                let address = rows.numberOfAddress[Int(observations.rdata[row])]
                if rows.addresses[Int(address)].usualType.rawValue != observations.rrtype[row] {
                    oddPairs.insert(NamedAddress(name: name, address: address))
                }
                mine.append(
                    Row(
                        address: address,
                        first: observations.firstSeen[row],
                        last: observations.lastSeen[row],
                        count: observations.sightings[row],
                        sensor: rows.numberOfSensor[Int(observations.sensor[row])]
                    )
                )
            }
            if mine.count > 1 { mine.sort { ($0.address, $0.first, $0.last) < ($1.address, $1.first, $1.last) } }
            var start = 0
            while start < mine.count {
                var end = start + 1
                while end < mine.count, mine[end].address == mine[start].address { end += 1 }
                judgeSensors(mine[start..<end], &sensors)
                join(mine[start..<end], of: name, over: gap, &sensors)
                start = end
            }
        }
    }

    /// Joins the rows of one pair, which are sorted by time.
    private mutating func join(_ rows: ArraySlice<Row>, of name: Int32, over gap: Int64, _ sensors: inout [Int32]) {
        let before = self.name.count
        for row in rows {
            if self.name.count > before, row.first <= last[last.count - 1] &+ gap {
                let at = last.count - 1
                last[at] = max(last[at], row.last)
                count[at].addCount(row.count)
                if sensors.last != row.sensor { sensors.append(row.sensor) }
            } else {
                if self.name.count > before { seenBy.append(number(ofSet: &sensors)) }
                self.name.append(name)
                address.append(row.address)
                first.append(row.first)
                last.append(row.last)
                count.append(row.count)
                sensors.removeAll(keepingCapacity: true)
                sensors.append(row.sensor)
            }
        }
        seenBy.append(number(ofSet: &sensors))
    }

    /// A sensor, or −1 less the place of a set of several.
    private mutating func number(ofSet sensors: inout [Int32]) -> Int32 {
        guard sensors.count > 1 else { return sensors[0] }
        sensors.sort()
        var set: [Int32] = []
        for sensor in sensors where set.last != sensor { set.append(sensor) }
        return number(ofSet: set)
    }

    private mutating func number(ofSet set: [Int32]) -> Int32 {
        guard set.count > 1 else { return set[0] }
        if let place = placeOfSet[set] { return -1 - place }
        let place = Int32(sets.count)
        sets.append(set)
        placeOfSet[set] = place
        return -1 - place
    }

    /// Notes which sensors repeat themselves, and which tell of long times.
    private mutating func judgeSensors(_ rows: ArraySlice<Row>, _ sensors: inout [Int32]) {
        for row in rows where row.last &- row.first > 60 * Timestamp.day { longRows[row.sensor, default: 0] &+= 1 }
        guard rows.count > 1 else { return }
        sensors.removeAll(keepingCapacity: true)
        for row in rows { sensors.append(row.sensor) }
        sensors.sort()
        for (sensor, next) in zip(sensors, sensors.dropFirst()) where sensor == next { repeating.insert(sensor) }
    }

    /// Columns of parts, one behind the other; the parts are used up.
    init(_ parts: inout [TenureColumns]) {
        for part in parts.indices {
            let numbers = parts[part].sets.map { number(ofSet: $0) }
            if !numbers.isEmpty {
                for tenure in parts[part].seenBy.indices where parts[part].seenBy[tenure] < 0 {
                    parts[part].seenBy[tenure] = numbers[Int(-1 - parts[part].seenBy[tenure])]
                }
            }
            oddPairs.formUnion(parts[part].oddPairs)
            for (sensor, count) in parts[part].longRows { longRows[sensor, default: 0] &+= count }
            repeating.formUnion(parts[part].repeating)
        }
        name = .joined(&parts, \.name)
        address = .joined(&parts, \.address)
        first = .joined(&parts, \.first)
        last = .joined(&parts, \.last)
        count = .joined(&parts, \.count)
        seenBy = .joined(&parts, \.seenBy)
    }
}

/// A name on an address, by their numbers.
struct NamedAddress: Hashable, Sendable {
    let name: Int32
    let address: Int32
}

extension IPAddress {
    /// The type of the records that hold it.
    var usualType: RecordType { isV4 ? .a : .aaaa }
}
