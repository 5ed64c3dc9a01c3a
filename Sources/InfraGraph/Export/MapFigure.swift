internal import PassiveDNS

/// What is drawn of a map: its nodes, with those of one campaign that are tied to exactly the same others drawn as one.
///
/// Near-linear in nodes and edges. Order follows the map's, so equal maps give equal figures.
struct MapFigure {
    /// A drawn node: one node of the map, or several of one kind with the same neighbours.
    struct Mark {
        /// What the members stand for.
        var kind: InfrastructureMap.Kind
        /// Indices into the map's nodes: seeds first, then the surest; never empty.
        var members: [Int]
    }

    /// A drawn edge.
    struct Tie {
        /// The mark of the names, an index into ``MapFigure/marks``.
        var names: Int
        /// The mark of the addresses, an index into ``MapFigure/marks``.
        var addresses: Int
        /// Indices into the map's edges; never empty.
        var edges: [Int]
    }

    /// Drawn nodes.
    var marks: [Mark] = []
    /// Drawn edges.
    var ties: [Tie] = []
    /// How many nodes the map has.
    let nodeCount: Int

    /// Maps up to this many nodes are drawn node by node.
    static let plainLimit = 30
    /// So many nodes with the same neighbours are drawn as one.
    static let foldMinimum = 3

    /// Prepares a map for drawing.
    ///
    /// Edges that point outside the nodes, or not from a name to an address, are left out.
    init(_ map: InfrastructureMap) {
        let edges = map.edges.indices.filter { index in
            let edge = map.edges[index]
            return map.nodes.indices.contains(edge.name) && map.nodes.indices.contains(edge.address)
                && map.nodes[edge.name].kind == .name && map.nodes[edge.address].kind != .name
        }
        nodeCount = map.nodes.count
        var markOf = Array(map.nodes.indices)
        if map.nodes.count > Self.plainLimit {
            Self.fold(map, edges, &markOf) {
                $0.kind == .name
            } neighbours: {
                ($0.name, $0.address)
            }
            Self.fold(map, edges, &markOf) {
                $0.kind != .name
            } neighbours: {
                ($0.address, $0.name)
            }
        }
        collect(map, edges, markOf)
    }

    /// How many members of a mark are listed; the rest is only counted.
    func rows(_ mark: Mark) -> Int {
        let limit =
            switch nodeCount {
            case ...120: 24
            case ...350: 10
            default: 5
            }
        return mark.members.count <= limit + 1 ? mark.members.count : limit
    }

    /// Gives nodes with the same neighbours the same mark, named by the first of them.
    private static func fold(
        _ map: InfrastructureMap,
        _ edges: [Int],
        _ markOf: inout [Int],
        where takes: (InfrastructureMap.Node) -> Bool,
        neighbours: (InfrastructureMap.Edge) -> (Int, Int)
    ) {
        struct Key: Hashable {
            var kind: InfrastructureMap.Kind
            var campaign: String
            var neighbours: [Int]
        }
        var neighboursOf = [[Int]](repeating: [], count: map.nodes.count)
        for index in edges {
            let (node, other) = neighbours(map.edges[index])
            neighboursOf[node].append(markOf[other])
        }
        var members: [Key: [Int]] = [:]
        for node in map.nodes.indices where takes(map.nodes[node]) {
            let sorted = neighboursOf[node].sorted()
            var unique: [Int] = []
            for other in sorted where unique.last != other { unique.append(other) }
            members[
                Key(kind: map.nodes[node].kind, campaign: map.nodes[node].campaign, neighbours: unique),
                default: []
            ].append(node)
        }
        for nodes in members.values where nodes.count >= foldMinimum {
            for node in nodes { markOf[node] = nodes[0] }
        }
    }

    private mutating func collect(_ map: InfrastructureMap, _ edges: [Int], _ markOf: [Int]) {
        var position = [Int](repeating: -1, count: map.nodes.count)
        for node in map.nodes.indices {
            let first = markOf[node]
            if position[first] < 0 {
                position[first] = marks.count
                marks.append(Mark(kind: map.nodes[node].kind, members: []))
            }
            marks[position[first]].members.append(node)
        }
        for index in marks.indices where marks[index].members.count > 1 {
            marks[index].members.sort { a, b in
                let (first, second) = (map.nodes[a], map.nodes[b])
                if first.isSeed != second.isSeed { return first.isSeed }
                let (p, q) = (first.confidence ?? -1, second.confidence ?? -1)
                return p != q ? p > q : a < b
            }
        }
        struct Ends: Hashable {
            var names: Int
            var addresses: Int
        }
        var tieOf: [Ends: Int] = [:]
        for index in edges {
            let edge = map.edges[index]
            let ends = Ends(names: position[markOf[edge.name]], addresses: position[markOf[edge.address]])
            if let tie = tieOf[ends] {
                ties[tie].edges.append(index)
            } else {
                tieOf[ends] = ties.count
                ties.append(Tie(names: ends.names, addresses: ends.addresses, edges: [index]))
            }
        }
    }
}
