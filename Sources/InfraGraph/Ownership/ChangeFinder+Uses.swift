internal import PassiveDNS

extension ChangeFinder {
    /// Changes of what a domain was used for; `voids` are answers that are no hosting.
    func useMoments(of domain: Int32, _ spells: [Hosting.Spell], _ voids: [Hosting.Stay]) -> [OwnershipChange] {
        spells.indices.dropFirst().map { place in
            let (former, next) = (spells[place - 1], spells[place])
            let sides = Sides(former.stays + next.stays, at: former.stays.count, since: former.first, former.last)
            var moment = moment(at: start(of: next, after: former, sides, voids, domain))
            addUse(next, after: former, of: domain, to: &moment)
            if next.use == .parked { addTerm(of: domain, from: former.last, to: next.first, to: &moment) }
            if place == 1, former.use == .parked { addFirstUse(of: domain, former, next, to: &moment) }
            compareUses(sides, next.use, of: domain, &moment)
            if wasRecovered(spells, place) || wasRecovered(spells, place - 1) {
                moment.add(
                    .recovered,
                    weights.recovered,
                    "within \(days(Self.longestRecovery)) it was back where it had been"
                )
            }
            return moment
        }
    }

    /// What the domain was used for from then on, as far as the class of its address is sure.
    private func addUse(
        _ next: Hosting.Spell,
        after former: Hosting.Spell,
        of domain: Int32,
        to moment: inout OwnershipChange
    ) {
        let since = { "since \(self.date(next.first))" }
        let address = graph.addresses[Int(next.stays[0].address)]
        let sureness = next.use == .inUse ? sureness(of: former) : sureness(of: next)
        switch next.use {
        case .seized:
            let who = { self.operatorName(of: domain, next).map { " by \($0)" } ?? "" }
            moment.add(.seized, weights.seized * sureness, "seized\(who()): at the sinkhole \(address) \(since())")
        case .parked:
            moment.add(.parked, weights.parked * sureness, "parked: at the parking address \(address) \(since())")
        case .inUse where former.use == .seized:
            moment.add(.released, weights.released * sureness, "let go by the sinkhole, in use \(since())")
        case .inUse:
            moment.add(.unparked, weights.unparked * sureness, "no longer parked, in use \(since())")
        }
    }

    /// How probable it is that a spell's surest address is what it was taken for, 0…1.
    private func sureness(of spell: Hosting.Spell) -> Double {
        spell.stays.lazy.map { self.chances[Int($0.address)] }.max() ?? 0
    }

    /// The longest a holder who builds a site keeps the registrar's page.
    private static let longestFirstParking = 45 * Timestamp.day
    /// A name seen first this long after the data's beginning was not there before.
    private static let newcomer = 60 * Timestamp.day

    /// Most holders park a name until they have built what it is for.
    private func addFirstUse(
        of domain: Int32,
        _ parked: Hosting.Spell,
        _ next: Hosting.Spell,
        to moment: inout OwnershipChange
    ) {
        let created = registrations.registration(of: domain, during: parked.first, parked.last)?.created?.seconds
        guard created != nil || parked.first > sightings.start + Self.newcomer else { return }
        let since = created ?? parked.first
        guard since > next.first - Self.longestFirstParking else { return }
        moment.add(
            .firstParked,
            weights.firstParked,
            "parked from its beginning on \(date(since)) for \(days(max(0, next.first - since))) only"
        )
    }

    /// The longest an expired name can be away and still be its holder's: 45 days of grace, 30 of redemption, 5 of deletion.
    private static let longestRecovery = 80 * Timestamp.day

    /// Whether a spell lies between two others of one use in the same neighbourhood, shortly after each other.
    private func wasRecovered(_ spells: [Hosting.Spell], _ place: Int) -> Bool {
        guard place > 0, place + 1 < spells.count else { return false }
        let (before, after) = (spells[place - 1], spells[place + 1])
        guard before.use == after.use, before.use != .seized, after.first - before.last <= Self.longestRecovery else {
            return false
        }
        return areNear(before.stays, after.stays)
    }

    /// When the next use is likely to have begun: between the last sign of the former one and the first of the next.
    private func start(
        of next: Hosting.Spell,
        after former: Hosting.Spell,
        _ sides: Sides,
        _ voids: [Hosting.Stay],
        _ domain: Int32
    ) -> Int64 {
        guard former.last < next.first else { return next.first }
        // Whoever let it point nowhere still had it.
        let until = voids.lazy.filter { $0.first < next.first }.map { min($0.last, next.first - 1) }.max()
        let from = max(former.last, until ?? former.last)
        let to = max(from + 1, firstSign(of: next, after: former, domain))
        if next.use == .parked, case .ended(let date) = registrations.term(of: domain, from: from, to: to), date > from
        {
            return date
        }
        return turn(in: (from, to), sides)
    }

    /// When the next use was first seen: by its address, or by name servers that are new since the former use.
    private func firstSign(of next: Hosting.Spell, after former: Hosting.Spell, _ domain: Int32) -> Int64 {
        var known: Set<Int32> = []
        for row in delegations.byDomain[domain].lazy.map({ Int($0) }) where delegations.first[row] < next.first {
            if delegations.first[row] <= former.last {
                known.insert(delegations.server[row])
            } else if !known.contains(delegations.server[row]) {
                return delegations.first[row]
            }
        }
        return next.first
    }

    /// When a domain was at a sinkhole.
    func seizures(of domain: Int32, _ spells: [Hosting.Spell]) -> [Seizure] {
        spells.indices.filter { spells[$0].use == .seized }.map { place in
            Seizure(
                domain: DomainName(canonical: graph.names.domainName(domain)),
                date: Timestamp(
                    seconds: place > 0
                        ? firstSign(of: spells[place], after: spells[place - 1], domain) : spells[place].first
                ),
                address: graph.addresses[Int(spells[place].stays[0].address)],
                operatorName: operatorName(of: domain, spells[place]),
                released: place + 1 < spells.count ? Timestamp(seconds: spells[place + 1].first) : nil
            )
        }
    }

    /// Who runs the sinkhole, as the name servers tell that a domain got with it: a known operator, else their domain.
    private func operatorName(of domain: Int32, _ spell: Hosting.Spell) -> String? {
        let arrival = spell.first - 15 * Timestamp.day
        var former: Set<Int32> = []
        var told: String?
        for row in delegations.byDomain[domain].lazy.map({ Int($0) }) where delegations.first[row] <= spell.last {
            let server = delegations.server[row]
            if delegations.first[row] < arrival { former.insert(server) }
            guard spell.first <= delegations.last[row] else { continue }
            if let known = delegations.known[Int(server)], known.hubClass == .sinkhole {
                return known.operatorName.isEmpty ? delegations.servers[server] : known.operatorName
            }
            if told == nil, !delegations.isAlias[row], !former.contains(server) { told = delegations.servers[server] }
        }
        return told
    }
}
