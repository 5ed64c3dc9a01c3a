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
        /// A campaign, in overviews of many: how many names it has, and the first of them, a seed or the surest.
        case campaign(names: Int, first: String)
    }

    /// Something that happened to a name, and that a reader should see at it.
    public struct Event: Hashable, Sendable {
        /// What happened.
        public enum Kind: String, Sendable {
            /// The domain came into the hands of whoever is shown.
            case gained
            /// The domain passed out of the hands of whoever is shown.
            case lost
            /// A sinkhole took the domain over.
            case seized
        }

        /// What happened.
        public var kind: Kind
        /// When.
        public var date: Timestamp
        /// What tells so, in plain words.
        public var text: String

        /// Makes an event.
        public init(kind: Kind, date: Timestamp, text: String) {
            self.kind = kind
            self.date = date
            self.text = text
        }
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
        /// The id of the campaign that a name belongs to; empty for addresses and where it belongs to none.
        public var campaign: String
        /// When it was seen, as far as this map goes.
        public var period: Period?
        /// How sure it is that the node belongs to its campaign, 0…1; `nil` for hubs and context.
        public var confidence: Double?
        /// Whether the analyst started from it.
        public var isSeed: Bool
        /// Whether the name looks planted below a victim's domain.
        public var isPlanted: Bool
        /// How the name is read, where it is an international one.
        public var spelling: Spelling?
        /// The network that an address is in: its autonomous system where one is known, else the block around it.
        public var network: String
        /// What happened to the name, in the order of time.
        public var events: [Event]
        /// Lines of detail for a tooltip, in plain words.
        public var details: [String]

        /// Makes a node.
        public init(
            kind: Kind,
            label: String,
            group: String = "",
            campaign: String = "",
            period: Period? = nil,
            confidence: Double? = nil,
            isSeed: Bool = false,
            isPlanted: Bool = false,
            spelling: Spelling? = nil,
            network: String = "",
            events: [Event] = [],
            details: [String] = []
        ) {
            self.kind = kind
            self.label = label
            self.group = group
            self.campaign = campaign
            self.period = period
            self.confidence = confidence
            self.isSeed = isSeed
            self.isPlanted = isPlanted
            self.spelling = spelling
            self.network = network
            self.events = events
            self.details = details
        }
    }

    /// A name that pointed at an address, or a campaign whose names did.
    public struct Edge: Sendable {
        /// The name or the campaign, an index into ``InfrastructureMap/nodes``.
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

    /// Two campaigns that may be one party's.
    public struct Relation: Sendable {
        /// One campaign, an index into ``InfrastructureMap/nodes``.
        public var a: Int
        /// The other, an index into ``InfrastructureMap/nodes``.
        public var b: Int
        /// How well the smaller one is tied to the larger one, 0…1.
        public var score: Double
        /// What ties them, in plain words.
        public var details: String

        /// Makes a relation.
        public init(a: Int, b: Int, score: Double, details: String = "") {
            self.a = a
            self.b = b
            self.score = score
            self.details = details
        }
    }

    /// What the map shows, in a few words: a campaign's id, or "3 campaigns".
    public var title: String
    /// The facts below the title: window, confidence, counts.
    public var subtitle: String
    /// What the picture rests on: the time that the data cover and the version of the weights.
    public var basis: String
    /// The nodes.
    public var nodes: [Node]
    /// The edges.
    public var edges: [Edge]
    /// What lies between campaigns, in overviews.
    public var relations: [Relation]
    /// What was left out of the picture and why, in plain words; empty where nothing was.
    public var omissions: [String]

    /// Makes a map.
    public init(
        title: String,
        subtitle: String = "",
        basis: String = "",
        nodes: [Node] = [],
        edges: [Edge] = [],
        relations: [Relation] = [],
        omissions: [String] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.basis = basis
        self.nodes = nodes
        self.edges = edges
        self.relations = relations
        self.omissions = omissions
    }

    /// Whether it shows campaigns and not what is in them.
    var isOverview: Bool { nodes.contains { $0.kind.names != nil } }

    /// From the first to the last sighting of any edge that links; `nil` where none does.
    public var period: Period? {
        let linking = edges.filter { $0.validity > 0 }.map(\.period)
        return linking.dropFirst().reduce(linking.first) { $0?.union($1) }
    }
}

extension InfrastructureMap.Node {
    /// What is known of it besides its label, in plain words and as the data has it; a line each.
    var facts: [String] {
        var facts: [String] = []
        if case .hub(let hubClass) = kind { facts.append("left out of linking: \(hubClass)") }
        facts += spelling?.facts ?? []
        if !group.isEmpty, group != label { facts.append(group) }
        if !network.isEmpty { facts.append(network) }
        if let period { facts.append(period.description) }
        return facts + details + events.map { "\($0.words): \($0.text)" }
    }
}

extension InfrastructureMap.Event {
    /// What happened, and when.
    var words: String {
        switch kind {
        case .gained: "from other hands \(date.date)"
        case .lost: "to other hands \(date.date)"
        case .seized: "seized \(date.date)"
        }
    }
}

extension InfrastructureMap.Kind {
    /// How many names a campaign has; `nil` for all else.
    var names: Int? {
        if case .campaign(let names, _) = self { names } else { nil }
    }
}
