internal import PassiveDNS

/// Makes a large map small enough to read: names that hang on one address alone become one node.
enum MapFolding {
    /// Maps up to this many nodes are left as they are.
    static let mostUnfolded = 150
    /// An address keeps so many of its leaves before the rest are folded.
    static let leavesKept = 6

    /// The map with the leaves of busy addresses folded; seeds are never folded.
    static func fold(_ map: InfrastructureMap) -> InfrastructureMap {
        guard map.nodes.count > mostUnfolded else { return map }
        var degree = [Int](repeating: 0, count: map.nodes.count)
        for edge in map.edges { degree[edge.name] += 1 }
        var leaves: [Int: [InfrastructureMap.Edge]] = [:]
        for edge in map.edges where degree[edge.name] == 1 && !map.nodes[edge.name].isSeed {
            leaves[edge.address, default: []].append(edge)
        }
        var dropped = [Bool](repeating: false, count: map.nodes.count)
        var bundles: [(address: Int, edges: [InfrastructureMap.Edge])] = []
        for (address, edges) in leaves.sorted(by: { $0.key < $1.key }) where edges.count > leavesKept * 2 {
            let folded = Array(edges.dropFirst(leavesKept))
            for edge in folded { dropped[edge.name] = true }
            bundles.append((address, folded))
        }
        var folded = map
        folded.nodes = []
        folded.edges = []
        var place = [Int](repeating: -1, count: map.nodes.count)
        for (index, node) in map.nodes.enumerated() where !dropped[index] {
            place[index] = folded.nodes.count
            folded.nodes.append(node)
        }
        for edge in map.edges where !dropped[edge.name] {
            var moved = edge
            (moved.name, moved.address) = (place[edge.name], place[edge.address])
            folded.edges.append(moved)
        }
        for bundle in bundles {
            let period = bundle.edges.dropFirst().reduce(bundle.edges[0].period) { $0.union($1.period) }
            let names = bundle.edges.map { map.nodes[$0.name].label }
            folded.edges.append(
                InfrastructureMap.Edge(
                    name: folded.nodes.count,
                    address: place[bundle.address],
                    period: period,
                    validity: bundle.edges.map(\.validity).max() ?? 0,
                    sightings: bundle.edges.reduce(0) { $0 + $1.sightings }
                )
            )
            folded.nodes.append(
                InfrastructureMap.Node(
                    kind: .name,
                    label: "+\(bundle.edges.count) names",
                    period: period,
                    details: names.prefix(40) + (names.count > 40 ? ["and \(names.count - 40) more"] : [])
                )
            )
        }
        let hidden = bundles.reduce(0) { $0 + $1.edges.count }
        if hidden > 0 { folded.omissions.append("\(hidden) names that hang on one address alone are folded") }
        return folded
    }
}
