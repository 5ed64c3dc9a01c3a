/// What each kind of evidence for kinship weighs, in nats (natural log-odds).
///
/// The defaults were fitted by logistic regression on simulated worlds with known owners and rounded; `docs/method.md`
/// says how. A positive weight speaks for one holder.
public struct LinkWeights: Hashable, Sendable {
    /// Where a pair that shares an address starts.
    public var base = 0.1
    /// Per natural log of the number of units on the address at the same time, the pair included, over two.
    public var company = -0.1
    /// Per natural log of how many units came and went around the pair's time for each that was there with it.
    public var turnover = -0.6
    /// Both came within days of each other; scaled down by half for every two days between them.
    public var arrival = 2.1
    /// Both left within days of each other; scaled down by half for every two days between them.
    public var departure = 2.2
    /// They were never there at the same time.
    public var apart = -0.7
    /// Per 14 days between the one's leaving and the other's coming.
    public var gap = -0.4
    /// Share of their time on the address that they spent there together.
    public var together = 1.5
    /// Per natural log of the number of networks they share.
    public var networks = 0.65
    /// Shared name servers, per natural log of 20 over the number of domains that use them; at most three nats.
    public var servers = 1.0
    /// Name servers are known for both and none is shared.
    public var otherServers = -1.1
    /// A shared registrant, per natural log of 60 over the number of the registrant's domains; at most four nats.
    public var registrant = 1.1
    /// Registrants are known for both and differ.
    public var otherRegistrant = -1.4
    /// Registered within three days of each other, with the same registrar.
    public var creation = 2.0
    /// Registered more than 60 days apart.
    public var otherCreation = -1.2
    /// A likely change of hands lies between; the natural log of the probability that there was none.
    public var doubt = 0.5

    /// Makes the default weights.
    public init() {}
}
