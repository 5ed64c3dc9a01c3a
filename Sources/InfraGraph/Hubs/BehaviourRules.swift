internal import PassiveDNS

/// What the behaviour of the domains on an address says of each class.
///
/// A rule has a few conditions, each with a threshold (``HubRules``) and a scale: how much beyond the threshold counts as one nat. A rule
/// is as strong as its weakest condition. At the thresholds themselves a class is as probable as an ordinary address.
struct BehaviourRules: Sendable {
    let settings: AnalysisSettings
    /// Whether the signs are put into words.
    let tells: Bool

    private var rules: HubRules { settings.hubs }

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
            nats(
                strength([(f.alone, rules.rewriteAlone, 0.03), (f.alone - f.aloneElsewhere, rules.rewriteLead, 0.1)]),
                most: 4
            ),
            told: tells,
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
                told: tells,
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
                    (f.paired, rules.cdnPaired, 0.1), (Double(f.partners), rules.cdnPartners, 4),
                    (f.mixed, rules.cdnMixed, 0.1), (f.medianDays, rules.cdnDays, 1),
                    (-f.burst, -rules.cdnBurst, 0.1),
                ])
            ),
            told: tells,
            told(f)
        )
    }

    /// Infected hosts: names rotate through them by the hour, and they lie in as many networks as there are hosts.
    private func flux(_ f: AddressFeatures) -> HubSign {
        let spread = strength([
            (Double(f.networks), rules.fluxNetworks, 2), (-f.medianDays, -rules.fluxDays, 1), (f.watched, 0.5, 0.1),
        ])
        let holding = strength([(f.held, rules.fluxHeld, 0.3), (Double(f.others), rules.fluxOthers, 4)])
        let many = strength([(Double(f.others) / Double(max(1, f.fanOut)), rules.fluxRotation, 1)])
        return HubSign(.flux, nats(min(spread, max(holding, many))), told: tells, told(f))
    }

    private func dyndns(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .dyndns,
            nats(strength([(f.underPrivateSuffix, rules.dyndnsShare, 0.1)]), most: 0.5),
            told: tells,
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
                    (f.past, rules.sinkholePast, 0.1), (f.past + f.burst, rules.sinkholeSeized, 0.15),
                    (f.final, rules.sinkholeFinal, 0.1), (f.medianDays, rules.sinkholeDays, 10),
                    (daysADeparture(f), rules.sinkholeStay, 500), (-f.held, -rules.sinkholeHeld, 0.2),
                    (Double(f.others) / Double(max(1, f.fanOut)), rules.sinkholeOthers, 0.15),
                    (-f.origin, -rules.sinkholeOrigin, 0.2),
                ])
            ),
            told: tells,
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
        rules.turnoverCirculating * f.circulating + rules.turnoverPassing * f.passing
            - rules.turnoverStaying * f.company / Double(max(1, f.fanOut)) - rules.turnoverLeast
    }

    private func parking(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .parking,
            nats(
                strength([
                    (Double(f.fanOut), rules.parkingFanOut, 10), (turnover(f), 0, 1),
                    (f.company, rules.parkingCompany, 1), (-f.burst, -rules.parkingBurst, 0.1),
                    (-f.departureBurst, -rules.parkingBurst, 0.1), (-f.held, -rules.parkingHeld, 0.05),
                    (-f.doubled, -rules.partyDoubled, 0.05),
                    (-scattering(f), -rules.partyScattering, 0.1),
                ])
            ),
            told: tells,
            "\(counted(f)), \(rounded(f.company)) on average; \(percent(f.passing)) are here before or after they are used, or between; they move to and fro between this and \(f.pool) other addresses; median stay \(rounded(f.medianDays)) days"
        )
    }

    /// Customers come and go one by one, and stay for months on one address of a family.
    ///
    /// Some leave while others come. One party's domains hold several addresses, come in bursts, last for weeks, or all
    /// stay; parked ones circulate, and seized ones that came from elsewhere stay for years.
    private func shared(_ f: AddressFeatures) -> HubSign {
        let leaving = max((rules.sharedPast - (f.past - f.origin)) / 0.1, (rules.sharedStay - daysADeparture(f)) / 500)
        return HubSign(
            .shared,
            nats(
                strength([
                    (Double(f.fanOut), rules.sharedFanOut, 4), (-f.burst, -rules.sharedBurst, 0.1),
                    (f.arrivalsKnown, rules.sharedArrivals, 0.1),
                    (-f.departureBurst, -rules.sharedBurst, 0.1), (f.company, rules.sharedCompany, 1.5),
                    (f.medianDays, rules.sharedDays, 20),
                    (-f.doubled, -rules.partyDoubled, 0.05), (leaving, 0, 1),
                    (-scattering(f), -rules.partyScattering, 0.1),
                    (-f.company / Double(max(1, f.fanOut)), -rules.sharedStaying, 0.05), (-turnover(f), 0, 1),
                ]),
                most: 2
            ),
            told: tells,
            "\(counted(f)), \(rounded(f.company)) on average; they come and go one by one: \(percent(f.burst)) more arrivals and \(percent(f.departureBurst)) more departures together than chance would give; median stay \(rounded(f.medianDays)) days"
        )
    }
}
