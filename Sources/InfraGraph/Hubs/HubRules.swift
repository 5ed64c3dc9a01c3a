/// The thresholds of hub classes: at each of them a class is as probable as an ordinary address.
///
/// Measured on worlds of two simulators written without knowledge of each other; the table of weights says what each means.
public struct HubRules: Sendable {
    // MARK: A rewritten answer

    /// One sensor alone saw at least this share of the stays.
    public var rewriteAlone = 0.9
    /// That share is higher by this than the share of the same domains' other stays that it alone saw.
    public var rewriteLead = 0.4

    // MARK: A delivery network

    /// Names of this share of the domains hold another address at the same time.
    public var cdnPaired = 0.6
    /// Names hold so many different addresses at the same time as this one.
    public var cdnPartners = 8.0
    /// Of two domains that are here at the same time, this share of those addresses differs.
    public var cdnMixed = 0.55
    /// The median stay is at least this long, in days; bots of fast flux are held for hours.
    public var cdnDays = 3.0
    /// At most this share of arrivals is together, beyond chance: customers come one by one.
    public var cdnBurst = 0.3

    // MARK: Fast flux

    /// The domains' other addresses lie in so many networks (after Holz 2008).
    public var fluxNetworks = 5.0
    /// The median stay is at most this long, in days.
    public var fluxDays = 3.0
    /// A name holds so many other addresses at the same time.
    public var fluxHeld = 1.2
    /// The domains have so many other addresses.
    public var fluxOthers = 8.0
    /// Or so many other addresses a domain.
    public var fluxRotation = 4.0
    /// Or this share of the domains is in fast flux by itself.
    public var fluxShare = 0.6

    // MARK: Dynamic DNS

    /// This share of the domains lies below dynamic DNS or hosting suffixes.
    public var dyndnsShare = 0.5

    // MARK: A sinkhole

    /// This share of the domains was in use elsewhere before.
    public var sinkholePast = 0.2
    /// That share and the share of arrivals together, beyond chance, are at least this: names are seized in use, or in batches.
    public var sinkholeSeized = 0.6
    /// For this share of the domains it is the last address.
    public var sinkholeFinal = 0.8
    /// The median stay is at least this long, in days.
    public var sinkholeDays = 20.0
    /// So many days are spent here for one domain that goes elsewhere; 14 % of seized names a year are released (Alowaisheq 2019).
    public var sinkholeStay = 1_200.0
    /// Names hold fewer other addresses than this at the same time.
    public var sinkholeHeld = 0.5
    /// So many other addresses a domain: they came from many places.
    public var sinkholeOthers = 0.3
    /// At most this share came from one and the same address.
    public var sinkholeOrigin = 0.5

    // MARK: Parking

    /// So many domains were ever seen.
    public var parkingFanOut = 20.0
    /// So many domains are there at one time, on average.
    public var parkingCompany = 2.5
    /// At most this share of arrivals, and of departures, is together beyond chance.
    public var parkingBurst = 0.35
    /// Names hold fewer other addresses than this at the same time.
    public var parkingHeld = 0.15
    /// Turnover: for each move both ways between here and another address, a domain.
    public var turnoverCirculating = 9.0
    /// Turnover: for the share of domains that are here before or after they are used, or between.
    public var turnoverPassing = 7.0
    /// Turnover: against it, for the share of all its domains that are here at one time.
    public var turnoverStaying = 16.0
    /// Parking from this turnover on, shared hosting below it.
    public var turnoverLeast = 0.5

    // MARK: Shared hosting

    /// So many domains were ever seen.
    public var sharedFanOut = 10.0
    /// So many domains are there at one time, on average.
    public var sharedCompany = 3.0
    /// At most this share of arrivals, and of departures, is together beyond chance.
    public var sharedBurst = 0.3
    /// The arrival of this share of the domains is known.
    public var sharedArrivals = 0.25
    /// The median stay is at least this long, in days.
    public var sharedDays = 25.0
    /// At most this share of all its domains is here at one time: some leave while others come.
    public var sharedStaying = 0.85
    /// At most this share came from elsewhere, but for those from one address; else some have to leave again.
    public var sharedPast = 0.5
    /// Where more came from elsewhere, fewer days than this are spent here for one domain that goes elsewhere.
    public var sharedStay = 3_000.0

    // MARK: What speaks for one party

    /// Parking and shared hosting: at most this share of the domains holds another address of the same family.
    public var partyDoubled = 0.2
    /// Parking and shared hosting: less than this share of those present left within days for nowhere in common.
    public var partyScattering = 0.8

    // MARK: What the classes of other addresses say

    /// Names of this share of the domains hold known addresses of a pool.
    public var poolShare = 0.6
    /// This share of those present left, or came, within days around one moment.
    public var movedTogether = 0.8
    /// This share of all domains came from, or went to, a hub of the class.
    public var movedShare = 0.5

    /// Makes the default thresholds.
    public init() {}
}
