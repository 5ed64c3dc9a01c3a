extension WeightTable {
    /// What evidence for kinship weighs.
    public static let links: [Weight] = [
        link("base", \.weights.base, "Where a pair that shares an address starts"),
        link(
            "snapshot",
            \.weights.snapshot,
            "Added where the data cover no time, so that nothing tells who came and went with whom; less, the more they cover"
        ),
        link(
            "unmet",
            \.weights.unmet,
            "Where a pair that never met but was registered together starts, instead of base"
        ),
        link(
            "burst",
            \.weights.burst,
            "Registered together, per natural log of one over the probability that chance brings registrations so near"
        ),
        link("otherRegistrar", \.weights.otherRegistrar, "Registered together, but not by one registrar"),
        link(
            "turnover",
            \.weights.turnover,
            "Per natural log of how many units came and went around the pair's time for each that was there with it"
        ),
        link(
            "arrival",
            \.weights.arrival,
            "Both came at the same time; scaled down by e for every 30 days between them"
        ),
        link(
            "departure",
            \.weights.departure,
            "Both were last seen there at the same time; scaled down by e for every 30 days between them"
        ),
        link("apart", \.weights.apart, "They were never there at the same time"),
        link("rented", \.weights.rented, "They met only on hosts of a fast-flux network: such networks are for rent"),
        link(
            "length",
            \.weights.length,
            "Per natural log of one and the days of the shorter stay: a long stay meets many strangers"
        ),
        link("life", \.weights.life, "Share of their whole lives, wherever they were, in which both were in use"),
        link(
            "elsewhere",
            \.weights.elsewhere,
            "Per natural log of one and the other places of the one that has more of them: kin move together"
        ),
        link("networks", \.weights.networks, "Per natural log of the number of networks they share"),
        link(
            "servers",
            \.weights.servers,
            "Shared name servers, per natural log of 20 over the number of domains that use them; at most three nats"
        ),
        link("otherServers", \.weights.otherServers, "Name servers are known for both and none is shared"),
        link(
            "registrant",
            \.weights.registrant,
            "A shared registrant, per natural log of 60 over the number of the registrant's domains; at most four nats"
        ),
        link("otherRegistrant", \.weights.otherRegistrant, "Registrants are known for both and differ"),
        link("creation", \.weights.creation, "Registered within three days of each other"),
        link("otherCreation", \.weights.otherCreation, "Registered more than 60 days apart"),
        link(
            "doubt",
            \.weights.doubt,
            "A likely change of hands lies between; the natural log of the probability that there was none"
        ),
    ]

    private static func link(
        _ name: String,
        _ path: any WritableKeyPath<AnalysisSettings, Double> & Sendable,
        _ meaning: String
    ) -> Weight {
        let fitted = "logistic regression on worlds of two simulators, rounded: docs/method.md"
        return Weight(linkPrefix + name, .nats, path, in: -20...20, meaning, fitted)
    }

    /// Where the names of weights of evidence for kinship begin.
    public static let linkPrefix = "link."
}
