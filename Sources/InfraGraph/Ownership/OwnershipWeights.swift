/// What each sign of a change of hands weighs, in nats (natural log-odds).
///
/// A positive weight speaks for a new holder. Starting values come from the life cycle of a registration at a registry
/// and from what is published on changes of hands (Lever et al., S&P 2016; Lauinger et al., 2016 to 2018; Alowaisheq et
/// al., NDSS 2019). All but the strongest were then fitted by logistic
/// regression on moments of simulated worlds of two makes with known owners, half the weight each, and rounded.
public struct OwnershipWeights: Hashable, Sendable {
    /// Where every moment starts: at most moments nobody's domain changes hands.
    public var base = -3.0

    // What registrations say.

    /// A registration made after the domain was seen; the registry had it back in between.
    public var registeredAnew = 9.0
    /// The new registration names the registrant of the one before: its holder let it lapse and took it again.
    public var sameRegistrant = -7.0
    /// A running registration passed from one named registrant to another.
    public var otherRegistrant = 2.5
    /// A running registration's registrant became hidden, or visible; that is mostly a setting.
    public var hiddenRegistrant = 0.5
    /// A running registration passed to another registrar, as holders do themselves to save money.
    public var otherRegistrar = 1.5
    /// A registration's term ran from before to after: what is paid for does not lapse, but may be sold.
    public var registrationRan = -2.0

    // What the domain was used for.

    /// It points at a sinkhole from then on.
    public var seized = 7.0
    /// A sinkhole let it go.
    public var released = 4.9
    /// It shows a parking page from then on.
    public var parked = 5.2
    /// A parking page gave way to something else.
    public var unparked = 3.2
    /// It was parked or seized for a short time and came back to where it had been: its holder renewed late, or got it back.
    public var recovered = -3.8

    /// Parking for weeks was the first that was ever seen of it: most holders park a name until they have built a site.
    public var firstParked = -2.2
    /// Its registration's term was over when it was parked, or vanished: registrars then show a page of their own.
    public var lapsed = 0.6
    /// Others left the same address for the same one in the same days: a host or a holder moved them all.
    public var movedTogether = -2.2
    /// Its name servers did not change when it came to the sinkhole's address: the sinkhole moved, or lies behind a host's.
    public var movedSinkhole = -4.5

    // How it was seen.

    /// It was not seen for 30 days, by address or by name server.
    public var silence = 0.4
    /// Per natural log of the days of silence over 30; silence and this together at most 3 nats.
    public var longerSilence = 0.35
    /// There was no silence: sales without one happen, but moves of the same holder are far more common.
    public var noSilence = -2.2
    /// The silence is no longer than others of the same holder; half as much where it is 1.6 times as long.
    public var usualSilence = -1.4
    /// Hardly anything else was seen during the silence either: the sensors were silent, not the domain.
    public var silentSensors = -4.0

    // Where it was before and after.

    /// It came back in other networks (IPv4 /16, IPv6 /32).
    public var otherNetworks = 2.3
    /// It came back on IPv4 alone after IPv6 alone, or the other way round; two addresses of one server look so too where
    /// it is rarely seen.
    public var otherFamily = 1.0
    /// It came back in a neighbourhood where it had been (IPv4 /24, IPv6 /48).
    public var sameNetworks = -2.3
    /// It returned later to a neighbourhood where it had been before.
    public var laterReturn = -1.6
    /// It came back with none of the name servers it had.
    public var otherServers = 0.9
    /// It came back with name servers it had.
    public var sameServers = -0.4
    /// It was on a service's pool, one address after another of few neighbourhoods, and is no longer, or the other way round:
    /// parking pages and delivery networks answer so, a holder's own server does not.
    public var otherManner = 0.8
    /// None of the domains that shared its addresses came along.
    public var otherCompany = 0.9
    /// Domains that shared its addresses share its new ones.
    public var sameCompany = -1.0
    /// Of at least three names below it on either side, hardly any is the same.
    public var otherNames = 0.5

    /// Makes the default weights.
    public init() {}
}
