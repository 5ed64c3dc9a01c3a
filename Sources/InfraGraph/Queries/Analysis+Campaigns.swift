internal import PassiveDNS

extension Analysis {
    /// The campaigns that hold a seed, which is then marked in them.
    ///
    /// With a date, a name counts where the campaign probably had it then, an address at most 30 days before or after. An
    /// address stands for whoever had at least half of it at the time; hubs stand for nobody. Largest first.
    public func campaigns(seeds: [Seed]) -> [Campaign] {
        var names: [Int32: Set<DomainName>] = [:]
        var addresses: [Int32: Set<IPAddress>] = [:]
        for seed in seeds {
            switch seed.indicator {
            case .name(let name):
                for campaign in holders(of: name, at: seed.date) { names[campaign, default: []].insert(name) }
            case .address(let address):
                for campaign in holders(of: address, at: seed.date) { addresses[campaign, default: []].insert(address) }
            case .prefix(let prefix):
                for address in graph.addresses(in: prefix).map({ graph.addresses[Int($0)] }) {
                    for campaign in holders(of: address, at: seed.date) {
                        addresses[campaign, default: []].insert(address)
                    }
                }
            }
        }
        return Set(names.keys).union(addresses.keys).sorted().map { place in
            var marked = campaigns[Int(place)]
            for index in marked.members.indices where names[place]?.contains(marked.members[index].name) == true {
                marked.members[index].isSeed = true
            }
            for index in marked.addresses.indices
            where addresses[place]?.contains(marked.addresses[index].address) == true {
                marked.addresses[index].isSeed = true
            }
            return marked
        }
    }

    /// The campaigns that had a name at the time.
    private func holders(of name: DomainName, at date: Timestamp?) -> Set<Int32> {
        guard let number = graph.names.name(named: name.text) else { return [] }
        let units = units.ofName[number]
        let holding = date == nil ? Array(units) : holder(among: units, at: date).map { [$0.unit] } ?? []
        return Set(holding.map { campaignOfUnit[Int($0)] }.filter { $0 >= 0 })
    }

    /// The campaigns that had an address at the time; with a date, only those that had half of it.
    private func holders(of address: IPAddress, at date: Timestamp?) -> [Int32] {
        guard let place = graph.find(address), !finder.classes[Int(place)].isLeftOut else { return [] }
        let present = tenants(of: place, at: date).presences
        let shares = Dictionary(grouping: present) { campaignOfUnit[Int(judge.presences.unit[$0])] }
            .mapValues { Double($0.count) / Double(present.count) }
        return shares.filter { $0.key >= 0 && (date == nil || $0.value >= 0.5) }.keys.sorted()
    }

    /// The campaign with an id, or one that an id stands for by now; `nil` where there is none.
    public func campaign(id: String) -> Campaign? {
        campaigns.first { $0.id == id } ?? campaigns.first { $0.aliases.contains(id) }
    }

    /// All links of at least the settings' least score, strongest first.
    ///
    /// A link joins units; it is told by the first name of each.
    public func links() -> [Link] {
        Parallel.map(unitLinks.count) { links in
            links.filter { unitLinks.score[$0] >= settings.leastLink }.map { told(link: $0) }
        }
        .sorted { ($1.score, $0.a, $0.b) < ($0.score, $1.a, $1.b) }
    }

    private func told(link: Int) -> Link {
        let names = [unitLinks.a[link], unitLinks.b[link]].map { unit in
            (name: DomainName(canonical: graph.names.name(units.firstName(of: unit))), unit: unit)
        }
        let sides = names[1].name < names[0].name ? [names[1], names[0]] : names
        let shared = judge.presences.shared(sides[0].unit, sides[1].unit)
        let spans =
            shared.isEmpty
            ? sides.map { units.period(ofUnit: $0.unit) }
            : shared.flatMap { [judge.presences.period(of: $0.0), judge.presences.period(of: $0.1)] }
        return Link(
            a: sides[0].name,
            b: sides[1].name,
            score: unitLinks.score[link],
            addresses: Set(shared.map { judge.presences.place[$0.0] }).sorted().map { graph.addresses[Int($0)] },
            period: spans.dropFirst().reduce(spans[0]) { $0.union($1) }
        )
    }
}
