extension WeightTable {
    /// What ties attacks.
    static let attacks: [Weight] = [
        fitted("base", \.attack.base, "Where two attacks of one campaign start"),
        fitted("membership", \.attack.membership, "Per log-odds of the probability that both belong to it"),
        fitted(
            "closeness",
            \.attack.closeness,
            "Per log-odds of how close the parts of the campaign that hold the one and the other were when they merged"
        ),
        share(
            "name",
            \.attack.name,
            "How probably a name that a report calls malicious is its holder's doing",
            judgement
        ),
        share(
            "address",
            \.attack.address,
            "How probably an address that a report calls malicious is its only tenant's doing",
            judgement
        ),
        share(
            "tenancy",
            \.attack.tenancy,
            "How probably two attacks from one address with the same tenants are the same tenant's",
            measured
        ),
        share(
            "unseen",
            \.attack.unseen,
            "How probably two attacks that name on one day what nobody saw are one holder's",
            measured
        ),
        days(
            "holdingDays",
            \.attack.holdingDays,
            "A name is still its holder's with a probability that falls by e in this many days without a sighting, after 30"
        ),
        days(
            "addressDays",
            \.attack.addressDays,
            "An address that nobody saw is still the same holder's with a probability that falls by e in this many days"
        ),
        share(
            "leastHolding",
            \.attack.leastHolding,
            "A name stands for who held it at another time where it was still theirs with at least this probability",
            judgement
        ),
        share(
            "leastLink",
            \.attack.leastLink,
            "Attacks are grouped where a link between them is at least this probable",
            measured
        ),
    ]

    private static func fitted(
        _ name: String,
        _ path: any WritableKeyPath<AnalysisSettings, Double> & Sendable,
        _ meaning: String
    ) -> Weight {
        let source = "logistic regression on worlds of two simulators, rounded: docs/method.md"
        return Weight("attack." + name, .nats, path, in: -20...20, meaning, source)
    }

    private static func share(
        _ name: String,
        _ path: any WritableKeyPath<AnalysisSettings, Double> & Sendable,
        _ meaning: String,
        _ source: String
    ) -> Weight {
        Weight("attack." + name, .share, path, in: 0...1, meaning, source)
    }

    private static func days(
        _ name: String,
        _ path: any WritableKeyPath<AnalysisSettings, Double> & Sendable,
        _ meaning: String
    ) -> Weight {
        Weight("attack." + name, .days, path, in: 1...36_500, meaning, judgement)
    }

    private static let judgement = "judgement"
    private static let measured = "measured on simulated worlds: docs/method.md"
}
