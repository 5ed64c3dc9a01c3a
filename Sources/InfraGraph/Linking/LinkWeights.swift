/// What each kind of evidence for kinship weighs, in nats (natural log-odds).
///
/// The defaults were fitted by logistic regression on worlds with known owners of two simulators of different make, half
/// the weight to each, and rounded; `docs/method.md` says how. A positive weight speaks for one holder.
public struct LinkWeights: Hashable, Sendable {
    /// Where a pair that shares an address starts.
    public var base = -0.35
    /// Added where the data cover no time, so that nothing tells who came and went with whom; less, the more they cover.
    public var snapshot = 1.75
    /// Where a pair that never met but was registered together starts, instead of ``base``.
    public var unmet = -4.2
    /// Registered together, per natural log of one over the probability that chance brings registrations so near.
    public var burst = 0.73
    /// Registered together, but not by one registrar.
    public var otherRegistrar = -1.0
    /// Per natural log of how many units came and went around the pair's time for each that was there with it.
    public var turnover = -1.3
    /// Both came at the same time; scaled down by e for every 30 days between them.
    public var arrival = 2.5
    /// Both were last seen there at the same time; scaled down by e for every 30 days between them.
    public var departure = 1.4
    /// They were never there at the same time.
    public var apart = -1.4
    /// They met only on hosts of a fast-flux network: such networks are for rent.
    public var rented = -0.6
    /// Per natural log of one and the days of the shorter stay: a long stay meets many strangers.
    public var length = -0.25
    /// Share of their whole lives, wherever they were, in which both were in use.
    public var life = 1.4
    /// Per natural log of one and the other places of the one that has more of them: kin move together.
    public var elsewhere = -0.6
    /// Per natural log of the number of networks they share.
    public var networks = 0.75
    /// Shared name servers, per natural log of 20 over the number of domains that use them; at most three nats.
    public var servers = 2.0
    /// Name servers are known for both and none is shared.
    public var otherServers = -0.8
    /// A shared registrant, per natural log of 60 over the number of the registrant's domains; at most four nats.
    public var registrant = 2.0
    /// Registrants are known for both and differ.
    public var otherRegistrant = -0.85
    /// Registered within three days of each other.
    public var creation = 2.0
    /// Registered more than 60 days apart.
    public var otherCreation = -0.5
    /// A likely change of hands lies between; the natural log of the probability that there was none.
    public var doubt = 0.8

    /// What the sum of the evidence stands for.
    public var calibration = Calibration()

    /// Makes the default weights.
    public init() {}
}
