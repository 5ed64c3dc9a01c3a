internal import PassiveDNS

/// The bipartite graph of names and addresses whose edges are bounded in time.
///
/// An edge is a tenure: an unbroken time in which a name is taken to have pointed at an address. Edges are columns,
/// sorted by (name, address, first); names of one registrable domain lie together. Everything is numbered by content, so
/// the order of the observations leaves no trace.
final class TenureGraph: Columned, Sendable {
    let names: NameIndex
    /// The addresses in ascending order.
    let addresses: [IPAddress]
    /// The distinct sensors' symbols, in the order of their texts.
    let sensors: [Int32]
    /// For each sensor, whether it only says when pairs were seen first and last, whatever lay between: it has many long
    /// pairs and never two rows for one of them.
    let aggregates: [Bool]

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
    /// For each tenure: the sensor that alone saw it; −1 where several did.
    let loneSensor: [Int32]
    /// For each name: where its tenures begin; one more at the end.
    let firstTenure: [Int32]
    /// The tenures of each address, in the order of names.
    let byAddress: Grouping

    /// When anything was seen first, over all observations of addresses.
    let begin: Int64
    /// When anything was seen last.
    let end: Int64

    var tenureCount: Int { name.count }

    /// A sensor with so many pairs seen for two months or more aggregates.
    private static let leastLongPairs = 50

    /// Builds the graph.
    ///
    /// Linear but for the sorting of the rows of each name.
    init(_ observations: ObservationTable, _ rows: AddressRows, settings: AnalysisSettings) {
        let gap = settings.tenureGap
        var parts = Parallel.parts(rows.names.count) { names in
            TenureColumns(Int32(names.lowerBound)..<Int32(names.upperBound), rows, of: observations, joining: gap)
        }
        let tenures = TenureColumns(&parts)
        names = rows.names
        addresses = rows.addresses
        sensors = rows.sensors
        aggregates = sensors.indices.map { sensor in
            tenures.longRows[Int32(sensor)] ?? 0 >= Self.leastLongPairs && !tenures.repeating.contains(Int32(sensor))
        }
        name = tenures.name
        address = tenures.address
        first = tenures.first
        last = tenures.last
        count = tenures.count
        loneSensor = tenures.loneSensor
        begin = first.min() ?? 0
        end = last.max() ?? 0
        firstTenure = Grouping.starts(name, groups: names.count) { $0 }
        byAddress = Grouping(keys: address, groups: addresses.count)
    }

    /// The tenures of a name.
    func tenures(of name: Int32) -> Range<Int32> {
        firstTenure[Int(name)]..<firstTenure[Int(name) + 1]
    }

    /// How many names were on an address, and when the first and the last of them were.
    func names(on address: Int32) -> (count: Int, period: Period) {
        let tenures = byAddress[address]
        var count = 0
        var (first, last) = (Int64.max, Int64.min)
        var previous: Int32 = -1
        for tenure in tenures.lazy.map({ Int($0) }) {
            if name[tenure] != previous { count += 1 }
            previous = name[tenure]
            first = min(first, self.first[tenure])
            last = max(last, self.last[tenure])
        }
        return (count, Period(first: Timestamp(seconds: min(first, last)), last: Timestamp(seconds: max(first, last))))
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

    // MARK: - Keeping

    func write(to columns: inout ColumnWriter) throws {
        try columns.write(
            names,
            addresses,
            sensors,
            aggregates,
            name,
            address,
            first,
            last,
            count,
            loneSensor,
            firstTenure,
            byAddress,
            begin,
            end
        )
    }

    init(from columns: inout ColumnReader) throws {
        names = try columns.read()
        addresses = try columns.read()
        sensors = try columns.read()
        aggregates = try columns.read()
        name = try columns.read()
        address = try columns.read()
        first = try columns.read()
        last = try columns.read()
        count = try columns.read()
        loneSensor = try columns.read()
        firstTenure = try columns.read()
        byAddress = try columns.read()
        begin = try columns.read()
        end = try columns.read()
    }
}
