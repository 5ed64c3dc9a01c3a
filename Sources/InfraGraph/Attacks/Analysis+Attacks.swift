internal import PassiveDNS

extension Analysis {
    /// Which attacks share infrastructure that was theirs at the time.
    ///
    /// An indicator stands for who held it on the attack's date, a name also for who probably still or already did; without
    /// a date, for whoever held it first. Two attacks are linked where they name the same holding, or holdings of one campaign, and
    /// grouped where a link is at least as probable as ``AttackWeights/leastLink``. Hubs link nothing. Of more than a hundred
    /// attacks with the same in common, each is linked with the hundred mentioned before it and behind it. In the order of
    /// the attacks' first mention.
    public func attacks(_ indicators: [AttackIndicator]) -> [LinkedAttack] {
        var order: [String] = []
        var surest: [String: [Ground: [Int32: Standing]]] = [:]
        var unused: [String: [String]] = [:]
        for indicator in indicators {
            if surest[indicator.attack] == nil {
                order.append(indicator.attack)
                surest[indicator.attack] = [:]
            }
            let found = standings(of: indicator)
            for standing in found.standings {
                let known = surest[indicator.attack]?[standing.ground]?[standing.unit]
                guard standing.score > known?.score ?? -1 else { continue }
                surest[indicator.attack]?[standing.ground, default: [:]][standing.unit] = standing
            }
            if let reason = found.reason { unused[indicator.attack, default: []].append(reason) }
        }
        let places = surest.mapValues { grounds in
            grounds.mapValues {
                Array($0.values.sorted { ($1.score, $0.unit) < ($0.score, $1.unit) }.prefix(Self.mostStandings))
            }
        }
        let number = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, Int32($0)) })
        var holders: [Ground: [Int32]] = [:]
        for attack in order {
            for ground in (places[attack] ?? [:]).keys { holders[ground, default: []].append(number[attack] ?? 0) }
        }
        let linked = order.enumerated().map { links(of: $1, Int32($0), places, holders, order) }
        var sets = DisjointSet(count: order.count)
        for (attack, links) in linked.enumerated() {
            for link in links where link.score >= settings.attack.leastLink {
                sets.join(Int32(attack), number[link.attack] ?? 0)
            }
        }
        let first = sets.smallestMembers()
        return order.enumerated().map { place, attack in
            LinkedAttack(
                attack: attack,
                group: order[Int(first[place])],
                links: linked[place],
                unused: unused[attack] ?? []
            )
        }
    }

    /// More indicators of one attack on one ground tell nothing more of it.
    private static let mostStandings = 50

    /// What an indicator stands on: things that two attacks can have in common.
    private enum Ground: Hashable {
        case unit(Int32)
        case campaign(Int32)
        /// An address and the first unit of the unbroken company that held it.
        case tenancy(Int32, Int32)
        /// A name or an address of which nobody saw who held it then.
        case unseen(Indicator)
    }

    private struct Standing {
        var ground: Ground
        var indicator: String
        var unit: Int32
        var score: Double
        var date: Timestamp?
    }

    private func standings(of indicator: AttackIndicator) -> (standings: [Standing], reason: String?) {
        let told = indicator.indicator.description
        switch indicator.indicator {
        case .name(let name):
            guard let number = graph.names.name(named: name.text) else {
                return ([unseen(indicator)], "\(told): never seen")
            }
            if let reason = finder.whyUnlinkable(graph.names.domains[Int(number)]) { return ([], "\(told): \(reason)") }
            let held = units.ofName[number]
            guard let holder = holder(among: held, at: indicator.date) else {
                return ([unseen(indicator)], "\(told): not seen near the attack's date, or another holder's then")
            }
            return (standings(of: holder.unit, told, settings.attack.name * holder.probability), nil)
        case .address(let address):
            guard address.specialPurpose == nil, PublicResolver.named(address) == nil else {
                return ([], "\(told): no address of anybody's server")
            }
            guard let place = graph.find(address) else { return ([unseen(indicator)], "\(told): never seen") }
            let hubClass = finder.classes[Int(place)]
            guard !hubClass.isLeftOut else {
                return ([], "\(told): \(hubClass.rawValue) with \(fanOut(of: place)) domains, ties nothing")
            }
            let present = tenants(of: place, at: indicator.date)
            guard !present.presences.isEmpty else {
                return ([unseen(indicator)], "\(told): nobody seen there within 30 days of the attack")
            }
            return standings(of: present.presences, on: place, told, present.probability)
        case .prefix:
            return ([], "\(told): a block of addresses is no evidence of one holder")
        }
    }

    /// What an indicator stands for of which the data don't tell who held it then: itself.
    private func unseen(_ indicator: AttackIndicator) -> Standing {
        Standing(
            ground: .unseen(indicator.indicator),
            indicator: indicator.indicator.description,
            unit: -1,
            score: settings.attack.unseen,
            date: indicator.date
        )
    }

    /// Whom the tenants of an address at a time stand for.
    ///
    /// A campaign that had most of it, else the one that was there alone, and their company. Tenants of no campaign count
    /// half: who links to nobody is seldom the one that reports name.
    private func standings(
        of present: [Int],
        on place: Int32,
        _ told: String,
        _ probability: Double
    ) -> ([Standing], String?) {
        let presences = judge.presences
        var found: [Standing] = []
        let campaigns = Dictionary(grouping: present) { campaignOfUnit[Int(presences.unit[$0])] }
        let all = Double(present.count) - 0.5 * Double(campaigns[-1]?.count ?? 0)
        for (campaign, holdings) in campaigns.sorted(by: { $0.key < $1.key }) where campaign >= 0 {
            let share = Double(holdings.count) / all
            guard share >= 0.5 else { continue }
            let unit = presences.unit[holdings[0]]
            found.append(
                Standing(
                    ground: .campaign(campaign),
                    indicator: told,
                    unit: unit,
                    score: settings.attack.address * share * probability
                )
            )
        }
        if campaigns.count == 1, let alone = campaigns[-1], alone.count == 1 {
            found += standings(of: presences.unit[alone[0]], told, settings.attack.address * probability)
        }
        let start = present.map { presences.unit[$0] }.min() ?? 0
        if present.count <= 20 {
            found.append(
                Standing(
                    ground: .tenancy(place, start),
                    indicator: told,
                    unit: start,
                    score: settings.attack.tenancy * probability
                )
            )
        }
        return found.isEmpty ? ([], "\(told): \(present.count) tenants at the time, none of them most") : (found, nil)
    }

    private func standings(of unit: Int32, _ told: String, _ score: Double) -> [Standing] {
        var found = [Standing(ground: .unit(unit), indicator: told, unit: unit, score: score)]
        let campaign = campaignOfUnit[Int(unit)]
        if campaign >= 0 {
            let name = graph.names.name(units.firstName(of: unit))
            let member = campaigns[Int(campaign)].members.first { $0.name.text == name }
            let confidence = score * (member?.confidence ?? 0)
            found.append(Standing(ground: .campaign(campaign), indicator: told, unit: unit, score: confidence))
        }
        return found
    }

    private func links(
        of attack: String,
        _ number: Int32,
        _ places: [String: [Ground: [Standing]]],
        _ holders: [Ground: [Int32]],
        _ order: [String]
    ) -> [LinkedAttack.Link] {
        var best: [String: LinkedAttack.Link] = [:]
        for (ground, mine) in places[attack] ?? [:] {
            for other in nearest(to: number, among: holders[ground] ?? []).map({ order[Int($0)] }) where other != attack
            {
                guard let theirs = places[other]?[ground] else { continue }
                let link = link(on: ground, mine, theirs, other)
                guard link.score > 0 else { continue }
                if best[other].map({ precedes(link, $0) }) ?? true { best[other] = link }
            }
        }
        return best.values.sorted { ($1.score, $0.attack) < ($0.score, $1.attack) }
    }

    /// Of those that stand on one ground, in ascending order, an attack is linked with so many before and behind it: all,
    /// but where hundreds do, each of which would have hundreds of links.
    private static let mostNeighbours = 100

    private func nearest(to attack: Int32, among holders: [Int32]) -> ArraySlice<Int32> {
        var (low, high) = (0, holders.count)
        while low < high {
            let middle = (low + high) / 2
            if holders[middle] < attack { low = middle + 1 } else { high = middle }
        }
        return holders[max(0, low - Self.mostNeighbours)..<min(holders.count, low + Self.mostNeighbours + 1)]
    }

    /// Whether a link says more than another to the same attack; where both say the same, the order of their words decides.
    private func precedes(_ link: LinkedAttack.Link, _ other: LinkedAttack.Link) -> Bool {
        (other.score, link.text, link.path.joined(separator: " "))
            < (link.score, other.text, other.path.joined(separator: " "))
    }

    /// What two attacks have in common on one ground, by the indicator of each that stands on it most surely: the first.
    private func link(
        on ground: Ground,
        _ mine: [Standing],
        _ theirs: [Standing],
        _ other: String
    ) -> LinkedAttack.Link {
        let (one, two) = (mine[0], theirs[0])
        var path = [one.indicator]
        let text: String
        var score = min(one.score, two.score)
        switch ground {
        case .unit(let unit):
            text = "both used \(graph.names.domainName(units.domain[Int(unit)])) while one holder had it"
        case .tenancy(let place, _):
            text = "both used \(graph.addresses[Int(place)]) while the same tenants had it"
        case .unseen(let indicator):
            let days = one.date.flatMap { date in two.date.map { abs(date.seconds - $0.seconds) / Timestamp.day } }
            score *= changedHands(indicator, one.date, two.date) ? 0 : stillHeld(indicator, days)
            text = "both name \(one.indicator)\(days.map { ", \(counted($0, "day")) apart" } ?? "")"
        case .campaign(let number):
            let campaign = campaigns[Int(number)]
            score = kinship(mine, theirs, one.score * two.score)
            let shared = campaign.addresses.first { !$0.hubClass.isLeftOut }?.address.description
            if let shared, shared != one.indicator, shared != two.indicator { path.append(shared) }
            text = "both belong to campaign \(campaign.title), \(campaign.period)"
        }
        if two.indicator != one.indicator { path.append(two.indicator) }
        return LinkedAttack.Link(attack: other, score: score, path: path, text: text)
    }

    /// How probably what nobody saw had one holder on two days; without dates, a season is assumed to lie between.
    private func stillHeld(_ indicator: Indicator, _ days: Int64?) -> Double {
        guard let days else { return exponential(-1) }
        let lasting = if case .name = indicator { settings.attack.holdingDays } else { settings.attack.addressDays }
        return exponential(-Double(days) / lasting)
    }

    /// How probably two attacks of one campaign are one party's: how surely both belong to it, and how close the parts were
    /// that hold the one and the other when they became one.
    private func kinship(_ mine: [Standing], _ theirs: [Standing], _ membership: Double) -> Double {
        let closest = mine.reduce(0) { closest, one in
            theirs.reduce(closest) { max($0, merges.closeness(one.unit, $1.unit) ?? 0) }
        }
        let weights = settings.attack
        return probability(
            logOdds: weights.base + weights.membership * logOdds(of: membership)
                + weights.closeness * logOdds(of: closest)
        )
    }

    /// The log-odds of a probability, within what evidence of campaigns can say.
    private func logOdds(of probability: Double) -> Double {
        let within = min(0.99, max(0.01, probability))
        return logarithm(within / (1 - within))
    }
}
