internal import PassiveDNS

/// An infrastructure map while campaigns, names and addresses are added to it.
struct MapBuilder {
    let analysis: Analysis
    var map = InfrastructureMap(title: "")
    var nodeOfName: [Int32: Int] = [:]
    var nodeOfAddress: [Int32: Int] = [:]

    let limits: MapLimits
    private var addressesOmitted: Set<Int32> = []
    private var namesOmitted: Set<Int32> = []
    private var hubsOmitted = 0

    private var graph: TenureGraph { analysis.graph }

    init(_ analysis: Analysis, limits: MapLimits) {
        self.analysis = analysis
        self.limits = limits
    }

    mutating func add(_ campaign: Campaign) {
        let own = campaign.addresses.filter { !$0.hubClass.isLeftOut }
        for address in own.prefix(limits.addresses) {
            guard let place = graph.find(address.address) else { continue }
            if let drawn = nodeOfAddress[place] {
                map.nodes[drawn].period = map.nodes[drawn].period?.union(address.period) ?? address.period
                continue
            }
            nodeOfAddress[place] = map.nodes.count
            map.nodes.append(node(of: address, place))
        }
        addressesOmitted.formUnion(own.dropFirst(limits.addresses).compactMap { graph.find($0.address) })

        let hubs = hubs(of: campaign)
        for place in hubs.prefix(limits.hubs) where nodeOfAddress[place] == nil {
            nodeOfAddress[place] = map.nodes.count
            map.nodes.append(node(ofHub: place))
        }
        hubsOmitted += max(0, hubs.count - limits.hubs)

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
            let tie = isHub ? 0 : self.tie(name, graph.address[Int(tenure)])
            map.edges.append(
                InfrastructureMap.Edge(
                    name: map.nodes.count - 1,
                    address: address,
                    period: period,
                    validity: min(member.confidence, tie),
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
                guard nodeOfName.count < limits.names else {
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
        guard nodeOfAddress.count < limits.addresses else {
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
        map.edges.append(
            InfrastructureMap.Edge(
                name: node,
                address: address,
                period: graph.period(of: tenure),
                validity: isHub ? 0 : tie(name, place),
                sightings: graph.count[Int(tenure)]
            )
        )
    }

    /// How valid the connection of a name and an address is, 0…1.
    private func tie(_ name: Int32, _ place: Int32) -> Double {
        let name = DomainName(canonical: graph.names.name(name))
        return analysis.connection(.name(name), .address(graph.addresses[Int(place)])).score
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
        let unit = units.ofName[name].first {
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
