internal import InfraGraph
internal import PassiveDNS

/// What could be found at best: it knows the true tenants of each address, and sees what the sensors saw.
///
/// A cluster holds the names that one actor held on one address no more than 30 days apart, and through further addresses
/// all that hang together so. An actor is an owner that used a name in a campaign. Hubs join nothing.
struct Oracle {
    /// Names that could be found to belong together, and where.
    struct Cluster {
        /// Who held them.
        var actor: String
        /// The names.
        var names: Set<DomainName> = []
        /// The addresses that join them.
        var addresses: Set<IPAddress> = []

        /// Whether a report of one of its actor's attacks could lead to it.
        func holds(_ indicator: Indicator) -> Bool {
            switch indicator {
            case .name(let name): names.contains(name)
            case .address(let address): addresses.contains(address)
            case .prefix: false
            }
        }
    }

    /// The clusters in the order of their actors and names.
    let clusters: [Cluster]

    /// Further apart than this, two tenants of an address say nothing of each other, in days.
    private static let mostGapDays: Int64 = 30
    /// Where many unrelated parties meet.
    private static let hubs: Set<String> = ["sinkhole", "parking", "bogon", "resolver", "rewrite", "cdn", "shared"]

    /// Finds the clusters; time is n log n in the tenures.
    init(holdings: [Labels.Holding], places: [IPAddress: String], tenures: [Labels.Tenure]) {
        let actors = Set(holdings.lazy.filter { $0.campaign != nil }.map(\.owner))
        let seen = tenures.filter {
            $0.isSeen && actors.contains($0.owner) && !Self.hubs.contains(places[$0.address] ?? "")
        }
        .sorted {
            ($0.owner, $0.address, $0.period.first, $0.period.last, $0.name)
                < ($1.owner, $1.address, $1.period.first, $1.period.last, $1.name)
        }
        var numbers = Numbering<Held>()
        let nodes = seen.map { numbers.number(Held(owner: $0.owner, name: $0.name)) }
        var sets = DisjointSet(count: seen.count)
        var until: Timestamp?
        for index in seen.indices {
            let tenure = seen[index]
            let isNext =
                index > 0 && seen[index - 1].owner == tenure.owner && seen[index - 1].address == tenure.address
            if isNext, let end = until,
                tenure.period.first.seconds <= end.seconds + Self.mostGapDays * Timestamp.day
            {
                sets.join(Int32(nodes[index]), Int32(nodes[index - 1]))
                until = max(end, tenure.period.last)
            } else {
                until = tenure.period.last
            }
        }
        let roots = sets.smallestMembers()
        var clusters: [Int32: Cluster] = [:]
        for (index, tenure) in seen.enumerated() {
            let root = roots[nodes[index]]
            clusters[root, default: Cluster(actor: tenure.owner)].names.insert(tenure.name)
            clusters[root]?.addresses.insert(tenure.address)
        }
        self.clusters = clusters.sorted { $0.key < $1.key }.map(\.value)
    }

    private struct Held: Hashable {
        var owner: String
        var name: DomainName
    }

    /// The clusters that a report of an attack names by a name, or by an address that the attack's actor used.
    func clusters(named indicators: [AttackIndicator], by authors: [Labels.Author]) -> [Cluster] {
        let actors = Dictionary(authors.map { ($0.attack, $0.actor) }) { $1 }
        var names: Set<DomainName> = []
        var addresses: [String: Set<IPAddress>] = [:]
        for item in indicators {
            switch item.indicator {
            case .name(let name): names.insert(name)
            case .address(let address): addresses[actors[item.attack] ?? "", default: []].insert(address)
            case .prefix: break
            }
        }
        return clusters.filter { cluster in
            !cluster.names.isDisjoint(with: names)
                || !cluster.addresses.isDisjoint(with: addresses[cluster.actor] ?? [])
        }
    }
}
