public import PassiveDNS

extension Campaign {
    /// How firmly a member belongs to its campaign.
    public enum Tier: String, Hashable, Sendable {
        /// Tied to another member by a link of at least ``AnalysisSettings/leastCoreLink``, or the member with the strongest
        /// links.
        case core
        /// Held by weaker links together.
        case member
    }

    /// A name outside a campaign that something ties to it, too weakly to belong.
    public struct Peripheral: Sendable {
        /// The name.
        public var name: DomainName
        /// The score of its strongest link to a member, 0…1.
        public var score: Double
        /// When its holder used it.
        public var period: Period
        /// What ties it to the campaign, in plain words.
        public var reason: String
    }

    /// Links to another campaign that were not enough to make the two one.
    public struct Relation: Sendable {
        /// The other campaign's id.
        public var campaign: String
        /// How well the smaller campaign is tied to the larger one, 0…1: the mean over its domains of each one's strongest
        /// link across.
        public var score: Double
        /// How many links there are.
        public var links: Int
        /// The strongest pair, where it met and when, in plain words.
        public var evidence: String
        /// The other campaign's place among all.
        var place: Int
    }

    /// An address or a name without which the campaign would fall apart.
    public struct Bridge: Sendable {
        /// The address, or the first name of the domain.
        public var indicator: Indicator
        /// How many names each part would have, largest first; only parts of two domains or more.
        public var parts: [Int]
        /// How many names would be left in parts of a single domain.
        public var strays: Int

        /// The finding in plain words.
        public var text: String {
            let numbers = parts.map(String.init)
            let listed = numbers.dropLast().joined(separator: ", ") + " and " + (numbers.last ?? "")
            let rest = strays == 0 ? "" : ", and \(counted(strays, "single name")) beside"
            return "without \(indicator) the campaign falls into parts of \(listed) names\(rest)"
        }
    }
}

extension Campaign.Peripheral: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(name, score, period, reason)
    }

    package init(from columns: inout ColumnReader) throws {
        name = try columns.read()
        score = try columns.read()
        period = try columns.read()
        reason = try columns.read()
    }
}

extension Campaign.Relation: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(campaign, score, links, evidence, place)
    }

    package init(from columns: inout ColumnReader) throws {
        campaign = try columns.read()
        score = try columns.read()
        links = try columns.read()
        evidence = try columns.read()
        place = try columns.read()
    }
}

extension Campaign.Bridge: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(indicator, parts, strays)
    }

    package init(from columns: inout ColumnReader) throws {
        indicator = try columns.read()
        parts = try columns.read()
        strays = try columns.read()
    }
}

extension Campaign.Tier: FixedLayout {}
