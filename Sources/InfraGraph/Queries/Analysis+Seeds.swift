internal import PassiveDNS

extension Analysis {
    /// How many of some seeds were seen in any record, as its name or its data, and how many campaigns hold.
    ///
    /// One pass over the observations.
    public func known(_ seeds: [Seed]) -> (seen: Int, held: Int) {
        var isSeen = [Bool](repeating: false, count: observations.symbols.count)
        var isSeenAddress = [Bool](repeating: false, count: observations.addresses.count)
        for row in 0..<observations.count {
            let type = RecordType(rawValue: observations.rrtype[row])
            isSeen[Int(observations.rrname[row])] = true
            if type.isName { isSeen[Int(observations.rdata[row])] = true }
            if type.isAddress { isSeenAddress[Int(observations.rdata[row])] = true }
        }
        let addresses = Set(isSeenAddress.indices.filter { isSeenAddress[$0] }.map { observations.addresses[$0] })
        var seen = 0
        var held = 0
        for seed in seeds {
            let isKnown =
                switch seed.indicator {
                case .name(let name): observations.symbols.find(name.text).map { isSeen[Int($0)] } ?? false
                case .address(let address): addresses.contains(address)
                case .prefix(let prefix): addresses.contains { prefix.contains($0) }
                }
            guard isKnown else { continue }
            seen += 1
            if !campaigns(seeds: [seed]).isEmpty { held += 1 }
        }
        return (seen, held)
    }
}
