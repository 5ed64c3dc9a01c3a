public import PassiveDNS

/// Names and addresses that one party used together for some time.
public struct Campaign: Sendable {
    /// A name of the campaign.
    public struct Member: Sendable {
        /// The name.
        public var name: DomainName
        /// How sure it is that the name belongs here, 0…1.
        public var confidence: Double
        /// How firmly it belongs here.
        public var tier: Tier
        /// When its holder used it.
        public var period: Period
        /// Whether the analyst started from it.
        public var isSeed: Bool
    }

    /// An address of the campaign, or a hub that its names touched.
    public struct Address: Sendable {
        /// The address.
        public var address: IPAddress
        /// What kind of place it is.
        ///
        /// Hubs are listed but tie nothing together.
        public var hubClass: HubClass
        /// When names of the campaign were seen on it.
        public var period: Period
        /// Whether the analyst started from it.
        public var isSeed: Bool
    }

    /// What the campaign is known by: made from its strongest member, unless a registry knows it already.
    public var id: String
    /// What the analyst calls it; free text that may be hostile.
    public var name: String?
    /// The id of the campaign that it was a part of, where a registry says so.
    public var splitFrom: String?
    /// The ids of campaigns that became a part of it, in ascending order; they stand for it.
    public var aliases: [String] = []
    /// How sure it is that the members belong together, 0…1: the mean of theirs.
    public var confidence: Double
    /// The names, surest first.
    public var members: [Member]
    /// The addresses: those that tie the campaign together first.
    public var addresses: [Address]
    /// When it was active.
    public var period: Period
    /// The label of the weights that it was judged by; see ``AnalysisSettings/label``.
    public var weights: String
    /// Why these names belong together, in plain words.
    public var reasons: [String]
    /// Names outside that something ties to it, too weakly to belong; the strongest ties first.
    public var periphery: [Peripheral] = []
    /// Campaigns with links to this one that were not enough to make the two one; the strongest first.
    public var relations: [Relation] = []
    /// What it would fall apart without, those that matter most first.
    public var bridges: [Bridge] = []

    /// The id, with the analyst's name beside it where there is one.
    public var title: String {
        name.map { "\(id) “\($0)”" } ?? id
    }
}

extension Campaign: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(
            id,
            name,
            splitFrom,
            aliases,
            confidence,
            members,
            addresses,
            period,
            weights,
            reasons,
            periphery,
            relations,
            bridges
        )
    }

    package init(from columns: inout ColumnReader) throws {
        id = try columns.read()
        name = try columns.read()
        splitFrom = try columns.read()
        aliases = try columns.read()
        confidence = try columns.read()
        members = try columns.read()
        addresses = try columns.read()
        period = try columns.read()
        weights = try columns.read()
        reasons = try columns.read()
        periphery = try columns.read()
        relations = try columns.read()
        bridges = try columns.read()
    }
}

extension Campaign.Member: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(name, confidence, tier, period, isSeed)
    }

    package init(from columns: inout ColumnReader) throws {
        name = try columns.read()
        confidence = try columns.read()
        tier = try columns.read()
        period = try columns.read()
        isSeed = try columns.read()
    }
}

extension Campaign.Address: FixedLayout {}
