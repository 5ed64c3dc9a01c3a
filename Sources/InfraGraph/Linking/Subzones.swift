internal import PassiveDNS

/// The names of one registrable domain, grouped by where they are hosted.
///
/// Names that share an address belong together. A group is taken to be planted by somebody who got hold of the zone
/// ("domain shadowing", Liu et al., CCS 2017) where it came up after the domain's own (the one with the bare domain or its
/// `www`), while the domain's own lived on, and most of its neighbours on its addresses are no neighbours of the domain's
/// own. A group in the network of the domain's own is planted only where both have neighbours
/// (US patent 12,309,116 takes the same /24 for benign). Later names that were on hubs alone are nobody's for certain, and
/// stay apart as well. All other groups are the owner's.
struct Subzones {
    /// The groups: the owner's first, then those that look planted, by their smallest name.
    let groups: [[Int32]]

    init(of domain: Int32, graph: TenureGraph, classes: [HubClass]) {
        let names = graph.names.names(of: domain)
        guard names.count > 1 else {
            groups = [Array(names)]
            return
        }
        let zone = Zone(domain: domain, names: names, graph: graph, classes: classes)
        guard let own = zone.own else {
            groups = [Array(names)]
            return
        }
        var owners: [Int32] = []
        var planted: [Int32: [Int32]] = [:]
        let suspects = zone.suspects(beside: own)
        for name in names {
            if let group = suspects[zone.groupOf[Int(name - names.lowerBound)]] {
                planted[group, default: []].append(name)
            } else {
                owners.append(name)
            }
        }
        groups = (owners.isEmpty ? [] : [owners]) + planted.keys.sorted().compactMap { planted[$0] }
    }
}

/// The names of a domain that share addresses, with where they were and when.
private struct Zone {
    /// Names that share addresses, and all the places they had.
    struct Group {
        var first = Int64.max
        var last = Int64.min
        /// The time on each address that is no hub.
        var addresses: [Int32: (first: Int64, last: Int64)] = [:]
        var networks: Set<IPPrefix> = []
    }

    let domain: Int32
    let graph: TenureGraph
    /// For each name, its group.
    let groupOf: [Int32]
    private(set) var groups: [Int32: Group] = [:]
    /// The groups with the bare domain or its `www`, as one; `nil` where neither was seen.
    private(set) var own: Group?
    private var ownGroups: Set<Int32> = []

    init(domain: Int32, names: Range<Int32>, graph: TenureGraph, classes: [HubClass]) {
        self.domain = domain
        self.graph = graph
        var sets = DisjointSet(count: names.count)
        var holder: [Int32: Int32] = [:]
        for name in names {
            for tenure in graph.tenures(of: name) {
                let address = graph.address[Int(tenure)]
                guard !classes[Int(address)].isLeftOut else { continue }
                if let other = holder[address] {
                    sets.join(other, name - names.lowerBound)
                } else {
                    holder[address] = name - names.lowerBound
                }
            }
        }
        groupOf = sets.smallestMembers()
        let apex = graph.names.domainName(domain)
        for name in names {
            let group = groupOf[Int(name - names.lowerBound)]
            for tenure in graph.tenures(of: name).lazy.map({ Int($0) }) {
                groups[group, default: Group()].add(tenure, graph, classes)
            }
            if graph.isApex(name, of: apex) { ownGroups.insert(group) }
        }
        own = ownGroups.sorted().compactMap { groups[$0] }.reduce(nil) { $0?.joined(with: $1) ?? $1 }
    }

    /// The groups that look planted, each with the smallest group it belongs to: planted groups of one network are one.
    func suspects(beside own: Group) -> [Int32: Int32] {
        let ownNeighbours = neighbours(of: own)
        var found: [Int32: Int32] = [:]
        var byNetwork: [IPPrefix: Int32] = [:]
        var hubOnly: Int32?
        for (key, group) in groups.sorted(by: { $0.key < $1.key }) where !ownGroups.contains(key) {
            guard looksPlanted(group, beside: own, ownNeighbours) else { continue }
            let together =
                group.networks.isEmpty ? hubOnly ?? key : group.networks.compactMap { byNetwork[$0] }.min() ?? key
            if group.networks.isEmpty { hubOnly = together }
            for network in group.networks { byNetwork[network] = min(byNetwork[network] ?? together, together) }
            found[key] = together
        }
        return found
    }

    private func looksPlanted(_ group: Group, beside own: Group, _ ownNeighbours: Set<Int32>) -> Bool {
        guard own.last >= group.first else { return false }
        // What was there when the data began is older than the data shows.
        let month = 30 * Timestamp.day
        let wasThereBefore =
            group.first >= own.first + month || (own.first <= graph.begin + month && group.first > own.first)
        guard wasThereBefore else { return false }
        let isNear = !group.networks.isDisjoint(with: own.networks)
        let neighbours = neighbours(of: group)
        if isNear, neighbours.isEmpty || ownNeighbours.isEmpty { return false }
        return neighbours.intersection(ownNeighbours).count * 2 <= neighbours.count
    }

    /// The other domains that were on the addresses of a group within a month of it; of the first 500 tenures on each.
    private func neighbours(of group: Group) -> Set<Int32> {
        let month = 30 * Timestamp.day
        var found: Set<Int32> = []
        for (address, time) in group.addresses {
            for tenure in graph.byAddress[address].prefix(500).lazy.map({ Int($0) })
            where graph.first[tenure] <= time.last + month && time.first - month <= graph.last[tenure] {
                found.insert(graph.names.domains[Int(graph.name[tenure])])
            }
        }
        found.remove(domain)
        return found
    }
}

extension Zone.Group {
    fileprivate mutating func add(_ tenure: Int, _ graph: TenureGraph, _ classes: [HubClass]) {
        let address = graph.address[tenure]
        first = min(first, graph.first[tenure])
        last = max(last, graph.last[tenure])
        guard !classes[Int(address)].isLeftOut else { return }
        let known = addresses[address] ?? (graph.first[tenure], graph.last[tenure])
        addresses[address] = (min(known.0, graph.first[tenure]), max(known.1, graph.last[tenure]))
        networks.insert(IPPrefix.neighbourhood(of: graph.addresses[Int(address)]))
    }

    fileprivate func joined(with other: Self) -> Self {
        var joined = self
        joined.first = min(first, other.first)
        joined.last = max(last, other.last)
        joined.addresses.merge(other.addresses) { (min($0.first, $1.first), max($0.last, $1.last)) }
        joined.networks.formUnion(other.networks)
        return joined
    }
}

extension TenureGraph {
    /// Whether a name is the bare registrable domain or its `www`.
    func isApex(_ name: Int32, of domain: String) -> Bool {
        let octets = names.nameLength(name)
        return octets == domain.utf8.count || (octets == domain.utf8.count + 4 && names.beginsWithWWW(name))
    }
}
