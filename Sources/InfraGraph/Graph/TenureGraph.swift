internal import PassiveDNS

/// The bipartite graph of names and addresses whose edges are bounded in time.
///
/// An edge is a tenure: an unbroken time in which a name is taken to have pointed at an address. Edges are columns,
/// sorted by (name, address, first); names of one registrable domain lie together. Everything is numbered by content, so
/// the order of the observations leaves no trace.
struct TenureGraph: Sendable {
    let names: NameIndex
    /// The addresses in ascending order.
    let addresses: [IPAddress]
    /// The distinct sensors' symbols, in the order of their texts.
    let sensors: [Int32]

    /// For each tenure: its name.
    private(set) var name: [Int32] = []
    /// For each tenure: its address.
    private(set) var address: [Int32] = []
    /// For each tenure: first seen, Unix seconds.
    private(set) var first: [Int64] = []
    /// For each tenure: last seen, Unix seconds.
    private(set) var last: [Int64] = []
    /// For each tenure: how often seen.
    private(set) var count: [Int64] = []
    /// For each tenure: a bit for each sensor that saw it; sensors from the 64th on share the highest bit.
    private(set) var seenBy: [UInt64] = []
    /// For each name: where its tenures begin; one more at the end.
    private(set) var firstTenure: [Int32] = []
    /// The tenures of each address, by first seen.
    private(set) var byAddress: Grouping

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
        let sensors = Set(observations.sensor).sorted { observations.symbols[$0] < observations.symbols[$1] }
        let sensorBit = Dictionary(
            uniqueKeysWithValues: sensors.enumerated().map { ($1, UInt64(1) << UInt64(min($0, 63))) }
        )

        // Rows by address, then stably by name: by (name, address).
        var addressKeys = [Int32](repeating: -1, count: observations.count)
        var nameKeys = [Int32](repeating: -1, count: observations.count)
        for row in 0..<observations.count where RecordType(rawValue: observations.rrtype[row]).isAddress {
            addressKeys[row] = rank[Int(observations.rdata[row])]
            nameKeys[row] = names.nameOfSymbol[Int(observations.rrname[row])]
        }
        let byAddress = Grouping(keys: addressKeys, groups: ranked.count)
        let rows = Grouping(keys: nameKeys, groups: names.count, order: byAddress.items)

        var begin = Int64.max
        var end = Int64.min
        let gap = Int64(settings.tenureGapDays * Double(Timestamp.day))
        self.names = names
        addresses = ranked.map { observations.addresses[$0] }
        self.sensors = sensors
        self.byAddress = Grouping(keys: [], groups: 0)
        firstTenure.reserveCapacity(names.count + 1)
        var run: [(first: Int64, last: Int64, row: Int32)] = []
        for name in 0..<Int32(names.count) {
            firstTenure.append(Int32(self.name.count))
            let mine = rows[name]
            var at = mine.startIndex
            while at < mine.endIndex {
                let address = addressKeys[Int(mine[at])]
                run.removeAll(keepingCapacity: true)
                while at < mine.endIndex, addressKeys[Int(mine[at])] == address {
                    let row = Int(mine[at])
                    run.append((observations.firstSeen[row], observations.lastSeen[row], mine[at]))
                    at += 1
                }
                if run.count > 1 { run.sort { ($0.first, $0.last) < ($1.first, $1.last) } }
                var opened = false
                for (first, last, row) in run {
                    let sightings = observations.sightings[Int(row)]
                    let bit = sensorBit[observations.sensor[Int(row)]] ?? 0
                    let tenure = self.name.count - 1
                    if opened, first <= self.last[tenure] &+ gap {
                        self.last[tenure] = max(self.last[tenure], last)
                        count[tenure].addCount(sightings)
                        seenBy[tenure] |= bit
                    } else {
                        self.name.append(name)
                        self.address.append(address)
                        self.first.append(first)
                        self.last.append(last)
                        count.append(sightings)
                        seenBy.append(bit)
                        opened = true
                    }
                    begin = min(begin, first)
                    end = max(end, last)
                }
            }
        }
        firstTenure.append(Int32(self.name.count))
        self.begin = begin == .max ? 0 : begin
        self.end = end == .min ? 0 : end
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
