public import PassiveDNS

extension Analysis {
    /// When domains changed hands, in the order of their names.
    ///
    /// - Parameter domains: the domains asked for, also without a change; all that may have changed hands, or were seized,
    ///   where `nil`.
    ///   A name below a registrable domain stands for that domain.
    /// - Returns: a history for each.
    public func histories(of domains: [DomainName]? = nil) -> [DomainHistory] {
        guard let domains else {
            return Set(ownership.changes.keys).union(ownership.seizures.keys).sorted().map { history(of: $0) }
        }
        let asked = domains.compactMap { name in
            graph.names.domain(named: name.text)
                ?? graph.names.name(named: name.text).map { graph.names.domains[Int($0)] }
        }
        return Set(asked).sorted().map { history(of: $0) }
    }

    /// The domains that pointed at a sinkhole, by date, then by name.
    public var seizures: [Seizure] {
        ownership.seizures.values.joined().sorted { ($0.date, $0.domain.text) < ($1.date, $1.domain.text) }
    }

    private func history(of domain: Int32) -> DomainHistory {
        let mine = units.units(of: domain)
        var epochs: [Int32: (period: Period, uses: [DomainHistory.Use: Int64])] = [:]
        for unit in mine {
            for holding in units.holdings(of: unit) {
                let period = units.period(of: holding)
                let use: DomainHistory.Use =
                    switch finder.classes[Int(units.address[holding])] {
                    case .sinkhole: .seized
                    case .parking: .parked
                    default: .inUse
                    }
                let epoch = units.epoch[Int(unit)]
                let known = epochs[epoch]
                var uses = known?.uses ?? [:]
                uses[use, default: 0] += period.duration + 1
                epochs[epoch] = (known?.period.union(period) ?? period, uses)
            }
        }
        return DomainHistory(
            domain: DomainName(canonical: graph.names.domainName(domain)),
            epochs: epochs.sorted { $0.key < $1.key }.map { _, epoch in
                let use = epoch.uses.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key ?? .inUse
                return DomainHistory.Epoch(period: epoch.period, use: use)
            },
            cuts: ownership.splits(of: domain).map(Self.told),
            doubts: ownership.doubts(of: domain).map(Self.told),
            seizures: ownership.seizures[domain] ?? []
        )
    }

    private static func told(_ change: OwnershipChange) -> DomainHistory.Change {
        DomainHistory.Change(
            at: Timestamp(seconds: change.at),
            probability: change.probability,
            signs: change.signs
        )
    }
}
