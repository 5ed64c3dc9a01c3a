internal import PassiveDNS

extension Analysis {
    /// The picture of some campaigns: their names, their addresses and the hubs their names touched.
    ///
    /// Hubs are shown with the edges that lead to them, at whatever time, and never beyond. Nodes and edges in the order
    /// of the campaigns.
    public func map(of campaigns: [Campaign]) -> InfrastructureMap {
        var drawing = MapBuilder(self, campaigns: campaigns.count)
        for campaign in campaigns {
            drawing.add(campaign)
        }
        return drawing.map(of: campaigns)
    }
}

/// An infrastructure map while campaigns are added to it.
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
    private var addressesOmitted = 0
    private var hubsOmitted = 0

    private var graph: TenureGraph { analysis.graph }

    init(_ analysis: Analysis, campaigns: Int) {
        self.analysis = analysis
        mostHubs = max(1, 12 / max(1, campaigns))
    }

    mutating func add(_ campaign: Campaign) {
        let own = campaign.addresses.filter { !$0.hubClass.isLeftOut }
        for address in own.prefix(Self.mostAddresses) {
            guard let place = graph.find(address.address), nodeOfAddress[place] == nil else { continue }
            nodeOfAddress[place] = map.nodes.count
            map.nodes.append(node(of: address, place))
        }
        addressesOmitted += max(0, own.count - Self.mostAddresses)

        let hubs = hubs(of: campaign)
        for place in hubs.prefix(mostHubs) where nodeOfAddress[place] == nil {
            nodeOfAddress[place] = map.nodes.count
            map.nodes.append(node(ofHub: place))
        }
        hubsOmitted += max(0, hubs.count - mostHubs)

        for member in campaign.members {
            guard let name = graph.names.name(named: member.name.text), nodeOfName[name] == nil else { continue }
            nodeOfName[name] = map.nodes.count
            map.nodes.append(node(of: member, name))
            addEdges(of: member, name)
        }
    }

    private mutating func addEdges(of member: Campaign.Member, _ name: Int32) {
        for tenure in graph.tenures(of: name) {
            guard let address = nodeOfAddress[graph.address[Int(tenure)]] else { continue }
            let period = graph.period(of: tenure)
            let isHub = analysis.finder.classes[Int(graph.address[Int(tenure)])].isLeftOut
            guard isHub || period.overlaps(member.period) else { continue }
            map.edges.append(
                InfrastructureMap.Edge(
                    name: map.nodes.count - 1,
                    address: address,
                    period: period,
                    validity: isHub ? 0 : member.confidence,
                    sightings: graph.count[Int(tenure)]
                )
            )
        }
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
        if addressesOmitted > 0 { omitted.append(counted(addressesOmitted, "address", "addresses")) }
        if hubsOmitted > 0 { omitted.append(counted(hubsOmitted, "hub")) }
        if !omitted.isEmpty {
            map.omissions = ["Not drawn: \(omitted.joined(separator: " and ")) with the fewest names"]
        }
        let names = map.nodes.count { $0.kind == .name }
        let addresses = map.nodes.count { $0.kind == .address }
        var facts = [counted(names, "name"), counted(addresses, "address", "addresses")]
        let hubs = map.nodes.count - names - addresses
        if hubs > 0 { facts.append("\(counted(hubs, "hub")) left out") }
        if let only = campaigns.first, campaigns.count == 1 {
            map.title = "Campaign \(only.id)"
            facts = [only.period.description, "confidence \(percent(only.confidence))"] + facts
        } else {
            map.title = counted(campaigns.count, "campaign")
        }
        map.subtitle = facts.joined(separator: " · ")
        return map
    }

    private func node(of address: Campaign.Address, _ place: Int32) -> InfrastructureMap.Node {
        InfrastructureMap.Node(
            kind: .address,
            label: address.address.description,
            period: address.period,
            isSeed: address.isSeed,
            details: details(place)
        )
    }

    private func node(ofHub place: Int32) -> InfrastructureMap.Node {
        InfrastructureMap.Node(
            kind: .hub(class: analysis.finder.classes[Int(place)].rawValue),
            label: graph.addresses[Int(place)].description,
            details: details(place)
        )
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
            details: details
        )
    }
}
