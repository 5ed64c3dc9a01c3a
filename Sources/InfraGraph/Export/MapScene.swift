internal import PassiveDNS

/// What the parts of a drawn map stand for, by their ids in the SVG: for pages in which a reader can point at them.
public struct MapScene: Sendable, Encodable {
    /// A drawn node.
    public struct Mark: Sendable, Encodable {
        /// Its id in the picture.
        public let id: String
        /// `name`, `address`, or a hub's class.
        public let kind: String
        /// What it stands for; several where they are drawn as one.
        public let members: [Member]
    }

    /// A name or an address.
    public struct Member: Sendable, Encodable {
        /// The name or address.
        public let label: String
        /// What is known of it, in plain words.
        public let details: [String]
        /// Whether the analyst started from it.
        public let isSeed: Bool
    }

    /// A drawn edge.
    public struct Tie: Sendable, Encodable {
        /// The ids of what is drawn of it: its lines and the window on them.
        public let ids: [String]
        /// The id of the names' mark.
        public let names: String
        /// The id of the addresses' mark.
        public let addresses: String
        /// The first sighting, in Unix seconds.
        public let first: Int64
        /// The last sighting.
        public let last: Int64
        /// How far it ties, 0…1; 0 where it leads to a hub.
        public let validity: Double
    }

    /// The drawn nodes.
    public let marks: [Mark]
    /// The drawn edges.
    public let ties: [Tie]

    /// Tells what the parts stand for in the picture that ``DOTWriter/text(_:prefix:style:)`` writes with the same prefix.
    public init(_ map: InfrastructureMap, prefix: String) {
        let figure = MapFigure(map)
        let isInColumns = MapLayout(figure) == .columns
        marks = figure.marks.enumerated().map { index, mark in
            let kind =
                switch mark.kind {
                case .name: "name"
                case .address: "address"
                case .campaign: "campaign"
                case .hub(let hubClass): VisibleText.written(hubClass, keepingReferences: true)
                }
            return Mark(id: "\(prefix)n\(index)", kind: kind, members: mark.members.map { Member(map.nodes[$0]) })
        }
        ties = figure.ties.enumerated().map { index, tie in
            let edges = tie.edges.map { map.edges[$0] }
            let period = edges.dropFirst().reduce(edges[0].period) { $0.union($1.period) }
            return Tie(
                ids: (isInColumns ? ["e", "f", "w"] : ["e"]).map { "\(prefix)\($0)\(index)" },
                names: "\(prefix)n\(tie.names)",
                addresses: "\(prefix)n\(tie.addresses)",
                first: period.first.seconds,
                last: period.last.seconds,
                validity: edges.map(\.validity).max() ?? 0
            )
        }
    }
}

extension MapScene.Member {
    init(_ node: InfrastructureMap.Node) {
        let shown = { VisibleText.written($0, keepingReferences: true) }
        self.init(label: shown(node.label), details: node.facts.map(shown), isSeed: node.isSeed)
    }
}
