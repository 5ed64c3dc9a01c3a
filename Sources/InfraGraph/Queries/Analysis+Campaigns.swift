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
        var links: [Link] = []
        forEachLinkBatch(as: { $0 }) { links += $0 }
        return links
    }

    /// Calls `body` with what `tell` makes of the links of ``links()`` in their order, some thousands at a time, so that never
    /// all of them are told at once.
    ///
    /// - Parameters:
    ///   - tell: is given some hundreds of links that follow each other, on all cores.
    ///   - body: takes what was made of some thousands.
    public func forEachLinkBatch<Told: Sendable>(
        as tell: @Sendable ([Link]) -> [Told],
        _ body: ([Told]) throws -> Void
    ) rethrows {
        let ordered = orderedLinks()
        for start in stride(from: 0, to: ordered.count, by: Self.linkBatch) {
            let batch = ordered[start..<min(start + Self.linkBatch, ordered.count)]
            try body(Parallel.map(batch.count) { places in tell(places.map { told(batch[start + $0]) }) })
        }
    }

    private static let linkBatch = 1 << 15

    /// A link and its units in the order of their first names.
    private struct OrderedLink: Sendable {
        let score: Double
        let link: Int32
        let a: Int32
        let b: Int32
    }

    private func orderedLinks() -> [OrderedLink] {
        let links = unitLinks
        let ordered = Parallel.map(links.count) { places in
            var part: [OrderedLink] = []
            for link in places where links.score[link] >= settings.leastLink {
                let (a, b) = (links.a[link], links.b[link])
                let isTurned = graph.names.isBefore(units.firstName(of: b), units.firstName(of: a))
                part.append(
                    OrderedLink(
                        score: links.score[link],
                        link: Int32(link),
                        a: isTurned ? b : a,
                        b: isTurned ? a : b
                    )
                )
            }
            return part
        }
        return ordered.sortedOnTwoCores(by: isBefore)
    }

    @Sendable private func isBefore(_ one: OrderedLink, _ other: OrderedLink) -> Bool {
        if one.score != other.score { return one.score > other.score }
        let (a, otherA) = (units.firstName(of: one.a), units.firstName(of: other.a))
        if a != otherA { return graph.names.isBefore(a, otherA) }
        let (b, otherB) = (units.firstName(of: one.b), units.firstName(of: other.b))
        return b != otherB ? graph.names.isBefore(b, otherB) : one.link < other.link
    }

    private func told(_ link: OrderedLink) -> Link {
        let presences = judge.presences
        var addresses: [IPAddress] = []
        var period: Period?
        var former: Int32 = -1
        // By place, and so by address.
        presences.forEachShared(link.a, link.b) { one, other in
            let together = presences.period(of: one).union(presences.period(of: other))
            period = period?.union(together) ?? together
            guard presences.place[one] != former else { return }
            former = presences.place[one]
            addresses.append(graph.addresses[Int(former)])
        }
        return Link(
            a: DomainName(canonical: graph.names.name(units.firstName(of: link.a))),
            b: DomainName(canonical: graph.names.name(units.firstName(of: link.b))),
            score: link.score,
            addresses: addresses,
            period: period ?? units.period(ofUnit: link.a).union(units.period(ofUnit: link.b))
        )
    }
}
