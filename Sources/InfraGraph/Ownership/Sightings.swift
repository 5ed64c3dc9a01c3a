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
    private let byDomain: Grouping
    /// For each address of the observations, its number in the graph.
    private let addresses: [Int32]
    /// For each symbol, whether it is a sensor that aggregates.
    private var aggregates: [Bool]
    /// The days on which anything was seen first or last, in order, one for each row and end.
    private let days: [Int32]

    /// A source with this many pairs seen for two months or more, and never two rows for one of them, aggregates.
    private static let leastPairs = 50

    /// Groups the rows of addresses.
    ///
    /// n log n in the number of rows.
    init(_ observations: ObservationTable, graph: TenureGraph) {
        self.observations = observations
        addresses = observations.addresses.map { graph.find($0) ?? -1 }
        var keys = [Int32](repeating: -1, count: observations.count)
        var days: [Int32] = []
        for row in 0..<observations.count where RecordType(rawValue: observations.rrtype[row]).isAddress {
            keys[row] = graph.names.domains[Int(graph.names.nameOfSymbol[Int(observations.rrname[row])])]
            days.append(Self.day(observations.firstSeen[row]))
            days.append(Self.day(observations.lastSeen[row]))
        }
        days.sort()
        self.days = days
        byDomain = Grouping(keys: keys, groups: graph.names.domainCount)
        aggregates = Array(repeating: false, count: observations.symbols.count)
        findAggregators()
    }

    private mutating func findAggregators() {
        var pairs: [Int32: (long: Int, repeated: Int)] = [:]
        for domain in 0..<Int32(byDomain.groupCount) {
            let rows = byDomain[domain].sorted { key($0) < key($1) }
            for (place, row) in rows.enumerated() {
                let sensor = observations.sensor[Int(row)]
                let isLong = observations.lastSeen[Int(row)] - observations.firstSeen[Int(row)] > 60 * Timestamp.day
                let isRepeated = place > 0 && key(rows[place - 1]) == key(row)
                guard isLong || isRepeated else { continue }
                let counts = pairs[sensor] ?? (0, 0)
                pairs[sensor] = (counts.long + (isLong ? 1 : 0), counts.repeated + (isRepeated ? 1 : 0))
            }
        }
        for (sensor, counts) in pairs where counts.long >= Self.leastPairs && counts.repeated == 0 {
            aggregates[Int(sensor)] = true
        }
    }

    private func key(_ row: Int32) -> (Int32, Int32, Int32) {
        (observations.sensor[Int(row)], observations.rrname[Int(row)], observations.rdata[Int(row)])
    }

    /// Whether a sensor, given by its symbol, only says when pairs were seen first and last.
    func isAggregator(_ sensor: Int32) -> Bool {
        aggregates[Int(sensor)]
    }

    /// When the data begins.
    var start: Int64 { Int64(days.first ?? 0) * Timestamp.day }

    /// The rows of a domain, by address and first seen.
    func rows(of domain: Int32) -> [Row] {
        byDomain[domain].map {
            let row = Int($0)
            return Row(
                address: addresses[Int(observations.rdata[row])],
                first: observations.firstSeen[row],
                last: observations.lastSeen[row],
                count: observations.sightings[row],
                isAggregated: aggregates[Int(observations.sensor[row])]
            )
        }
        .sorted { ($0.address, $0.first, $0.last, $0.count) < ($1.address, $1.first, $1.last, $1.count) }
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

    private func place(of day: Int32) -> Int {
        days.indices.end { days[$0] < day }
    }

    private static func day(_ seconds: Int64) -> Int32 {
        Int32(clamping: min(1 << 30, max(-1 << 30, seconds / Timestamp.day)))
    }
}
