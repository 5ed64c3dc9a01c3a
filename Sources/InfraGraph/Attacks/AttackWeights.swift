/// What ties attacks: how far an indicator stands for who held it, and what having one campaign in common weighs.
///
/// The three weights in nats were fitted by logistic regression on pairs of attacks of one campaign, in worlds with known
/// owners of two simulators of different make, half the weight to each, and rounded; `docs/method.md` says how.
public struct AttackWeights: Hashable, Sendable {
    /// Where two attacks of one campaign start.
    public var base = -1.1
    /// Per log-odds of the probability that both belong to it.
    public var membership = 1.55
    /// Per log-odds of how close the parts of the campaign were that hold the one and the other when they merged.
    public var closeness = 0.25
    /// How probably a name that a report calls malicious is its holder's doing.
    public var name = 0.95
    /// How probably an address that a report calls malicious is its only tenant's doing.
    public var address = 0.9
    /// How probably two attacks from one address with the same tenants are the same tenant's, where nothing tells which.
    public var tenancy = 0.55
    /// How probably two attacks that name on one day what nobody saw are one holder's.
    public var unseen = 0.9
    /// The probability that a name is still its holder's falls by e in this many days without a sighting, from the 30th on.
    ///
    /// Names are registered by the year; of those that are dropped, most are used for months.
    public var holdingDays = 365.0
    /// The probability that an address that nobody saw is still the same holder's falls by e in this many days.
    public var addressDays = 90.0
    /// A name stands for who held it at another time where it was still theirs with at least this probability.
    public var leastHolding = 0.5
    /// Attacks are grouped where a link between them is at least this probable.
    public var leastLink = 0.75

    /// Makes the default weights.
    public init() {}
}
