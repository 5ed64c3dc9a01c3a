internal import PassiveDNS

/// The thresholds of an analysis, each with its unit and the reason for its default.
public struct AnalysisSettings: Sendable {
    /// Two sightings of a name on an address at most this far apart belong to one tenure, in days.
    ///
    /// Sensors report runs of sightings; a rarely asked name leaves gaps of weeks although nothing changed.
    public var tenureGapDays = 30.0
    /// The same in seconds.
    public var tenureGap: Int64 { Int64(tenureGapDays * Double(Timestamp.day)) }
    /// A name newly seen at least this many days after it was seen elsewhere counts as one that had a past.
    public var pastDays = 7.0
    /// Arrivals at most this many days apart count as together.
    public var burstDays = 2.0
    /// Below this many registrable domains behaviour says too little about an address to call it a hub.
    public var leastFanOut = 8
    /// An address is left out of linking from this confidence on; above 1 none is.
    public var leastHubConfidence = 0.0
    /// Silence from this long on may hide a change of hands, in days.
    ///
    /// Registries give an expired name back after 30 days of redemption and 5 of deletion, often after a renewal grace of
    /// up to 45 days; registrars auction it from the 25th day on.
    public var dormancyDays = 30.0
    /// A possible change of hands splits a domain from this probability on; to take two holders for one costs more than to
    /// take one for two.
    public var cutProbability = 0.4
    /// Tenures on one address further apart than this are no evidence, in days.
    public var mostGapDays = 30.0
    /// A tenure shared with more units than this is not paired with each of them; its address is as good as a hub.
    public var mostConcurrent = 150
    /// Registrations so near to each other that chance has at most this probability were made together.
    public var mostBurstChance = 0.02
    /// A name that was seen on fewer hosts of a fast-flux network is not on it: its own names rotate through many.
    public var leastFluxHosts = 3
    /// Links below this probability are not told.
    public var leastLink = 0.2
    /// A link of at least this probability makes a member of a campaign one of its core.
    public var leastCoreLink = 0.8
    /// Links of at least this probability between two campaigns are told as a possible relation.
    public var leastRelation = 0.4
    /// Clusters merge while the mean of the links between those of their units that met is at least this; see ``Clusters``.
    ///
    /// Two single names need a link this probable.
    public var leastCohesion = 0.45
    /// Links below this probability don't count as meetings of two clusters: 0 counts every stranger's.
    public var leastMeeting = 0.0
    /// How many pairs of two clusters must have met, as a power of the number of pairs between them; and how many units
    /// must have ties across, as a power of the smaller cluster's size; see ``Clusters``.
    public var clusterBreadth = 0.4
    /// From when on an address is a hub.
    public var hubs = HubRules()
    /// What each kind of evidence weighs.
    public var weights = LinkWeights()
    /// What each sign of a change of hands weighs.
    public var ownership = OwnershipWeights()
    /// What ties attacks.
    public var attack = AttackWeights()

    /// Makes the default settings.
    public init() {}
}
