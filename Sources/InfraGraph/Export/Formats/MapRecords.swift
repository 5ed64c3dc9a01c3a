internal import PassiveDNS

/// A map as what files of graphs hold: nodes and edges with ids and attributes.
///
/// Nodes are known by their labels, so that files of several maps fit together.
struct MapRecords {
    /// A node.
    struct Node {
        /// Unlike all others' ids; what would not show is written out.
        var id: String
        /// The node; its period spans its edges' where it has none of its own.
        var node: InfrastructureMap.Node
    }

    /// An edge.
    struct Edge: Sendable {
        /// `e` and its number.
        var id: String
        /// The id of the name or a campaign.
        var source: String
        /// The id of the address or another campaign.
        var target: String
        /// What it is: `tenure`, or in overviews `hub` or `relation`.
        var kind: String
        /// When it was seen; relations have no time of their own.
        var period: Period?
        /// How valid it is, 0…1.
        var validity: Double
        /// How often it was seen.
        var sightings: Int64?
        /// What a relation rests on.
        var details = ""
    }

    /// Title, facts, basis and omissions, one after the other.
    let summary: String
    /// The nodes, in the map's order.
    private(set) var nodes: [Node] = []
    /// The edges, in the map's order, then the relations.
    private(set) var edges: [Edge] = []

    /// Prepares a map; edges and relations that point outside the nodes are left out.
    ///
    /// Near-linear in nodes and edges.
    init(_ map: InfrastructureMap) {
        summary = ([map.title, map.subtitle, map.basis] + map.omissions).filter { !$0.isEmpty }.joined(separator: "; ")
        let valid = map.edges.filter { map.nodes.indices.contains($0.name) && map.nodes.indices.contains($0.address) }
        var spans = [Period?](repeating: nil, count: map.nodes.count)
        for edge in valid {
            for end in [edge.name, edge.address] { spans[end] = spans[end]?.union(edge.period) ?? edge.period }
        }
        var taken: Set<String> = []
        for (index, node) in map.nodes.enumerated() {
            var node = node
            node.period = node.period ?? spans[index]
            var id = VisibleText.written(node.label, keepingReferences: true)
            while id.isEmpty || !taken.insert(id).inserted { id += "#\(index)" }
            nodes.append(Node(id: id, node: node))
        }
        for (index, edge) in valid.enumerated() {
            let (source, target) = (nodes[edge.name].id, nodes[edge.address].id)
            edges.append(
                Edge(
                    id: "e\(index)",
                    source: source,
                    target: target,
                    kind: map.nodes[edge.name].kind.names == nil ? "tenure" : "hub",
                    period: edge.period,
                    validity: edge.validity,
                    sightings: edge.sightings
                )
            )
        }
        for relation in map.relations
        where map.nodes.indices.contains(relation.a) && map.nodes.indices.contains(relation.b) {
            edges.append(
                Edge(
                    id: "e\(edges.count)",
                    source: nodes[relation.a].id,
                    target: nodes[relation.b].id,
                    kind: "relation",
                    validity: relation.score,
                    details: relation.details
                )
            )
        }
    }
}
