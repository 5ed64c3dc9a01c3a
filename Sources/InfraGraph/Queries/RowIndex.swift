internal import PassiveDNS
internal import Synchronization

/// The observations' rows by what can be asked for: owner name, address, or name in the data.
///
/// Made at the first question, in linear time; about 12 bytes a row.
final class RowIndex: Sendable {
    private struct Columns: Sendable {
        /// The rows of each symbol that is an owner name.
        let byOwner: Grouping
        /// The rows of each symbol that is a name in the data.
        let byTarget: Grouping
        /// The rows of each address of the graph, by its names' numbers.
        let byAddress: Grouping
    }

    private let observations: ObservationTable
    private let graph: TenureGraph
    private let made = Mutex<Columns?>(nil)

    init(_ observations: ObservationTable, _ graph: TenureGraph) {
        self.observations = observations
        self.graph = graph
    }

    /// The rows of addresses, given by their numbers, in the order of addresses and then of names.
    func rows(of addresses: Range<Int32>) -> ArraySlice<Int32> {
        let index = columns.byAddress
        return index.items[
            Int(index.starts[Int(addresses.lowerBound)])..<Int(index.starts[Int(addresses.upperBound)])
        ]
    }

    /// The rows that have a symbol as their owner or, where the data is a name, as their data; each once.
    func rows(of symbol: Int32) -> [Int32] {
        let index = columns
        return index.byOwner[symbol] + index.byTarget[symbol].filter { observations.rrname[Int($0)] != symbol }
    }

    private var columns: Columns {
        made.withLock { made in
            if let made { return made }
            let columns = make()
            made = columns
            return columns
        }
    }

    private func make() -> Columns {
        var targets = [Int32](repeating: -1, count: observations.count)
        var addresses = targets
        for row in 0..<observations.count {
            let type = RecordType(rawValue: observations.rrtype[row])
            if type.isAddress {
                addresses[row] = graph.numberOfAddress[Int(observations.rdata[row])]
            } else if type.isName {
                targets[row] = observations.rdata[row]
            }
        }
        let symbols = observations.symbols.count
        return Columns(
            byOwner: Grouping(keys: observations.rrname, groups: symbols),
            byTarget: Grouping(keys: targets, groups: symbols),
            byAddress: Grouping(keys: addresses, groups: graph.addresses.count, order: graph.rows.items)
        )
    }
}
