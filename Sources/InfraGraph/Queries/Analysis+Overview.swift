internal import PassiveDNS

extension Analysis {
    /// The picture of many campaigns: each as one node, with the possible relations and the hubs between them.
    ///
    /// Half of the room goes to the largest campaigns, half to those with the firmest relations to the chosen ones. Hubs are
    /// drawn where few campaigns share them; what all the world shares tells nothing. Near-linear in the number of
    /// addresses of all campaigns.
    ///
    /// - Parameters:
    ///   - chosen: campaigns of this analysis, such as those that hold a seed; marks of seeds are kept.
    ///   - extent: how many of them; the whole still holds only the hubs that few campaigns share.
    /// - Returns: the picture; what did not fit is told in its omissions.
    public func overview(of chosen: [Campaign], extent: MapExtent = .readable) -> InfrastructureMap {
        OverviewBuilder(self, chosen, extent).map
    }
}

/// An overview while it is built.
private struct OverviewBuilder {
    /// More circles than this fit on no slide.
    private let mostCampaigns: Int
    /// A relation of less is most often one chance link between two crowds.
    private static let leastScore = 0.1
    /// More hubs than this tell a reader nothing more.
    private let mostHubs: Int
    /// What more campaigns than this share is everybody's.
    private static let mostSharing = 5
    /// The classes of hubs that a campaign's holder may have chosen or been brought to.
    private static let tellingClasses: [HubClass] = [.sinkhole, .parking, .shared, .cdn]

    let analysis: Analysis
    var map = InfrastructureMap(title: "")
    /// For each drawn campaign, by its place among all, its node.
    private var node: [Int: Int] = [:]

    init(_ analysis: Analysis, _ chosen: [Campaign], _ extent: MapExtent) {
        self.analysis = analysis
        (mostCampaigns, mostHubs) = extent == .whole ? (.max, .max) : (30, 12)
        let placeOf = Dictionary(analysis.campaigns.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let places = chosen.compactMap { placeOf[$0.id] }
        let marked = Dictionary(chosen.map { ($0.id, $0) }) { first, _ in first }
        let pairs = pairs(of: places)
        for place in drawn(places, pairs) {
            node[place] = map.nodes.count
            map.nodes.append(Self.node(of: marked[analysis.campaigns[place].id] ?? analysis.campaigns[place]))
        }
        for pair in pairs {
            guard let a = node[pair.a], let b = node[pair.b] else { continue }
            let relation = pair.relation
            map.relations.append(.init(a: a, b: b, score: relation.score, details: relation.evidence))
        }
        let campaigns = map.nodes.count
        let shared = addHubs()
        describe(campaigns, missing: places.count { node[$0] == nil }, hubs: shared)
    }

    // MARK: - Which campaigns

    private struct Pair {
        var a: Int
        var b: Int
        var relation: Campaign.Relation
        /// A relation between larger campaigns tells more.
        var rank: Double
    }

    /// The related campaigns of which at least one was chosen, those that tell most first.
    private func pairs(of places: [Int]) -> [Pair] {
        let chosen = Set(places)
        let campaigns = analysis.campaigns
        return places.flatMap { place in
            campaigns[place].relations.compactMap { relation -> Pair? in
                guard relation.score >= Self.leastScore else { return nil }
                guard !chosen.contains(relation.place) || place < relation.place else { return nil }
                let smaller = min(campaigns[place].members.count, campaigns[relation.place].members.count)
                let rank = relation.score * Double(smaller).squareRoot()
                return Pair(a: place, b: relation.place, relation: relation, rank: rank)
            }
        }
        .sorted { ($1.rank, $0.a, $0.b) < ($0.rank, $1.a, $1.b) }
    }

    private func drawn(_ places: [Int], _ pairs: [Pair]) -> [Int] {
        var drawn = Set(places.prefix(mostCampaigns / 2))
        for pair in pairs where drawn.union([pair.a, pair.b]).count <= mostCampaigns {
            drawn.formUnion([pair.a, pair.b])
        }
        for place in places where drawn.count < mostCampaigns { drawn.insert(place) }
        return drawn.sorted()
    }

    private static func node(of campaign: Campaign) -> InfrastructureMap.Node {
        let seeds = campaign.members.filter(\.isSeed)
        let first = seeds.first ?? campaign.members.first
        let own = campaign.addresses.count { !$0.hubClass.isLeftOut }
        let surest = Prose.list(campaign.members.map(\.name.text), atMost: 4)
        return InfrastructureMap.Node(
            kind: .campaign(names: campaign.members.count, first: first?.name.text ?? ""),
            label: campaign.title,
            period: campaign.period,
            confidence: campaign.confidence,
            isSeed: !seeds.isEmpty || campaign.addresses.contains(where: \.isSeed),
            details: [
                "\(counted(campaign.members.count, "name")): \(surest)", counted(own, "address", "addresses"),
            ] + campaign.reasons
        )
    }

    // MARK: - Hubs

    /// Adds the hubs that few campaigns share, those of the fewest first; gives how many there were.
    private mutating func addHubs() -> Int {
        var sharing: [IPAddress: [Int]] = [:]
        var classOf: [IPAddress: HubClass] = [:]
        for (place, campaign) in analysis.campaigns.enumerated() {
            for address in campaign.addresses where Self.tellingClasses.contains(address.hubClass) {
                sharing[address.address, default: []].append(place)
                classOf[address.address] = address.hubClass
            }
        }
        let rank = { (address: IPAddress) in
            (sharing[address]?.count ?? 0, classOf[address].flatMap(Self.tellingClasses.firstIndex) ?? 0, address)
        }
        let hubs = sharing.keys.filter { address in
            let places = sharing[address] ?? []
            return places.count <= Self.mostSharing && places.count { node[$0] != nil } >= 2
        }
        .sorted { rank($0) < rank($1) }
        for address in hubs.prefix(mostHubs) {
            guard let place = analysis.graph.find(address), let hubClass = classOf[address] else { continue }
            let hub = map.nodes.count
            map.nodes.append(
                InfrastructureMap.Node(
                    kind: .hub(class: hubClass.rawValue),
                    label: address.description,
                    details: analysis.finder.verdicts[place]?.evidence ?? []
                )
            )
            for campaign in sharing[address] ?? [] { addEdge(campaign, to: hub, place) }
        }
        return hubs.count
    }

    /// Ties a campaign to a hub by what its names did there.
    private mutating func addEdge(_ campaign: Int, to hub: Int, _ place: Int32) {
        guard let node = node[campaign] else { return }
        let graph = analysis.graph
        let members = Set(analysis.campaigns[campaign].members.compactMap { graph.names.name(named: $0.name.text) })
        let tenures = graph.byAddress[place].filter { members.contains(graph.name[Int($0)]) }
        let periods = tenures.map { graph.period(of: $0) }
        guard let first = periods.first else { return }
        map.edges.append(
            InfrastructureMap.Edge(
                name: node,
                address: hub,
                period: periods.dropFirst().reduce(first) { $0.union($1) },
                validity: 0,
                sightings: tenures.reduce(0) { $0 + graph.count[Int($1)] }
            )
        )
    }

    // MARK: - Words

    private mutating func describe(_ drawn: Int, missing: Int, hubs: Int) {
        let periods = map.nodes.compactMap(\.period)
        map.title = "Overview of \(counted(drawn, "campaign"))"
        var facts: [String] = []
        if let first = periods.first { facts.append(periods.reduce(first) { $0.union($1) }.description) }
        if !map.relations.isEmpty { facts.append(counted(map.relations.count, "possible relation")) }
        if map.nodes.count > drawn { facts.append(counted(map.nodes.count - drawn, "shared hub")) }
        map.subtitle = facts.joined(separator: " · ")
        map.basis = analysis.basis
        if missing > 0 {
            map.omissions.append(
                "Not drawn: \(counted(missing, "campaign")), smaller and less related; `ravel campaigns` lists all"
            )
        }
        let left = hubs - (map.nodes.count - drawn)
        if left > 0 { map.omissions.append("Not drawn: \(counted(left, "more hub")) that two or more of them share") }
    }
}
