public import PassiveDNS

extension Analysis {
    /// The picture of some campaigns: their names, their addresses and the hubs their names touched.
    ///
    /// Hubs are shown with the edges that lead to them, at whatever time, and never beyond. Nodes and edges in the order
    /// of the campaigns.
    public func map(of campaigns: [Campaign]) -> InfrastructureMap {
        var drawing = MapBuilder(self, campaigns: campaigns.count)
        for campaign in campaigns { drawing.add(campaign) }
        return drawing.map(of: campaigns)
    }

    /// The picture of everything that one name or address was tied to, whatever it is worth.
    ///
    /// A name with all its addresses, or an address with its names, those that came first; edges are as wide as the
    /// connection is valid. Blocks, and what was never seen on an address, give a map without nodes.
    public func map(around indicator: Indicator) -> InfrastructureMap {
        var drawing = MapBuilder(self, campaigns: 1)
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

/// An infrastructure map while campaigns, names and addresses are added to it.
private struct MapBuilder {
    let analysis: Analysis
    var map = InfrastructureMap(title: "")
    var nodeOfName: [Int32: Int] = [:]
    var nodeOfAddress: [Int32: Int] = [:]

    /// More addresses of one campaign than this, such as a fast-flux network's bots, tell a reader nothing more.
    private static let mostAddresses = 80
    /// More hubs of one campaign than this are not drawn: every address of a CDN tells a reader nothing more, and in a map
    /// of many campaigns hubs pull strangers together.
    private let mostHubs: Int
    /// More names of one address than this are not drawn.
    private static let mostNames = 400
    private var addressesOmitted: Set<Int32> = []
    private var namesOmitted: Set<Int32> = []
    private var hubsOmitted = 0

    private var graph: TenureGraph { analysis.graph }

    init(_ analysis: Analysis, campaigns: Int) {
        self.analysis = analysis
        mostHubs = max(1, 12 / max(1, campaigns))
    }

    mutating func add(_ campaign: Campaign) {
        let own = campaign.addresses.filter { !$0.hubClass.isLeftOut }
        for address in own.prefix(Self.mostAddresses) {
            guard let place = graph.find(address.address) else { continue }
            if let drawn = nodeOfAddress[place] {
                map.nodes[drawn].period = map.nodes[drawn].period?.union(address.period) ?? address.period
                continue
            }
            nodeOfAddress[place] = map.nodes.count
            map.nodes.append(node(of: address, place))
        }
        addressesOmitted.formUnion(own.dropFirst(Self.mostAddresses).compactMap { graph.find($0.address) })

        let hubs = hubs(of: campaign)
        for place in hubs.prefix(mostHubs) where nodeOfAddress[place] == nil {
            nodeOfAddress[place] = map.nodes.count
            map.nodes.append(node(ofHub: place))
        }
        hubsOmitted += max(0, hubs.count - mostHubs)

        for member in campaign.members {
            // A name that changed hands is drawn once for each holder.
            guard let name = graph.names.name(named: member.name.text) else { continue }
            nodeOfName[name] = map.nodes.count
            var node = node(of: member, name)
            node.campaign = campaign.id
            map.nodes.append(node)
            addEdges(of: member, name)
        }
    }

    private mutating func addEdges(of member: Campaign.Member, _ name: Int32) {
        for tenure in graph.tenures(of: name) {
            guard let address = nodeOfAddress[graph.address[Int(tenure)]] else { continue }
            let period = graph.period(of: tenure)
            let isHub = analysis.finder.classes[Int(graph.address[Int(tenure)])].isLeftOut
            guard isHub || period.overlaps(member.period) else { continue }
            let isTied = !isHub && !analysis.judgements.rejects(name, on: graph.address[Int(tenure)])
            map.edges.append(
                InfrastructureMap.Edge(
                    name: map.nodes.count - 1,
                    address: address,
                    period: period,
                    validity: isTied ? member.confidence : 0,
                    sightings: graph.count[Int(tenure)]
                )
            )
        }
    }

    /// A name with all its addresses.
    mutating func add(_ name: DomainName) {
        guard let number = graph.names.name(named: name.text) else { return }
        let tenures = graph.tenures(of: number).sorted { (graph.first[Int($0)], $0) < (graph.first[Int($1)], $1) }
        for tenure in tenures { addContext(address: graph.address[Int(tenure)]) }
        addContext(name: number, isSeed: true)
        for tenure in tenures { addEdge(tenure, from: number) }
    }

    /// An address with the names that were first on it.
    mutating func add(_ address: IPAddress) {
        guard let place = graph.find(address) else { return }
        addContext(address: place)
        map.nodes[0].isSeed = true
        for tenure in graph.byAddress[place] {
            let name = graph.name[Int(tenure)]
            if nodeOfName[name] == nil {
                guard nodeOfName.count < Self.mostNames else {
                    namesOmitted.insert(name)
                    continue
                }
                addContext(name: name, isSeed: false)
            }
            addEdge(tenure, from: name)
        }
    }

    private mutating func addContext(address place: Int32) {
        guard nodeOfAddress[place] == nil else { return }
        guard nodeOfAddress.count < Self.mostAddresses else {
            addressesOmitted.insert(place)
            return
        }
        nodeOfAddress[place] = map.nodes.count
        let isHub = analysis.finder.classes[Int(place)].isLeftOut
        let label = graph.addresses[Int(place)].description
        map.nodes.append(
            isHub
                ? node(ofHub: place)
                : InfrastructureMap.Node(
                    kind: .address,
                    label: label,
                    network: network(of: place),
                    details: details(place)
                )
        )
    }

    private mutating func addContext(name: Int32, isSeed: Bool) {
        nodeOfName[name] = map.nodes.count
        let domain = graph.names.domainName(graph.names.domains[Int(name)])
        map.nodes.append(
            InfrastructureMap.Node(kind: .name, label: graph.names.name(name), group: domain, isSeed: isSeed)
        )
    }

    private mutating func addEdge(_ tenure: Int32, from name: Int32) {
        let place = graph.address[Int(tenure)]
        guard let node = nodeOfName[name], let address = nodeOfAddress[place] else { return }
        let isHub = analysis.finder.classes[Int(place)].isLeftOut
        let tie = analysis.connection(
            .name(DomainName(canonical: graph.names.name(name))),
            .address(graph.addresses[Int(place)])
        )
        map.edges.append(
            InfrastructureMap.Edge(
                name: node,
                address: address,
                period: graph.period(of: tenure),
                validity: isHub ? 0 : tie.score,
                sightings: graph.count[Int(tenure)]
            )
        )
    }

    /// The addresses left out of linking that names of a campaign were ever on, those with most of its names first.
    private func hubs(of campaign: Campaign) -> [Int32] {
        var names: [Int32: Int] = [:]
        for name in campaign.members.compactMap({ graph.names.name(named: $0.name.text) }) {
            let places = Set(graph.tenures(of: name).map { graph.address[Int($0)] })
            for place in places where analysis.finder.classes[Int(place)].isLeftOut {
                names[place, default: 0] += 1
            }
        }
        return names.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// The map, with its heading.
    func map(of campaigns: [Campaign]) -> InfrastructureMap {
        var map = map
        var omitted: [String] = []
        if !namesOmitted.isEmpty { omitted.append(counted(namesOmitted.count, "name")) }
        let addressesOmitted = addressesOmitted.subtracting(nodeOfAddress.keys)
        if !addressesOmitted.isEmpty { omitted.append(counted(addressesOmitted.count, "address", "addresses")) }
        if hubsOmitted > 0 { omitted.append(counted(hubsOmitted, "hub")) }
        if !omitted.isEmpty {
            map.omissions = ["Not drawn: \(omitted.joined(separator: " and ")), the least tied or the last seen"]
        }
        let names = map.nodes.count { $0.kind == .name }
        let addresses = map.nodes.count { $0.kind == .address }
        var facts = [counted(names, "name")]
        if addresses > 0 { facts.append(counted(addresses, "address", "addresses")) }
        let hubs = map.nodes.count - names - addresses
        if hubs > 0 { facts.append("\(counted(hubs, "hub")) left out") }
        if let only = campaigns.first, campaigns.count == 1 {
            map.title = "Campaign \(only.title)"
            facts = [only.period.description, "confidence \(percent(only.confidence))"] + facts
        } else {
            map.title = counted(campaigns.count, "campaign")
        }
        map.subtitle = facts.joined(separator: " · ")
        map.basis = analysis.basis
        return map
    }

    private func node(of address: Campaign.Address, _ place: Int32) -> InfrastructureMap.Node {
        InfrastructureMap.Node(
            kind: .address,
            label: address.address.description,
            period: address.period,
            isSeed: address.isSeed,
            network: network(of: place),
            details: details(place)
        )
    }

    private func node(ofHub place: Int32) -> InfrastructureMap.Node {
        InfrastructureMap.Node(
            kind: .hub(class: analysis.finder.classes[Int(place)].rawValue),
            label: graph.addresses[Int(place)].description,
            network: network(of: place),
            details: details(place)
        )
    }

    /// The autonomous system of an address where one is known, else the block around it.
    private func network(of place: Int32) -> String {
        let address = graph.addresses[Int(place)]
        return analysis.system(of: address)?.description ?? IPPrefix.neighbourhood(of: address).description
    }

    private func details(_ place: Int32) -> [String] {
        let fanOut = analysis.fanOut(of: place)
        return ["\(counted(fanOut, "domain")) seen on it, ever"] + (analysis.finder.verdicts[place]?.evidence ?? [])
    }

    private func node(of member: Campaign.Member, _ name: Int32) -> InfrastructureMap.Node {
        let units = analysis.units
        let domain = graph.names.domainName(graph.names.domains[Int(name)])
        let unit = units.ofName[Int(name)].first {
            units.first[Int($0)] <= member.period.first.seconds && member.period.last.seconds <= units.last[Int($0)]
        }
        var group = domain
        var details = ["seen \(member.period)", "belongs here with confidence \(percent(member.confidence))"]
        if let unit, units.epoch[Int(unit)] > 0 { group += ", from \(member.period.first.date)" }
        if let unit, units.isShadow[Int(unit)] {
            details.append("looks planted below \(domain), whose own hosting is left out")
        }
        return InfrastructureMap.Node(
            kind: .name,
            label: member.name.text,
            group: group,
            period: member.period,
            confidence: member.confidence,
            isSeed: member.isSeed,
            isPlanted: unit.map { units.isShadow[Int($0)] } ?? false,
            events: unit.map(analysis.mapEvents) ?? [],
            details: details
        )
    }
}
