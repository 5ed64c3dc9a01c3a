internal import PassiveDNS

extension Analysis {
    /// The picture of some campaigns: their names, their addresses and the hubs their names touched.
    ///
    /// Hubs are shown with the edges that lead to them, never beyond. Nodes and edges in the order of the campaigns.
    public func map(of campaigns: [Campaign]) -> InfrastructureMap {
        var map = InfrastructureMap(title: title(of: campaigns))
        var nodeOfName: [Int32: Int] = [:]
        var nodeOfAddress: [Int32: Int] = [:]
        for campaign in campaigns {
            let left = campaign.addresses.count - Self.mostAddressesDrawn
            if left > 0 {
                map.omissions.append("\(left) addresses of \(campaign.id) with the fewest names are not drawn")
            }
            for address in campaign.addresses.prefix(Self.mostAddressesDrawn) {
                guard let place = graph.find(address.address), nodeOfAddress[place] == nil else { continue }
                nodeOfAddress[place] = map.nodes.count
                map.nodes.append(node(of: address, place))
            }
            for member in campaign.members {
                guard let name = graph.names.name(named: member.name.text), nodeOfName[name] == nil else { continue }
                nodeOfName[name] = map.nodes.count
                map.nodes.append(node(of: member, name))
                for tenure in graph.tenures(of: name).lazy.map({ Int($0) }) {
                    guard let address = nodeOfAddress[graph.address[tenure]],
                        graph.period(of: Int32(tenure)).overlaps(member.period)
                    else { continue }
                    let isHub = finder.classes[Int(graph.address[tenure])].isLeftOut
                    map.edges.append(
                        InfrastructureMap.Edge(
                            name: map.nodes.count - 1,
                            address: address,
                            period: graph.period(of: Int32(tenure)),
                            validity: isHub ? 0 : member.confidence,
                            sightings: graph.count[tenure]
                        )
                    )
                }
            }
        }
        let names = map.nodes.count { $0.kind == .name }
        if let only = campaigns.first, campaigns.count == 1 {
            map.subtitle =
                "\(only.period) · confidence \(percent(only.confidence)) · \(names) names · \(map.nodes.count - names) addresses"
        } else {
            map.subtitle = "\(names) names · \(map.nodes.count - names) addresses"
        }
        return map
    }

    /// More addresses of one campaign than this, such as a fast-flux network's bots, tell a reader nothing more.
    private static let mostAddressesDrawn = 80

    private func title(of campaigns: [Campaign]) -> String {
        guard let only = campaigns.first, campaigns.count == 1 else { return "\(campaigns.count) campaigns" }
        return "Campaign \(only.id)"
    }

    private func node(of address: Campaign.Address, _ place: Int32) -> InfrastructureMap.Node {
        InfrastructureMap.Node(
            kind: address.hubClass.isLeftOut ? .hub(class: address.hubClass.rawValue) : .address,
            label: address.address.description,
            period: address.period,
            isSeed: address.isSeed,
            details: ["\(fanOut(of: place)) domains were seen on it, ever"]
                + (finder.verdicts[place]?.evidence ?? [])
        )
    }

    private func node(of member: Campaign.Member, _ name: Int32) -> InfrastructureMap.Node {
        let domain = graph.names.domains[Int(name)]
        let unit = units.ofName[Int(name)].first {
            units.first[Int($0)] <= member.period.first.seconds && member.period.last.seconds <= units.last[Int($0)]
        }
        let epoch = unit.map { units.epoch[Int($0)] } ?? 0
        var group = graph.names.domainName(domain)
        var details = ["seen \(member.period)", "belongs here with confidence \(percent(member.confidence))"]
        if epoch > 0 { group += ", from \(member.period.first.date)" }
        if let unit, units.isShadow[Int(unit)] {
            details.append("looks planted below \(graph.names.domainName(domain)), whose own hosting is left out")
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
