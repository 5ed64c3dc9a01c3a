public import PassiveDNS

extension Analysis {
    /// Gives the campaigns the ids by which a registry knows them, and their names, and registers those that are new.
    ///
    /// Linear in the number of members, remembered and found, but for sorting.
    public mutating func register(in registry: inout CampaignRegistry) {
        let ids = registry.register(campaigns)
        let aliases = registry.aliases()
        let origins = Dictionary(registry.records.map { ($0.id, $0.splitFrom) }) { first, _ in first }
        rename { campaign, number in
            campaign.id = ids[number]
            campaign.aliases = aliases[campaign.id] ?? []
            campaign.splitFrom = origins[campaign.id] ?? nil
        }
    }

    /// What became of each address, in their order, to be kept for pivots.
    public var places: [PlaceRecord] {
        graph.addresses.indices.map { number in
            PlaceRecord(
                address: graph.addresses[number],
                hubClass: finder.classes[number].rawValue,
                fanOut: finder.fanOut(of: Int32(number))
            )
        }
    }
}
