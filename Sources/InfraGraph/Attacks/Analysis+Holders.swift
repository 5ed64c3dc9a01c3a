internal import PassiveDNS

extension Analysis {
    /// The unit among those of a name that had it on a date, and how probably: the first without a date.
    ///
    /// Names are held longer than they are seen. Within 30 days of a sighting it is certain; further away the probability
    /// falls by e for every ``AttackWeights/holdingDays``, and nobody is taken to hold a name across a change of hands or
    /// a new registration. At least ``AttackWeights/leastHolding``, or `nil`.
    func holder(among held: ArraySlice<Int32>, at date: Timestamp?) -> (unit: Int32, probability: Double)? {
        guard let date else { return held.first.map { ($0, 1) } }
        let distance = { (unit: Int32) in
            max(0, max(units.first[Int(unit)] - date.seconds, date.seconds - units.last[Int(unit)]))
        }
        guard let unit = held.min(by: { (distance($0), $0) < (distance($1), $1) }) else { return nil }
        let unseen = distance(unit) - 30 * Timestamp.day
        if unseen <= 0 { return (unit, 1) }
        let probability = exponential(-Double(unseen) / Double(Timestamp.day) / settings.attack.holdingDays)
        guard probability >= settings.attack.leastHolding, !changedHands(units.domain[Int(unit)], unit, date.seconds)
        else {
            return nil
        }
        return (unit, probability)
    }

    /// Whether a domain changed hands, or was registered anew, between a unit's time and a moment outside it.
    private func changedHands(_ domain: Int32, _ unit: Int32, _ moment: Int64) -> Bool {
        let (first, last) = (units.first[Int(unit)], units.last[Int(unit)])
        return changedHands(domain, in: moment < first ? moment + 1...first : last + 1...moment)
    }

    private func changedHands(_ domain: Int32, in time: ClosedRange<Int64>) -> Bool {
        ownership.cuts(of: domain).contains { time.contains($0) }
            || judge.registrations.all(of: domain).contains { time.contains($0.created?.seconds ?? .min) }
    }

    /// Whether a name is known to have changed hands, or to have been registered anew, between two moments.
    func changedHands(_ indicator: Indicator, _ one: Timestamp?, _ other: Timestamp?) -> Bool {
        guard case .name(let name) = indicator, let number = graph.names.name(named: name.text),
            let one, let other, one != other
        else { return false }
        let time = min(one, other).seconds + 1...max(one, other).seconds
        return changedHands(graph.names.domains[Int(number)], in: time)
    }

    /// The presences at an address on a date, and how probable it is that they were still, or already, there.
    ///
    /// Whoever was seen within 14 days was; where nobody was, the nearest ones within 30 count, with a probability that falls
    /// by e for every 30 days. All of them without a date.
    func tenants(of address: Int32, at date: Timestamp?) -> (presences: [Int], probability: Double) {
        let presences = judge.presences
        let all = presences.byPlace[judge.places.ofAddress[Int(address)]].map { Int($0) }
        guard let date else { return (all, 1) }
        let near = all.map { presence in
            (
                presence: presence,
                distance: max(0, presences.first[presence] - date.seconds, date.seconds - presences.last[presence])
            )
        }
        let slack = 14 * Timestamp.day
        let nearest = near.map(\.distance).min() ?? .max
        guard nearest <= 30 * Timestamp.day else { return ([], 0) }
        let unseen = Double(max(0, nearest - slack)) / Double(30 * Timestamp.day)
        return (near.filter { $0.distance <= max(slack, nearest) }.map(\.presence), exponential(-unseen))
    }
}
