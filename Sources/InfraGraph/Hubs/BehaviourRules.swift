internal import PassiveDNS

/// What the behaviour of the domains on an address says of each class.
///
/// A rule has a few conditions, each with a threshold and a scale: how much beyond the threshold counts as one nat. A rule
/// is as strong as its weakest condition. At the thresholds themselves a class is as probable as an ordinary address.
struct BehaviourRules: Sendable {
    let settings: AnalysisSettings

    /// A measured value, its threshold, and what distance from it weighs a nat.
    private typealias Condition = (value: Double, threshold: Double, scale: Double)

    /// How far the weakest condition lies beyond its threshold, in nats.
    private func strength(_ conditions: [Condition]) -> Double {
        conditions.map { ($0.value - $0.threshold) / $0.scale }.min() ?? 0
    }

    /// The weight of a rule: it makes up for the prior at its thresholds, and says little of what it clearly is not.
    private func nats(_ strength: Double, most: Double = 3) -> Double {
        -HubVerdict.prior + min(most, max(-3, strength))
    }

    /// The signs of all classes; none below ``AnalysisSettings/leastFanOut`` domains.
    ///
    /// Where most domains were seen for less than a week, moves and stays don't show, and what does not show speaks
    /// against nothing.
    func signs(_ f: AddressFeatures) -> [HubSign] {
        guard f.fanOut >= settings.leastFanOut else { return service(f) }
        let signs = service(f) + [rewrite(f), cdn(f), flux(f), dyndns(f), sinkhole(f), parking(f), shared(f)]
        return f.watched >= 0.5 ? signs : signs.filter { $0.nats > 0 }
    }

    private func counted(_ f: AddressFeatures) -> String {
        "\(f.fanOut) registrable domains, at most \(f.peak) at once"
    }

    /// A resolver that blocks or redirects names answers for many of them, and nobody else sees that.
    private func rewrite(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .rewrite,
            nats(strength([(f.alone, 0.9, 0.03), (f.alone - f.aloneElsewhere, 0.4, 0.1)]), most: 4),
            "\(counted(f)); one sensor alone saw \(percent(f.alone)) of the stays, but only \(percent(f.aloneElsewhere)) of the same domains' other stays"
        )
    }

    /// Aliases of many customers lead here: a delivery network's own, or a platform's where it has few addresses.
    private func service(_ f: AddressFeatures) -> [HubSign] {
        guard f.customers >= settings.leastFanOut else { return [] }
        return [
            HubSign(
                f.serviceAddresses >= settings.leastFanOut ? .cdn : .shared,
                nats(Double(f.customers - settings.leastFanOut) / 4),
                "aliases of about \(PassiveDNS.counted(f.customers, "customer")) lead to a service here that has \(PassiveDNS.counted(f.serviceAddresses, "address", "addresses"))"
            )
        ]
    }

    private func told(_ f: AddressFeatures) -> String {
        "\(counted(f)); names of \(percent(f.paired)) hold another address at the same time, \(f.partners) different ones, and of two domains that are here together \(percent(f.mixed)) of those differ; \(PassiveDNS.counted(f.others, "other address", "other addresses")) in \(PassiveDNS.counted(f.networks, "network")) at any time; median stay \(rounded(f.medianDays)) days"
    }

    /// Each name holds some addresses of a pool, and each name others.
    private func cdn(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .cdn,
            nats(
                strength([
                    (f.paired, 0.6, 0.1), (Double(f.partners), 8, 4), (f.mixed, 0.55, 0.1), (f.medianDays, 3, 1),
                    (0.3 - f.burst, 0, 0.1),
                ])
            ),
            told(f)
        )
    }

    /// Infected hosts: names rotate through them by the hour, and they lie in as many networks as there are hosts.
    private func flux(_ f: AddressFeatures) -> HubSign {
        let spread = strength([(Double(f.networks), 5, 2), (3 - f.medianDays, 0, 1), (f.watched, 0.5, 0.1)])
        let holding = strength([(f.held, 1.2, 0.3), (Double(f.others), 8, 4)])
        let many = strength([(Double(f.others) / Double(max(1, f.fanOut)), 4, 1)])
        return HubSign(.flux, nats(min(spread, max(holding, many))), told(f))
    }

    private func dyndns(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .dyndns,
            nats(strength([(f.underPrivateSuffix, 0.5, 0.1)]), most: 0.5),
            "\(counted(f)); \(percent(f.underPrivateSuffix)) of them below dynamic DNS or hosting suffixes"
        )
    }

    /// Seized domains come from many places, many on one day, and stay for years.
    ///
    /// A portfolio that moved as one came from one place; customers leave now and then. Names that an algorithm will make
    /// are seized before they are used, so that not all of them were elsewhere.
    private func sinkhole(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .sinkhole,
            nats(
                strength([
                    (f.past, 0.2, 0.1), (f.past + f.burst, 0.6, 0.15), (f.final, 0.8, 0.1), (f.medianDays, 20, 10),
                    (daysADeparture(f), 1_200, 500), (0.5 - f.held, 0, 0.2),
                    (Double(f.others) / Double(max(1, f.fanOut)), 0.3, 0.15), (0.5 - f.origin, 0, 0.2),
                ])
            ),
            "\(counted(f)); \(percent(f.past)) were in use elsewhere before they came, on \(f.others) addresses; \(percent(f.burst)) more arrivals together than chance would give; for \(percent(f.final)) it is the last; median stay \(rounded(f.medianDays)) days"
        )
    }

    /// How many days domains spend here for one that goes on elsewhere: years where names are held, not hosted.
    private func daysADeparture(_ f: AddressFeatures) -> Double {
        let days = f.company * Double(f.last - f.first) / Double(Timestamp.day)
        return days / (1 + Double(f.fanOut) * (1 - f.final))
    }

    /// The share of those here that left within days for nowhere in common, where they were many: one party that gave its
    /// server up, since nothing but their host makes customers leave together.
    private func scattering(_ f: AddressFeatures) -> Double {
        Double(f.leaving) >= 0.3 * Double(f.fanOut) && f.destination < 0.3 ? f.leftTogether : 0
    }

    /// How much more an address looks like a place to pass through than like one to stay, in nats.
    ///
    /// Parked names come and go, at the beginning and at the end of their lives or between, and few of all that were ever
    /// there are there at one time; hosted ones stay. Fitted by logistic regression on parking and shared hosting of two
    /// simulators, half the weight to each, and rounded.
    private func turnover(_ f: AddressFeatures) -> Double {
        9 * f.circulating + 7 * f.passing - 16 * f.company / Double(max(1, f.fanOut)) - 0.5
    }

    private func parking(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .parking,
            nats(
                strength([
                    (Double(f.fanOut), 20, 10), (turnover(f), 0, 1), (f.company, 2.5, 1), (0.35 - f.burst, 0, 0.1),
                    (0.35 - f.departureBurst, 0, 0.1), (0.15 - f.held, 0, 0.05), (0.2 - f.doubled, 0, 0.05),
                    (0.8 - scattering(f), 0, 0.1),
                ])
            ),
            "\(counted(f)), \(rounded(f.company)) on average; \(percent(f.passing)) are here before or after they are used, or between; they move to and fro between this and \(f.pool) other addresses; median stay \(rounded(f.medianDays)) days"
        )
    }

    /// Customers come and go one by one, and stay for months on one address of a family.
    ///
    /// Some leave while others come. One party's domains hold several addresses, come in bursts, last for weeks, or all
    /// stay; parked ones circulate, and seized ones that came from elsewhere stay for years.
    private func shared(_ f: AddressFeatures) -> HubSign {
        let leaving = max((0.5 - (f.past - f.origin)) / 0.1, (3_000 - daysADeparture(f)) / 500)
        return HubSign(
            .shared,
            nats(
                strength([
                    (Double(f.fanOut), 10, 4), (0.3 - f.burst, 0, 0.1), (f.arrivalsKnown, 0.25, 0.1),
                    (0.3 - f.departureBurst, 0, 0.1), (f.company, 3, 1.5), (f.medianDays, 25, 20),
                    (0.2 - f.doubled, 0, 0.05), (leaving, 0, 1), (0.8 - scattering(f), 0, 0.1),
                    (0.85 - f.company / Double(max(1, f.fanOut)), 0, 0.05), (-turnover(f), 0, 1),
                ]),
                most: 2
            ),
            "\(counted(f)), \(rounded(f.company)) on average; they come and go one by one: \(percent(f.burst)) more arrivals and \(percent(f.departureBurst)) more departures together than chance would give; median stay \(rounded(f.medianDays)) days"
        )
    }
}
