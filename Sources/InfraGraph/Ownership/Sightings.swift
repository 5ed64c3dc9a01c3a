internal import PassiveDNS

/// Every row that says that a domain was on an address, grouped by domain.
///
/// Unlike stays, rows tell apart what a sensor saw run by run and what an aggregator says of years in one row.
struct Sightings: Sendable {
    /// A time in which one source saw a domain on an address.
    struct Row {
        var address: Int32
        var first: Int64
        var last: Int64
        var count: Int64
        /// Whether it only says when the pair was seen first and last, whatever lay between.
        var isAggregated: Bool
    }

    private let observations: ObservationTable
    private let graph: TenureGraph
    /// For each symbol, whether it is a sensor that aggregates.
    private let aggregates: [Bool]
    /// Whether any sensor does.
    let hasAggregators: Bool
    /// The distinct days on which anything was seen first or last, in order.
    private let days: [Int32]
    /// For each of the days, how many rows' ends fall on earlier ones; one more for all.
    private let before: [Int]

    /// A source with this many pairs seen for two months or more, and never two rows for one of them, aggregates.
    private static let leastPairs = 50

    /// Gathers what the rows of addresses say of time.
    ///
    /// Linear in the number of rows, but for sorting the sensors of one pair.
    init(_ observations: ObservationTable, graph: TenureGraph) {
        self.observations = observations
        self.graph = graph
        aggregates = Self.aggregators(observations, graph.rows)
        hasAggregators = aggregates.contains(true)
        var ends: [Int64] = []
        ends.reserveCapacity(2 * graph.rows.items.count)
        for row in graph.rows.items.lazy.map({ Int($0) }) {
            ends.append(Int64(Self.day(observations.firstSeen[row])))
            ends.append(Int64(Self.day(observations.lastSeen[row])))
        }
        var days: [Int32] = []
        var before: [Int] = []
        for (place, end) in Order.ascending(ends).enumerated() {
            let day = Int32(ends[Int(end)])
            guard days.last != day else { continue }
            days.append(day)
            before.append(place)
        }
        before.append(ends.count)
        self.days = days
        self.before = before
    }

    /// For each symbol, whether it is a sensor with many long pairs and never two rows for one.
    private static func aggregators(_ observations: ObservationTable, _ rows: Grouping) -> [Bool] {
        var long = [Int32](repeating: 0, count: observations.symbols.count)
        var repeats = [Bool](repeating: false, count: observations.symbols.count)
        var sensors: [Int32] = []
        var pair: (rrname: Int32, rdata: Int32) = (-1, -1)
        func endPair() {
            guard sensors.count > 1 else { return }
            sensors.sort()
            for (sensor, next) in zip(sensors, sensors.dropFirst()) where sensor == next { repeats[Int(sensor)] = true }
        }
        for row in rows.items.lazy.map({ Int($0) }) {
            let next = (observations.rrname[row], observations.rdata[row])
            if pair != next {
                endPair()
                pair = next
                sensors.removeAll(keepingCapacity: true)
            }
            sensors.append(observations.sensor[row])
            if observations.lastSeen[row] - observations.firstSeen[row] > 60 * Timestamp.day {
                long[Int(observations.sensor[row])] &+= 1
            }
        }
        endPair()
        return long.indices.map { long[$0] >= leastPairs && !repeats[$0] }
    }

    /// Whether a sensor, given by its symbol, only says when pairs were seen first and last.
    func isAggregator(_ sensor: Int32) -> Bool {
        aggregates[Int(sensor)]
    }

    /// When the data begins.
    var start: Int64 { Int64(days.first ?? 0) * Timestamp.day }

    /// The rows of a domain, by address and first seen.
    func rows(of domain: Int32) -> [Row] {
        let names = graph.names.names(of: domain)
        let starts = graph.rows.starts
        var rows: [Row] = []
        let mine = graph.rows.items[Int(starts[Int(names.lowerBound)])..<Int(starts[Int(names.upperBound)])]
        rows.reserveCapacity(mine.count)
        for row in mine.lazy.map({ Int($0) }) {
            rows.append(
                Row(
                    address: graph.numberOfAddress[Int(observations.rdata[row])],
                    first: observations.firstSeen[row],
                    last: observations.lastSeen[row],
                    count: observations.sightings[row],
                    isAggregated: aggregates[Int(observations.sensor[row])]
                )
            )
        }
        rows.sort { ($0.address, $0.first, $0.last, $0.count) < ($1.address, $1.first, $1.last, $1.count) }
        return rows
    }

    /// Whether the data as a whole fell silent between two moments: a tenth or less of what was seen in the 30 days on
    /// either side, where that was enough to tell.
    func fellSilent(from start: Int64, to end: Int64) -> Bool {
        let (from, to) = (Self.day(start), Self.day(end))
        let inside = seen(from: from + 1, to: to - 1)
        let around = seen(from: from - 30, to: from) + seen(from: to, to: to + 30)
        let expected = Double(around) * Double(to - from - 1) / 62
        return around >= 100 && Double(inside) <= 0.1 * expected
    }

    private func seen(from first: Int32, to last: Int32) -> Int {
        first > last ? 0 : place(of: last + 1) - place(of: first)
    }

    /// How many rows' ends fall on earlier days than one.
    private func place(of day: Int32) -> Int {
        before[days.indices.end { days[$0] < day }]
    }

    private static func day(_ seconds: Int64) -> Int32 {
        Int32(clamping: min(1 << 30, max(-1 << 30, seconds / Timestamp.day)))
    }
}
