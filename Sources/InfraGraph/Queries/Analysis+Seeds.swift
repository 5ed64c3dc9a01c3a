internal import PassiveDNS

extension Analysis {
    /// How many of some seeds were seen in any record, as its name or its data, and how many campaigns hold.
    ///
    /// The first question makes an index, in one pass over the records of data other than addresses.
    public func known(_ seeds: [Seed]) -> (seen: Int, held: Int) {
        var seen = 0
        var held = 0
        for seed in seeds {
            guard isSeen(seed.indicator) else { continue }
            seen += 1
            if !campaigns(seeds: [seed]).isEmpty { held += 1 }
        }
        return (seen, held)
    }

    private func isSeen(_ indicator: Indicator) -> Bool {
        switch indicator {
        case .name(let name):
            guard let symbol = records.symbols.find(name.text) else { return false }
            return graph.names.nameOfSymbol[Int(symbol)] >= 0 || !index.records(of: symbol).isEmpty
                || !index.records(leadingTo: symbol).isEmpty
        case .address(let address): return graph.find(address).map { !graph.byAddress[$0].isEmpty } ?? false
        case .prefix(let block): return !graph.byAddress[graph.addresses(in: block)].isEmpty
        }
    }
}
