public import PassiveDNS

extension Analysis {
    /// The campaigns that hold an indicator, which is then marked as a seed in them.
    ///
    /// Addresses count where they tie a campaign together; hubs do not. Largest first.
    public func campaigns(seeds: [Indicator]) -> [Campaign] {
        let names = Set(seeds.compactMap { if case .name(let name) = $0 { name } else { nil } })
        let addresses = Set(seeds.compactMap { if case .address(let address) = $0 { address } else { nil } })
        let prefixes = seeds.compactMap { if case .prefix(let prefix) = $0 { prefix } else { nil } }
        return campaigns.compactMap { campaign in
            var marked = campaign
            var isSeeded = false
            for index in marked.members.indices where names.contains(marked.members[index].name) {
                marked.members[index].isSeed = true
                isSeeded = true
            }
            for index in marked.addresses.indices {
                let address = marked.addresses[index]
                guard !address.hubClass.isLeftOut,
                    addresses.contains(address.address) || prefixes.contains(where: { $0.contains(address.address) })
                else { continue }
                marked.addresses[index].isSeed = true
                isSeeded = true
            }
            return isSeeded ? marked : nil
        }
    }

    /// The campaign with an id, or one that an id stands for by now; `nil` where there is none.
    public func campaign(id: String) -> Campaign? {
        campaigns.first { $0.id == id } ?? campaigns.first { $0.aliases.contains(id) }
    }

    /// All links of at least the settings' least score, strongest first.
    ///
    /// A link joins units; it is told by the first name of each.
    public func links() -> [Link] {
        (0..<unitLinks.count).map { link in
            let sides = [unitLinks.a[link], unitLinks.b[link]].map { unit in
                (name: DomainName(canonical: graph.names.name(units.names[Int(unit)][0])), unit: unit)
            }
            .sorted { $0.name < $1.name }
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
        .sorted { ($1.score, $0.a, $0.b) < ($0.score, $1.a, $1.b) }
    }
}
