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
        guard f.fanOut >= settings.leastFanOut else { return [] }
        let signs = [rewrite(f), cdn(f), flux(f), dyndns(f), sinkhole(f), parking(f), shared(f)]
        return f.watched >= 0.5 ? signs : signs.filter { $0.nats > 0 }
    }

    private func counted(_ f: AddressFeatures) -> String {
        "\(f.fanOut) registrable domains, at most \(f.peak) at once"
    }

    private func rewrite(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .rewrite,
            nats(strength([(f.contradicted, 0.5, 0.1)])),
            "\(counted(f)); one sensor alone saw \(percent(f.contradicted)) of the stays, each for at most three days, while others saw the domain stay elsewhere"
        )
    }

    /// Names on a delivery network hold several addresses at once, or move to and fro within a pool.
    private func rotation(_ f: AddressFeatures) -> Double {
        let holding = strength([(f.held, 1.2, 0.3)])
        let moving = strength([(f.held, 0.5, 0.2), (Double(f.pool), 3, 1), (f.circulating, 0.3, 0.1)])
        return min(max(holding, moving), strength([(Double(f.others), 8, 4), (f.watched, 0.5, 0.1)]))
    }

    private func told(_ f: AddressFeatures) -> String {
        "\(counted(f)); each holds \(rounded(f.held)) other addresses at the same time, of \(f.others) in \(PassiveDNS.counted(f.networks, "network")); they move to and fro between this and \(f.pool) others; median stay \(rounded(f.medianDays)) days"
    }

    private func cdn(_ f: AddressFeatures) -> HubSign {
        HubSign(.cdn, nats(min(rotation(f), f.medianDays - 3)), told(f))
    }

    /// Infected hosts: names rotate through them by the hour, and they lie in as many networks as there are hosts.
    private func flux(_ f: AddressFeatures) -> HubSign {
        let spread = strength([(Double(f.networks), 5, 2), (3 - f.medianDays, 0, 1)])
        let many = strength([(Double(f.others) / Double(max(1, f.fanOut)), 4, 1), (f.watched, 0.5, 0.1)])
        return HubSign(.flux, nats(min(spread, max(rotation(f), many))), told(f))
    }

    private func dyndns(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .dyndns,
            nats(strength([(f.underPrivateSuffix, 0.5, 0.1)])),
            "\(counted(f)); \(percent(f.underPrivateSuffix)) of them below dynamic DNS or hosting suffixes"
        )
    }

    /// Seized domains come from many places, and stay.
    ///
    /// A portfolio that moved as one came from one place.
    private func sinkhole(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .sinkhole,
            nats(
                strength([
                    (f.past, 0.55, 0.1), (f.final, 0.8, 0.1), (f.medianDays, 30, 20), (0.5 - f.held, 0, 0.2),
                    (Double(f.others) / Double(max(1, f.fanOut)), 0.4, 0.2), (0.5 - f.origin, 0, 0.2),
                ])
            ),
            "\(counted(f)); \(percent(f.past)) were in use elsewhere before they came, on \(f.others) addresses; for \(percent(f.final)) it is the last; median stay \(rounded(f.medianDays)) days"
        )
    }

    private func parking(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .parking,
            nats(
                strength([
                    (Double(f.fanOut), 25, 10), (f.circulating, 0.3, 0.1), (Double(f.pool), 1, 1),
                    (0.3 - f.held, 0, 0.1),
                    (f.company, 5, 3),
                ])
            ),
            "\(counted(f)); \(percent(f.past)) were in use elsewhere before; they move to and fro between this and \(f.pool) other addresses; median stay \(rounded(f.medianDays)) days"
        )
    }

    /// Customers come and go one by one, and stay for months on one address of a family.
    ///
    /// Some leave while others come. One party's domains hold several addresses, come in bursts, last for weeks, or all
    /// stay; parked ones circulate, and seized ones come from everywhere.
    private func shared(_ f: AddressFeatures) -> HubSign {
        HubSign(
            .shared,
            nats(
                strength([
                    (Double(f.fanOut), 12, 6), (0.25 - f.burst, 0, 0.1), (f.arrivalsKnown, 0.25, 0.1),
                    (0.3 - f.departureBurst, 0, 0.1), (f.company, 3, 1.5), (f.medianDays, 25, 20),
                    (0.12 - f.held, 0, 0.04),
                    (0.85 - f.company / Double(max(1, f.fanOut)), 0, 0.05), (0.2 - f.circulating, 0, 0.1),
                    (0.5 - (f.past - f.origin), 0, 0.1),
                ]),
                most: 2
            ),
            "\(counted(f)), \(rounded(f.company)) on average; they come and go one by one: \(percent(f.burst)) more arrivals and \(percent(f.departureBurst)) more departures together than chance would give; median stay \(rounded(f.medianDays)) days"
        )
    }
}
