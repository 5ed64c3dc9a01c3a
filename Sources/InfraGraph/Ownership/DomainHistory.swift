public import PassiveDNS

/// Who held a domain when, as far as dates and hosting tell.
public struct DomainHistory: Sendable {
    /// A time in which one holder had the domain.
    public struct Epoch: Sendable {
        /// When the holder's hosting was seen.
        public var period: Period
        /// What the holder did with it: "in use", "parked" or "seized".
        public var use: Use
    }

    /// What a holder does with a domain.
    public enum Use: String, Hashable, Sendable {
        /// It points at hosting.
        case inUse = "in use"
        /// It shows a parking page.
        case parked
        /// It points at a sinkhole.
        case seized
    }

    /// A moment at which the domain changed hands.
    public struct Change: Sendable {
        /// The first moment that belongs to the new holder, as far as dates or sightings tell.
        public var at: Timestamp
        /// How likely the domain changed hands then, 0…1; 1 where dates prove it.
        public var probability: Double
        /// The signs for and against, one of the names in ``OwnershipWeights`` each; their weights add up to the log-odds
        /// of the probability.
        public var signs: [Evidence]
    }

    /// The registrable domain.
    public var domain: DomainName
    /// The epochs, in the order of time; one more than there are ``cuts``.
    public var epochs: [Epoch]
    /// The changes of hands that split the domain, in the order of time.
    public var cuts: [Change]
    /// Changes that are possible but not likely enough to split the domain; links across them pay for it.
    public var doubts: [Change]
    /// When it pointed at a sinkhole, in the order of time; whatever came of the changes of hands.
    public var seizures: [Seizure] = []
}
