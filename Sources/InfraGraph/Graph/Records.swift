internal import PassiveDNS

/// The rows of observations that no tenure tells: those of data other than addresses, and those of ``TenureGraph/oddPairs``.
///
/// Columns in the order of the observations.
struct Records: Sendable {
    /// The texts of all observations: owner names, names and other data, sensors.
    let symbols: SymbolTable
    private(set) var owner: [Int32] = []
    private(set) var type: [RecordType] = []
    /// The number of an address in the graph, else a symbol.
    private(set) var data: [Int32] = []
    private(set) var first: [Int64] = []
    private(set) var last: [Int64] = []
    private(set) var sightings: [Int64] = []
    /// The sensor's symbol.
    private(set) var sensor: [Int32] = []

    var count: Int { owner.count }

    /// Copies the rows out of the observations.
    init(_ observations: ObservationTable, _ rows: AddressRows, graph: TenureGraph) {
        symbols = observations.symbols
        for row in 0..<observations.count {
            let type = RecordType(rawValue: observations.rrtype[row])
            var data = observations.rdata[row]
            if type.isAddress {
                guard !graph.oddPairs.isEmpty else { continue }
                data = rows.numberOfAddress[Int(data)]
                let name = graph.names.nameOfSymbol[Int(observations.rrname[row])]
                guard graph.oddPairs.contains(NamedAddress(name: name, address: data)) else { continue }
            }
            owner.append(observations.rrname[row])
            self.type.append(type)
            self.data.append(data)
            first.append(observations.firstSeen[row])
            last.append(observations.lastSeen[row])
            sightings.append(observations.sightings[row])
            sensor.append(observations.sensor[row])
        }
    }

    /// The data of a row of another type than that of addresses as a name; `nil` where they are none.
    func target(of row: Int) -> Int32? {
        type[row].isName ? data[row] : nil
    }
}
