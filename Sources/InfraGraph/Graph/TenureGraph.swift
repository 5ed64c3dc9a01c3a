internal import PassiveDNS

/// The bipartite graph of names and addresses whose edges are bounded in time.
///
/// An edge is a tenure: an unbroken time in which a name is taken to have pointed at an address. Edges are columns,
/// sorted by (name, address, first); names of one registrable domain lie together. Everything is numbered by content, so
/// the order of the observations leaves no trace.
final class TenureGraph: Sendable {
    let names: NameIndex
    /// The addresses in ascending order.
    let addresses: [IPAddress]
    /// For each address of the observations, its number.
    let numberOfAddress: [Int32]
    /// The distinct sensors' symbols, in the order of their texts.
    let sensors: [Int32]

    /// For each tenure: its name.
    let name: [Int32]
    /// For each tenure: its address.
    let address: [Int32]
    /// For each tenure: first seen, Unix seconds.
    let first: [Int64]
    /// For each tenure: last seen, Unix seconds.
    let last: [Int64]
    /// For each tenure: how often seen.
    let count: [Int64]
    /// For each tenure: a bit for each sensor that saw it; sensors from the 64th on share the highest bit.
    let seenBy: [UInt64]
    /// For each name: where its tenures begin; one more at the end.
    let firstTenure: [Int32]
    /// The observations' rows of each name, by address.
    let rows: Grouping
    /// The tenures of each address, in the order of names.
    let byAddress: Grouping

    /// When anything was seen first, over all observations of addresses.
    let begin: Int64
    /// When anything was seen last.
    let end: Int64

    var tenureCount: Int { name.count }

    /// Builds the graph.
    ///
    /// Linear but for the sorting of names, addresses and the rows of each pair.
    init(_ observations: ObservationTable, rules: some RegistrableDomainRules, settings: AnalysisSettings) {
        let names = NameIndex(observations, rules: rules)
        let ranked = observations.addresses.indices.sorted { observations.addresses[$0] < observations.addresses[$1] }
        var rank = [Int32](repeating: 0, count: ranked.count)
        for (place, id) in ranked.enumerated() { rank[id] = Int32(place) }
        var isSensor = [Bool](repeating: false, count: observations.symbols.count)
        for sensor in observations.sensor { isSensor[Int(sensor)] = true }
        let sensors = isSensor.indices.filter { isSensor[$0] }.map { Int32($0) }
            .sorted { observations.symbols[$0] < observations.symbols[$1] }
        var bits = [UInt64](repeating: 0, count: observations.symbols.count)
        for (place, sensor) in sensors.enumerated() { bits[Int(sensor)] = 1 << UInt64(min(place, 63)) }

        // Rows by address, then stably by name: by (name, address).
        var addressKeys = [Int32](repeating: -1, count: observations.count)
        var nameKeys = [Int32](repeating: -1, count: observations.count)
        for row in 0..<observations.count where RecordType(rawValue: observations.rrtype[row]).isAddress {
            addressKeys[row] = rank[Int(observations.rdata[row])]
            nameKeys[row] = names.nameOfSymbol[Int(observations.rrname[row])]
        }
        let byAddress = Grouping(keys: addressKeys, groups: ranked.count)
        let rows = Grouping(keys: nameKeys, groups: names.count, order: byAddress.items)

        let gap = Int64(settings.tenureGapDays * Double(Timestamp.day))
        let tenures = Parallel.map(names.count) { [bits, addressKeys] names in
            var found: [Tenure] = []
            var run: [Tenure] = []
            for name in names.lazy.map({ Int32($0) }) {
                let mine = rows[name]
                var at = mine.startIndex
                while at < mine.endIndex {
                    let address = addressKeys[Int(mine[at])]
                    run.removeAll(keepingCapacity: true)
                    while at < mine.endIndex, addressKeys[Int(mine[at])] == address {
                        let row = Int(mine[at])
                        run.append(
                            Tenure(
                                name: name,
                                address: address,
                                first: observations.firstSeen[row],
                                last: observations.lastSeen[row],
                                count: observations.sightings[row],
                                seenBy: bits[Int(observations.sensor[row])]
                            )
                        )
                        at += 1
                    }
                    Tenure.join(&run, over: gap, into: &found)
                }
            }
            return found
        }
        self.names = names
        self.rows = rows
        addresses = ranked.map { observations.addresses[$0] }
        numberOfAddress = rank
        self.sensors = sensors
        name = tenures.map(\.name)
        address = tenures.map(\.address)
        first = tenures.map(\.first)
        last = tenures.map(\.last)
        count = tenures.map(\.count)
        seenBy = tenures.map(\.seenBy)
        begin = first.min() ?? 0
        end = last.max() ?? 0
        firstTenure = Grouping(keys: name, groups: names.count).starts
        self.byAddress = Grouping(keys: address, groups: addresses.count)
    }

    /// The tenures of a name.
    func tenures(of name: Int32) -> Range<Int32> {
        firstTenure[Int(name)]..<firstTenure[Int(name) + 1]
    }

    /// A tenure's time.
    func period(of tenure: Int32) -> Period {
        Period(
            first: Timestamp(seconds: first[Int(tenure)]),
            last: Timestamp(seconds: last[Int(tenure)])
        )
    }

    /// The neighbourhoods (/24 of IPv4, /48 of IPv6) in which addresses lie.
    func neighbourhoods(of addresses: some Sequence<Int32>) -> Set<IPPrefix> {
        Set(addresses.lazy.map { IPPrefix.neighbourhood(of: self.addresses[Int($0)]) })
    }

    /// The number of an address, or `nil` where it was never seen.
    ///
    /// Logarithmic.
    func find(_ address: IPAddress) -> Int32? {
        let at = lowerBound(address)
        return at < addresses.count && addresses[at] == address ? Int32(at) : nil
    }

    /// The numbers of the addresses inside a block.
    ///
    /// Logarithmic.
    func addresses(in prefix: IPPrefix) -> Range<Int32> {
        let start = lowerBound(prefix.base)
        let end = (start..<addresses.count).end { addresses[$0] <= prefix.top }
        return Int32(start)..<Int32(end)
    }

    private func lowerBound(_ address: IPAddress) -> Int {
        addresses.indices.end { addresses[$0] < address }
    }
}

/// A row of a name and an address, and what becomes of rows that a short time lies between.
private struct Tenure: Sendable {
    let name: Int32
    let address: Int32
    let first: Int64
    var last: Int64
    var count: Int64
    var seenBy: UInt64

    /// Joins the rows of one name and address, which it sorts, where they lie at most so many seconds apart.
    static func join(_ rows: inout [Tenure], over gap: Int64, into found: inout [Tenure]) {
        if rows.count > 1 { rows.sort { ($0.first, $0.last) < ($1.first, $1.last) } }
        guard var open = rows.first else { return }
        for row in rows.dropFirst() {
            if row.first <= open.last &+ gap {
                open.last = max(open.last, row.last)
                open.count.addCount(row.count)
                open.seenBy |= row.seenBy
            } else {
                found.append(open)
                open = row
            }
        }
        found.append(open)
    }
}
