internal import PassiveDNS

/// Finds the moments at which one domain may have changed hands.
struct ChangeFinder {
    let graph: TenureGraph
    let stays: Stays
    let classes: [HubClass]
    let delegations: Delegations
    let registrations: Registrations
    let settings: AnalysisSettings

    /// The changes of a domain in the order of time; changes with nothing seen between them are one.
    func changes(of domain: Int32) -> [OwnershipChange] {
        let held = stays.stays(of: domain)
            .filter { ![HubClass.bogon, .resolver, .rewrite].contains(classes[Int(stays.address[$0])]) }
            .sorted { (stays.first[$0], stays.last[$0], $0) < (stays.first[$1], stays.last[$1], $1) }
        guard let opening = held.first else { return [] }
        var found = newRegistrations(of: domain, firstSeen: stays.first[opening])
        found += changesOfUse(of: domain, held)
        return merged(found.sorted { ($0.at, $1.probability) < ($1.at, $0.probability) }, held)
    }

    /// A registration made after the domain was seen: somebody registered it anew.
    private func newRegistrations(of domain: Int32, firstSeen: Int64) -> [OwnershipChange] {
        registrations.creationDates(of: domain).filter { $0 > firstSeen + Timestamp.day }.map { created in
            OwnershipChange(
                at: created,
                probability: 0.99,
                signs: [
                    "registered anew on \(Timestamp(seconds: created).date), though seen since \(Timestamp(seconds: firstSeen).date)"
                ]
            )
        }
    }

    /// What the domain was used for, in the order of time, and what lies between two uses.
    private func changesOfUse(of domain: Int32, _ held: [Int]) -> [OwnershipChange] {
        var found: [OwnershipChange] = []
        var use = self.use(of: held[0])
        var start = stays.first[held[0]]
        var until = stays.last[held[0]]
        for (place, stay) in held.enumerated().dropFirst() {
            let next = self.use(of: stay)
            let first = stays.first[stay]
            if next != use {
                // A side record while the former use goes on is no change.
                guard until <= first + 20 * Timestamp.day else { continue }
                found.append(arrival(next, from: use, stay))
                use = next
                start = first
                until = stays.last[stay]
                continue
            }
            if use == .inUse, first - until >= Int64(settings.dormancyDays * Double(Timestamp.day)),
                let change = comeback(of: domain, after: start, until, held, place)
            {
                found.append(change)
                if change.probability >= settings.cutProbability { start = first }
            }
            until = max(until, stays.last[stay])
        }
        return found
    }

    private func use(of stay: Int) -> DomainHistory.Use {
        switch classes[Int(stays.address[stay])] {
        case .sinkhole: .seized
        case .parking: .parked
        default: .inUse
        }
    }

    private func arrival(_ use: DomainHistory.Use, from former: DomainHistory.Use, _ stay: Int) -> OwnershipChange {
        let date = Timestamp(seconds: stays.first[stay]).date
        let place = graph.addresses[Int(stays.address[stay])]
        let sign =
            switch use {
            case .seized: "seized on \(date): points at the sinkhole \(place) from then on"
            case .parked: "parked on \(date): points at the parking address \(place) from then on"
            case .inUse:
                former == .seized ? "let go by the sinkhole and in use again on \(date)" : "no longer parked on \(date)"
            }
        return OwnershipChange(at: stays.first[stay], probability: use == .seized ? 0.98 : 0.9, signs: [sign])
    }

    /// Weighs a silence: how long it was, and whether the domain came back to other hosting and name servers.
    private func comeback(
        of domain: Int32,
        after start: Int64,
        _ until: Int64,
        _ held: [Int],
        _ place: Int
    ) -> OwnershipChange? {
        let first = stays.first[held[place]]
        let days = Double(first - until) / Double(Timestamp.day)
        var before: Set<IPPrefix> = []
        var after: Set<IPPrefix> = []
        for stay in held.prefix(place) where stays.last[stay] >= start { before.insert(neighbourhood(of: stay)) }
        for stay in held.suffix(from: place) where stays.first[stay] <= first + 30 * Timestamp.day {
            after.insert(neighbourhood(of: stay))
        }
        var logOdds = -3.0
        var signs = [
            "not seen from \(Timestamp(seconds: until).date) to \(Timestamp(seconds: first).date), \(Int(days)) days"
        ]
        logOdds += days >= 150 ? 3.0 : days >= 75 ? 2.0 : 1.0
        if before.isDisjoint(with: after) {
            logOdds += 1.4
            signs.append("came back on other networks")
        } else {
            logOdds -= 2.0
        }
        let serversBefore = servers(of: domain, from: start, to: until)
        let serversAfter = servers(of: domain, from: first - 10 * Timestamp.day, to: first + 60 * Timestamp.day)
        if !serversBefore.isEmpty, !serversAfter.isEmpty {
            if serversBefore.isDisjoint(with: serversAfter) {
                logOdds += 0.8
                signs.append("came back with other name servers")
            } else {
                logOdds -= 1.0
            }
        }
        let likely = probability(logOdds: logOdds)
        return likely >= 0.3 ? OwnershipChange(at: first, probability: likely, signs: signs) : nil
    }

    private func neighbourhood(of stay: Int) -> IPPrefix {
        IPPrefix.neighbourhood(of: graph.addresses[Int(stays.address[stay])])
    }

    private func servers(of domain: Int32, from first: Int64, to last: Int64) -> Set<Int32> {
        var servers: Set<Int32> = []
        for row in delegations.byDomain[domain].lazy.map({ Int($0) })
        where !delegations.isAlias[row] && delegations.first[row] <= last && first <= delegations.last[row] {
            servers.insert(delegations.server[row])
        }
        return servers
    }

    /// Folds changes into one where the domain was not seen between them.
    private func merged(_ changes: [OwnershipChange], _ held: [Int]) -> [OwnershipChange] {
        var kept: [OwnershipChange] = []
        for change in changes {
            guard let last = kept.last, !wasSeen(between: last.at, change.at, held) else {
                kept.append(change)
                continue
            }
            kept[kept.count - 1].signs += change.signs.filter { !last.signs.contains($0) }
            kept[kept.count - 1].probability = max(last.probability, change.probability)
        }
        return kept
    }

    private func wasSeen(between a: Int64, _ b: Int64, _ held: [Int]) -> Bool {
        let day = Timestamp.day
        return held.contains { stays.first[$0] < b - day && stays.last[$0] > a + day }
    }
}
