public import PassiveDNS

extension Analysis {
    /// The picture of some campaigns: their names, their addresses and the hubs their names touched.
    ///
    /// Hubs are shown with the edges that lead to them, at whatever time, and never beyond.
    ///
    /// - Parameters:
    ///   - campaigns: campaigns of this analysis.
    ///   - extent: how much of them.
    /// - Returns: the map; nodes and edges in the order of the campaigns.
    public func map(of campaigns: [Campaign], extent: MapExtent = .readable) -> InfrastructureMap {
        var drawing = MapBuilder(self, limits: MapLimits(extent, campaigns: campaigns.count))
        for campaign in campaigns { drawing.add(campaign) }
        return drawing.map(of: campaigns)
    }

    /// The picture of everything that one name or address was tied to, whatever it is worth.
    ///
    /// A name with all its addresses, or an address with its names, those that came first; edges are as wide as the
    /// connection is valid. Blocks, and what was never seen on an address, give a map without nodes.
    public func map(around indicator: Indicator, extent: MapExtent = .readable) -> InfrastructureMap {
        var drawing = MapBuilder(self, limits: MapLimits(extent, campaigns: 1))
        switch indicator {
        case .name(let name): drawing.add(name)
        case .address(let address): drawing.add(address)
        case .prefix: break
        }
        var map = drawing.map(of: [])
        map.title = indicator.description
        return map
    }
}

extension Analysis {
    /// What an analysis rests on: the time that the data cover and the version of the weights.
    public var basis: String {
        let seen =
            graph.first.isEmpty
            ? "no data" : "data from \(Timestamp(seconds: graph.begin).date) to \(Timestamp(seconds: graph.end).date)"
        return "\(seen) · weights \(settings.label)"
    }

    /// Changes of hands that bound a unit's time, and seizures since it began.
    func mapEvents(of unit: Int32) -> [InfrastructureMap.Event] {
        let (begin, end) = (units.first[Int(unit)], units.last[Int(unit)])
        let domain = units.domain[Int(unit)]
        guard !units.isShadow[Int(unit)] else { return [] }
        let splits = ownership.splits(of: domain)
        var events: [InfrastructureMap.Event] = []
        if let opening = splits.last(where: { $0.at <= begin + 2 * Timestamp.day }) {
            events.append(.init(kind: .gained, date: Timestamp(seconds: opening.at), text: words(of: opening)))
        }
        let closing = splits.first { $0.at > max(begin, end - 2 * Timestamp.day) }
        let seizures = (ownership.seizures[domain] ?? []).filter { seizure in
            // Those of later holders are not theirs.
            seizure.date.seconds >= begin && seizure.date.seconds - (closing?.at ?? .max / 2) <= 30 * Timestamp.day
        }
        // A seizure says more than that the domain changed hands then.
        if let closing, !seizures.contains(where: { abs($0.date.seconds - closing.at) <= 30 * Timestamp.day }) {
            events.append(.init(kind: .lost, date: Timestamp(seconds: closing.at), text: words(of: closing)))
        }
        for seizure in seizures {
            let who = seizure.operatorName.map { " by \($0)" } ?? ""
            events.append(
                .init(kind: .seized, date: seizure.date, text: "pointed at the sinkhole \(seizure.address)\(who)")
            )
        }
        return events.sorted { ($0.date, $0.kind.rawValue) < ($1.date, $1.kind.rawValue) }
    }
}
