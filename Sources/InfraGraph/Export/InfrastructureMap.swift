public import PassiveDNS

/// What a picture of infrastructure shows: names, addresses and the times they were tied to each other.
///
/// The model knows nothing of colours or layout. Nodes and edges come in a stable order, so that the same analysis always
/// gives the same picture.
public struct InfrastructureMap: Sendable {
    /// What a node stands for.
    public enum Kind: Hashable, Sendable {
        /// A domain name.
        case name
        /// An address that was used for linking.
        case address
        /// An address that was left out of linking, with its class ("sinkhole", "parking", …). Never traversed.
        case hub(class: String)
    }

    /// A name or an address.
    public struct Node: Sendable {
        /// What it stands for.
        public var kind: Kind
        /// The name or address in canonical form; it comes from the data and may be hostile or long.
        public var label: String
        /// Which nodes are drawn together: the registrable domain, with its ownership epoch where there were several.
        ///
        /// Empty for addresses.
        public var group: String
        /// When it was seen, as far as this map goes.
        public var period: Period?
        /// How sure it is that the node belongs to its campaign, 0…1; `nil` for hubs and context.
        public var confidence: Double?
        /// Whether the analyst started from it.
        public var isSeed: Bool
        /// Lines of detail for a tooltip, in plain words.
        public var details: [String]

        /// Makes a node.
        public init(
            kind: Kind,
            label: String,
            group: String = "",
            period: Period? = nil,
            confidence: Double? = nil,
            isSeed: Bool = false,
            details: [String] = []
        ) {
            self.kind = kind
            self.label = label
            self.group = group
            self.period = period
            self.confidence = confidence
            self.isSeed = isSeed
            self.details = details
        }
    }

    /// A name that pointed at an address.
    public struct Edge: Sendable {
        /// The name, an index into ``InfrastructureMap/nodes``.
        public var name: Int
        /// The address, an index into ``InfrastructureMap/nodes``.
        public var address: Int
        /// When it was seen to point there.
        public var period: Period
        /// How far the edge ties the name to the campaign, 0…1; 0 for edges to hubs.
        public var validity: Double
        /// How often it was seen.
        public var sightings: Int64

        /// Makes an edge.
        public init(name: Int, address: Int, period: Period, validity: Double, sightings: Int64 = 1) {
            self.name = name
            self.address = address
            self.period = period
            self.validity = validity
            self.sightings = sightings
        }
    }

    /// What the map shows, in a few words: a campaign's id, or "3 campaigns".
    public var title: String
    /// The facts below the title: window, confidence, counts.
    public var subtitle: String
    /// The nodes.
    public var nodes: [Node]
    /// The edges.
    public var edges: [Edge]
    /// What was left out of the picture and why, in plain words; empty where nothing was.
    public var omissions: [String]

    /// Makes a map.
    public init(
        title: String,
        subtitle: String = "",
        nodes: [Node] = [],
        edges: [Edge] = [],
        omissions: [String] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.nodes = nodes
        self.edges = edges
        self.omissions = omissions
    }
}
