/// A campaign as it is remembered, so that it keeps its id when new data comes.
public struct CampaignRecord: Hashable, Sendable {
    /// A name of the campaign.
    public struct Member: Hashable, Sendable {
        /// The name.
        public var name: DomainName
        /// When its holder used it.
        public var period: Period
        /// How sure it was that the name belongs to the campaign, 0…1.
        public var weight: Double

        /// Makes a member.
        public init(name: DomainName, period: Period, weight: Double) {
            self.name = name
            self.period = period
            self.weight = weight
        }
    }

    /// The id.
    public var id: String
    /// The campaign that this one was a part of; `nil` where it was none.
    public var splitFrom: String?
    /// The campaign that this one became a part of, for which its id stands then; `nil` where it is itself.
    public var mergedInto: String?
    /// The members when they were seen last, by name and time.
    public var members: [Member]

    /// Makes a record.
    public init(id: String, splitFrom: String? = nil, mergedInto: String? = nil, members: [Member]) {
        self.id = id
        self.splitFrom = splitFrom
        self.mergedInto = mergedInto
        self.members = members
    }
}
