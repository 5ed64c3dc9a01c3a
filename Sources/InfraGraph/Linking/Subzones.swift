internal import PassiveDNS

/// The names of one registrable domain, grouped by where they are hosted.
///
/// Names that share an address or its neighbourhood belong together. A group that came up a month or more after the
/// domain's own (the one with the bare domain or its `www`), in another network, while the domain's own lived on, looks
/// planted by somebody who got hold of the zone ("domain shadowing", Liu et al., CCS 2017) and stays apart. All other
/// groups are the owner's.
struct Subzones {
    /// The groups: the owner's first, then those that look planted, by their smallest name.
    let groups: [[Int32]]

    init(of domain: Int32, graph: TenureGraph, classes: [HubClass]) {
        let names = graph.names.names(of: domain)
        guard names.count > 1 else {
            groups = [Array(names)]
            return
        }
        let base = names.lowerBound
        var sets = DisjointSet(count: names.count)
        var holder: [IPPrefix: Int32] = [:]
        for name in names {
            for tenure in graph.tenures(of: name) {
                let address = graph.address[Int(tenure)]
                let isHub = classes[Int(address)].isLeftOut
                let place = graph.addresses[Int(address)]
                let key = isHub ? IPPrefix(place, bits: 128) : IPPrefix.neighbourhood(of: place)
                if let other = holder[key] {
                    sets.join(other, name - base)
                } else {
                    holder[key] = name - base
                }
            }
        }
        let smallest = sets.smallestMembers()
        let apex = graph.names.domainName(domain)
        var first: [Int32: Int64] = [:]
        var last: [Int32: Int64] = [:]
        var own: Set<Int32> = []
        for name in names {
            let group = smallest[Int(name - base)]
            for tenure in graph.tenures(of: name) {
                first[group] = min(first[group] ?? .max, graph.first[Int(tenure)])
                last[group] = max(last[group] ?? .min, graph.last[Int(tenure)])
            }
            if graph.isApex(name, of: apex) { own.insert(group) }
        }
        let ownFirst = own.compactMap { first[$0] }.min() ?? .max
        let ownLast = own.compactMap { last[$0] }.max() ?? .min
        var owners: [Int32] = []
        var planted: [Int32: [Int32]] = [:]
        for name in names {
            let group = smallest[Int(name - base)]
            let opened = first[group] ?? .max
            let looksPlanted =
                !own.contains(group) && ownFirst != .max && opened >= ownFirst + 30 * Timestamp.day && ownLast >= opened
            if looksPlanted {
                planted[group, default: []].append(name)
            } else {
                owners.append(name)
            }
        }
        groups = (owners.isEmpty ? [] : [owners]) + planted.keys.sorted().compactMap { planted[$0] }
    }
}

extension TenureGraph {
    /// Whether a name is the bare registrable domain or its `www`.
    func isApex(_ name: Int32, of domain: String) -> Bool {
        let octets = names.nameLength(name)
        return octets == domain.utf8.count || (octets == domain.utf8.count + 4 && names.beginsWithWWW(name))
    }
}
