internal import PassiveDNS

extension ChangeFinder {
    /// Changes of what a domain was used for.
    func useMoments(of domain: Int32, _ spells: [Hosting.Spell]) -> [OwnershipChange] {
        spells.indices.dropFirst().map { place in
            let (former, next) = (spells[place - 1], spells[place])
            var moment = moment(at: start(of: next, after: former, domain))
            let on = date(next.first)
            let address = graph.addresses[Int(next.stays[0].address)]
            switch next.use {
            case .seized:
                let who = operatorName(of: domain, next).map { " by \($0)" } ?? ""
                moment.signs.add(.seized, weights.seized, "seized\(who): at the sinkhole \(address) since \(on)")
            case .parked:
                moment.signs.add(.parked, weights.parked, "parked: at the parking address \(address) since \(on)")
            case .inUse where former.use == .seized:
                moment.signs.add(.released, weights.released, "let go by the sinkhole, in use since \(on)")
            case .inUse:
                moment.signs.add(.unparked, weights.unparked, "no longer parked, in use since \(on)")
            }
            let dark = darkness(of: domain, from: former.last, to: next.first)
            if dark.to - dark.from >= quiet { addSilence(dark, to: &moment.signs) }
            if wasRecovered(spells, place) || wasRecovered(spells, place - 1) {
                moment.signs.add(
                    .recovered,
                    weights.recovered,
                    "within \(days(Self.longestRecovery)) it was back where it had been"
                )
            }
            return moment
        }
    }

    /// The longest an expired name can be away and still be its holder's: 45 days of grace, 30 of redemption, 5 of deletion.
    private static let longestRecovery = 80 * Timestamp.day

    /// Whether a spell of parking or in a sinkhole lies between two uses in the same neighbourhood, shortly after each other.
    private func wasRecovered(_ spells: [Hosting.Spell], _ place: Int) -> Bool {
        guard place > 0, place + 1 < spells.count, spells[place].use != .inUse else { return false }
        let (before, after) = (spells[place - 1], spells[place + 1])
        guard before.use == .inUse, after.use == .inUse, after.first - before.last <= Self.longestRecovery else {
            return false
        }
        return !neighbourhoods(of: before.stays).isDisjoint(with: neighbourhoods(of: after.stays))
    }

    /// When the next use is likely to have begun: a little before it was seen, but after the former one was seen last.
    private func start(of next: Hosting.Spell, after former: Hosting.Spell, _ domain: Int32) -> Int64 {
        guard former.last < next.first else { return next.first }
        return max(former.last + 1, firstSign(of: next, after: former, domain) - next.stays[0].lead(most: gap))
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
