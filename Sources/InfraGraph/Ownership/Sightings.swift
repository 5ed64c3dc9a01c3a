internal import PassiveDNS

/// When a domain was on an address, as told by each kind of sensor.
///
/// Unlike stays, rows tell apart what a sensor saw run by run and what an aggregator says of years in one row. Where no
/// sensor aggregates, tenures tell it all.
struct Sightings: Sendable {
    /// A time in which sources of one kind saw a domain on an address.
    struct Row: Sendable {
        var address: Int32
        var first: Int64
        var last: Int64
        var count: Int64
        /// Whether it only says when the pair was seen first and last, whatever lay between.
        var isAggregated: Bool
    }

    private let graph: TenureGraph
    /// For each symbol, whether it is a sensor that aggregates.
    private let aggregates: [Bool]
    /// Where a sensor aggregates: the rows of each name, those of the other sensors joined.
    private let rows: [Row]
    /// For each name: where its rows begin; one more at the end, and empty where no sensor aggregates.
    private let firstRow: [Int32]
    /// Whether any sensor does.
    var hasAggregators: Bool { !firstRow.isEmpty }
    /// The distinct days on which anything was seen first or last, in order.
    private let days: [Int32]
    /// For each of the days, how many rows' ends fall on earlier ones; one more for all.
    private let before: [Int]

    /// Gathers what the rows of addresses say of time.
    ///
    /// Linear in the number of rows, but for sorting the rows of one name.
    init(_ observations: ObservationTable, _ rows: AddressRows, graph: TenureGraph, settings: AnalysisSettings) {
        self.graph = graph
        var aggregates = [Bool](repeating: false, count: observations.symbols.count)
        for (sensor, symbol) in graph.sensors.enumerated() { aggregates[Int(symbol)] = graph.aggregates[sensor] }
        self.aggregates = aggregates
        (days, before) = Self.ends(of: observations)
        guard aggregates.contains(true) else {
            (self.rows, firstRow) = ([], [])
            return
        }
        let gap = settings.tenureGap
        var parts = Parallel.parts(graph.names.count) { [aggregates] names in
            var part = Part()
            for name in names {
                let before = part.rows.count
                Self.append(rows.ofName[Int32(name)], rows, of: observations, aggregates, joining: gap, to: &part.rows)
                part.counts.append(Int32(part.rows.count - before))
            }
            return part
        }
        self.rows = .joined(&parts, \.rows)
        firstRow = parts.lazy.map(\.counts).joined().reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    }

    /// The rows of some names that follow each other, and how many each has.
    private struct Part: Sendable {
        var rows: [Row] = []
        var counts: [Int32] = []
    }

    /// Appends the rows of a name: those of aggregators one by one, the others joined where they lie close.
    private static func append(
        _ mine: ArraySlice<Int32>,
        _ rows: AddressRows,
        of observations: ObservationTable,
        _ aggregates: [Bool],
        joining gap: Int64,
        to found: inout [Row]
    ) {
        let before = found.count
        let ordered = mine.map { number in
            let row = Int(number)
            return Row(
                address: rows.numberOfAddress[Int(observations.rdata[row])],
                first: observations.firstSeen[row],
                last: observations.lastSeen[row],
                count: observations.sightings[row],
                isAggregated: aggregates[Int(observations.sensor[row])]
            )
        }
        .sorted { a, b in
            let (x, y) = (a.isAggregated ? 1 : 0, b.isAggregated ? 1 : 0)
            return (x, a.address, a.first, a.last, a.count) < (y, b.address, b.first, b.last, b.count)
        }
        for row in ordered {
            let at = found.count - 1
            if at >= before, !row.isAggregated, found[at].address == row.address, row.first <= found[at].last &+ gap {
                found[at].last = max(found[at].last, row.last)
                found[at].count.addCount(row.count)
            } else {
                found.append(row)
            }
        }
    }

    /// The distinct days on which a row of an address begins or ends, and how many ends fall on earlier ones.
    private static func ends(of observations: ObservationTable) -> (days: [Int32], before: [Int]) {
        let parts = Parallel.parts(observations.count) { rows in
            var counts: [Int32: Int] = [:]
            for row in rows where RecordType(rawValue: observations.rrtype[row]).isAddress {
                counts[day(observations.firstSeen[row]), default: 0] += 1
                counts[day(observations.lastSeen[row]), default: 0] += 1
            }
            return counts
        }
        let counts = parts.reduce(into: [Int32: Int]()) { $0.merge($1, uniquingKeysWith: +) }
        let days = counts.keys.sorted()
        return (days, days.reduce(into: [0]) { $0.append($0[$0.count - 1] + (counts[$1] ?? 0)) })
    }

    /// Whether a sensor, given by its symbol, only says when pairs were seen first and last.
    func isAggregator(_ sensor: Int32) -> Bool {
        aggregates[Int(sensor)]
    }

    /// When the data begins.
    var start: Int64 { Int64(days.first ?? 0) * Timestamp.day }

    /// The rows of a domain, by address and first seen; where no sensor aggregates, those of one name are joined.
    func rows(of domain: Int32) -> [Row] {
        let names = graph.names.names(of: domain)
        var mine: [Row]
        if hasAggregators {
            mine = Array(rows[Int(firstRow[Int(names.lowerBound)])..<Int(firstRow[Int(names.upperBound)])])
        } else {
            let tenures = graph.firstTenure[Int(names.lowerBound)]..<graph.firstTenure[Int(names.upperBound)]
            mine = tenures.map { tenure in
                Row(
                    address: graph.address[Int(tenure)],
                    first: graph.first[Int(tenure)],
                    last: graph.last[Int(tenure)],
                    count: graph.count[Int(tenure)],
                    isAggregated: false
                )
            }
            // Those of one name are in order.
            guard names.count > 1 else { return mine }
        }
        mine.sort { ($0.address, $0.first, $0.last, $0.count) < ($1.address, $1.first, $1.last, $1.count) }
        return mine
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
