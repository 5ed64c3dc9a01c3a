extension WeightTable {
    /// Thresholds of the whole path, from tenures to clusters.
    static let thresholds: [Weight] = [
        Weight(
            "tenureGapDays",
            .days,
            \.tenureGapDays,
            in: 0...3_650,
            "Two sightings of a name on an address at most this far apart belong to one tenure, in days",
            sightings
        ),
        Weight(
            "pastDays",
            .days,
            \.pastDays,
            in: 0...3_650,
            "A name newly seen at least this many days after it was seen elsewhere counts as one that had a past",
            judgement
        ),
        Weight(
            "burstDays",
            .days,
            \.burstDays,
            in: 0...365,
            "Arrivals at most this many days apart count as together",
            judgement
        ),
        Weight(
            "leastFanOut",
            \.leastFanOut,
            in: 1...1_000_000,
            "Below this many registrable domains behaviour says too little about an address to call it a hub",
            measured
        ),
        Weight(
            "dormancyDays",
            .days,
            \.dormancyDays,
            in: 0...3_650,
            "Silence from this long on may hide a change of hands, in days",
            registries
        ),
        Weight(
            "cutProbability",
            .share,
            \.cutProbability,
            in: 0...2,
            "A possible change of hands splits a domain from this probability on",
            measured
        ),
        Weight(
            "mostGapDays",
            .days,
            \.mostGapDays,
            in: 0...36_500,
            "Tenures on one address further apart than this are no evidence, in days",
            measured
        ),
        Weight(
            "mostConcurrent",
            \.mostConcurrent,
            in: 2...1_000_000,
            "A tenure shared with more units than this is not paired with each of them; its address is as good as a hub",
            cost
        ),
        Weight(
            "mostBurstChance",
            .share,
            \.mostBurstChance,
            in: 0...1,
            "Registrations so near to each other that chance has at most this probability were made together",
            measured
        ),
        Weight(
            "leastFluxHosts",
            \.leastFluxHosts,
            in: 1...1_000_000,
            "A name that was seen on fewer hosts of a fast-flux network is not on it",
            judgement
        ),
        Weight(
            "leastLink",
            .share,
            \.leastLink,
            in: 0...1,
            "Links below this probability are not told",
            measured
        ),
        Weight(
            "leastCoreLink",
            .share,
            \.leastCoreLink,
            in: 0...1,
            "A link of at least this probability makes a member of a campaign one of its core",
            judgement
        ),
        Weight(
            "leastRelation",
            .share,
            \.leastRelation,
            in: 0...1,
            "Links of at least this probability between two campaigns are told as a possible relation",
            judgement
        ),
        Weight(
            "leastCohesion",
            .share,
            \.leastCohesion,
            in: 0...1,
            "Clusters merge while the mean of the links between those of their units that met is at least this; see Clusters",
            measured
        ),
        Weight(
            "leastMeeting",
            .share,
            \.leastMeeting,
            in: 0...1,
            "Links below this probability don't count as meetings of two clusters: 0 counts every stranger's",
            judgement
        ),
        Weight(
            "clusterBreadth",
            .share,
            \.clusterBreadth,
            in: 0...1,
            "How many pairs of two clusters must have met, as a power of their number; see Clusters",
            measured
        ),
        Weight(
            "leastHubConfidence",
            .share,
            \.leastHubConfidence,
            in: 0...2,
            "An address is left out of linking from this confidence on; above 1 none is",
            judgement
        ),
    ]

    private static let sightings = "how rarely sensors see names that are hardly asked for"
    private static let judgement = "judgement"
    private static let registries = "ICANN's expired registration policies: 30 days of redemption, 5 of deletion"
    private static let measured = "measured on simulated worlds: docs/method.md"
    private static let cost = "bounds the work: at most so many pairs for each stay"
}
