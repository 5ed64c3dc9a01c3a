public import PassiveDNS

extension Analysis {
    /// How many of some seeds were seen in any record, as its name or its data, and how many campaigns hold.
    ///
    /// One pass over the records of data other than addresses.
    public func known(_ seeds: [Seed]) -> (seen: Int, held: Int) {
        var isNamed = [Bool](repeating: false, count: records.symbols.count)
        for record in 0..<records.count {
            isNamed[Int(records.owner[record])] = true
            if let target = records.target(of: record) { isNamed[Int(target)] = true }
        }
        let isSeen = { (indicator: Indicator) -> Bool in
            switch indicator {
            case .name(let name):
                guard let symbol = records.symbols.find(name.text) else { return false }
                return isNamed[Int(symbol)] || graph.names.nameOfSymbol[Int(symbol)] >= 0
            case .address(let address): return graph.find(address).map { !graph.byAddress[$0].isEmpty } ?? false
            case .prefix(let block): return !graph.byAddress[graph.addresses(in: block)].isEmpty
            }
        }
        let seen = seeds.filter { isSeen($0.indicator) }
        return (seen.count, seen.count { !campaigns(seeds: [$0]).isEmpty })
    }

    /// The types of the records of other data than addresses that a name was seen in, as their owner or their data, by number.
    ///
    /// One pass over those records.
    public func types(of indicator: Indicator) -> [RecordType] {
        guard case .name(let name) = indicator, let symbol = records.symbols.find(name.text) else { return [] }
        let mine = (0..<records.count).filter { records.owner[$0] == symbol || records.target(of: $0) == symbol }
        return Set(mine.map { records.type[$0].rawValue }).sorted().map { RecordType(rawValue: $0) }
    }
}
