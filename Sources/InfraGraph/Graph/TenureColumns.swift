internal import PassiveDNS

/// The tenures of some names that follow each other, as columns, and what their rows tell of the sensors.
struct TenureColumns: Sendable {
    var name: [Int32] = []
    var address: [Int32] = []
    var first: [Int64] = []
    var last: [Int64] = []
    var count: [Int64] = []
    /// The sensor that alone saw the tenure; −1 where several did.
    var loneSensor: [Int32] = []
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
                join(mine[start..<end], of: name, over: gap)
                start = end
            }
        }
    }

    /// Joins the rows of one pair, which are sorted by time.
    private mutating func join(_ rows: ArraySlice<Row>, of name: Int32, over gap: Int64) {
        let before = self.name.count
        for row in rows {
            if self.name.count > before, row.first <= last[last.count - 1] &+ gap {
                let at = last.count - 1
                last[at] = max(last[at], row.last)
                count[at].addCount(row.count)
                if loneSensor[at] != row.sensor { loneSensor[at] = -1 }
            } else {
                self.name.append(name)
                address.append(row.address)
                first.append(row.first)
                last.append(row.last)
                count.append(row.count)
                loneSensor.append(row.sensor)
            }
        }
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
            for (sensor, count) in parts[part].longRows { longRows[sensor, default: 0] &+= count }
            repeating.formUnion(parts[part].repeating)
        }
        name = .joined(&parts, \.name)
        address = .joined(&parts, \.address)
        first = .joined(&parts, \.first)
        last = .joined(&parts, \.last)
        count = .joined(&parts, \.count)
        loneSensor = .joined(&parts, \.loneSensor)
    }
}
