internal import PassiveDNS

/// Tells what lies inside campaigns, around them and between them.
struct CampaignStructure: Sendable {
    let judge: PairJudge
    let links: UnitLinks
    let campaignOfUnit: [Int32]

    private var graph: TenureGraph { judge.graph }
    private var units: Units { judge.units }

    /// Adds peripheries, relations and bridges to campaigns.
    ///
    /// n log n in the number of links, and linear in the addresses that linked units share.
    ///
    /// - Parameters:
    ///   - campaigns: the campaigns, in the order of their places.
    ///   - clusters: for each campaign, its units in ascending order.
    func complete(_ campaigns: inout [Campaign], _ clusters: [[Int32]]) {
        let around = Periphery(
            links.ties(atLeast: judge.settings.leastLink),
            campaignOfUnit: campaignOfUnit,
            apart: judge.judged.apart
        )
        let outside = Parallel.map(around.ties.count) { places in
            around.ties[places].map { tie in (campaign: Int(tie.campaign), names: peripherals(tie)) }
        }
        for (campaign, names) in outside { campaigns[campaign].periphery += names }
        let between = Relations(
            links.ties(atLeast: judge.settings.leastRelation),
            campaignOfUnit: campaignOfUnit,
            sizes: clusters.map(\.count)
        )
        for relation in between.found {
            let strongest = relation.strongest
            let evidence =
                "\(counted(relation.links, "link")); the strongest, \(percent(strongest.score)): "
                + told(strongest.a, strongest.b, on: strongest.address)
            for (mine, other) in [(0, 1), (1, 0)] {
                let place = Int(relation.campaigns[other])
                campaigns[Int(relation.campaigns[mine])].relations.append(
                    Campaign.Relation(
                        campaign: campaigns[place].id,
                        score: relation.score,
                        links: relation.links,
                        evidence: evidence,
                        place: place
                    )
                )
            }
        }
        let bridges = Parallel.map(clusters.count) { places in places.map { self.bridges(of: clusters[$0]) } }
        for place in campaigns.indices {
            campaigns[place].relations.sort { ($1.score, $0.place) < ($0.score, $1.place) }
            campaigns[place].bridges = bridges[place]
        }
    }

    /// The names of a unit outside a campaign, with what ties it.
    private func peripherals(_ tie: Periphery.Tie) -> [Campaign.Peripheral] {
        let reason = told(tie.unit, tie.member, on: tie.address)
        return units.names[tie.unit].map { name in
            Campaign.Peripheral(
                name: DomainName(canonical: graph.names.name(name)),
                score: tie.score,
                period: units.period(ofUnit: tie.unit),
                reason: reason
            )
        }
    }

    /// Where two units met and when, in plain words.
    private func told(_ a: Int32, _ b: Int32, on address: Int32) -> String {
        let (left, right) = (units.told(a, graph), units.told(b, graph))
        guard let (one, other) = meeting(a, b, on: address) else {
            return judge.bursts.burst(a, b).map {
                "\(left) and \(right) never met but were registered \(counted($0.seconds, "second")) apart"
            } ?? "\(left) and \(right) never met"
        }
        let presences = judge.presences
        return
            "\(left) (\(presences.period(of: one))) and \(right) (\(presences.period(of: other))) on \(graph.addresses[Int(address)])"
    }

    /// Of the times of two units on an address, those that lie closest together.
    private func meeting(_ a: Int32, _ b: Int32, on address: Int32) -> (Int, Int)? {
        let presences = judge.presences
        let gap = { (pair: (Int, Int)) in
            max(presences.first[pair.0], presences.first[pair.1]) - min(presences.last[pair.0], presences.last[pair.1])
        }
        return presences.shared(a, b).filter { presences.place[$0.0] == address }.min { gap($0) < gap($1) }
    }

    /// The addresses and members that hold a cluster together, those that matter most first.
    private func bridges(of cluster: [Int32]) -> [Campaign.Bridge] {
        guard cluster.count >= 4 else { return [] }
        let presences = judge.presences
        let reach = Int64(judge.settings.mostGapDays * Double(Timestamp.day))
        var number: [Int32: Int] = [:]
        for (place, unit) in cluster.enumerated() { number[unit] = place }
        var places: [Int32] = []
        var numberOfPlace: [Int32: Int] = [:]
        var edges: [(unit: Int, place: Int)] = []
        for unit in cluster {
            for link in links.ofUnit[unit]
            where links.a[Int(link)] == unit && links.score[Int(link)] >= judge.settings.leastCohesion {
                guard let left = number[unit], let right = number[links.b[Int(link)]] else { continue }
                var met: [Int] = []
                for (one, other) in presences.shared(unit, links.b[Int(link)]) {
                    let apart =
                        max(presences.first[one], presences.first[other])
                        - min(presences.last[one], presences.last[other])
                    guard apart <= reach else { continue }
                    let address = presences.place[one]
                    let place = numberOfPlace[address] ?? places.count
                    if place == places.count {
                        numberOfPlace[address] = place
                        places.append(address)
                    }
                    met.append(place)
                }
                if met.isEmpty {  // Their registration or the analyst's word ties them.
                    met.append(places.count)
                    places.append(-1)
                }
                for place in met { edges += [(left, place), (right, place)] }
            }
        }
        let names = cluster.map { units.names[$0].count }
        return Bridges(names: names, places: places.count, edges: edges).found
            .compactMap { bridge -> Campaign.Bridge? in
                guard let indicator = indicator(of: bridge.node, cluster, places) else { return nil }
                return Campaign.Bridge(indicator: indicator, parts: bridge.parts, strays: bridge.strays)
            }
            .sorted { a, b in
                let (left, right) = (a.parts.dropFirst().reduce(0, +), b.parts.dropFirst().reduce(0, +))
                return left != right ? left > right : a.indicator.description < b.indicator.description
            }
    }

    private func indicator(of node: Int, _ cluster: [Int32], _ places: [Int32]) -> Indicator? {
        guard node >= cluster.count else {
            return .name(DomainName(canonical: units.told(cluster[node], graph)))
        }
        let address = places[node - cluster.count]
        return address < 0 ? nil : .address(graph.addresses[Int(address)])
    }
}

extension Units {
    /// What a unit is called: its domain where it holds that name, else its first name.
    func told(_ unit: Int32, _ graph: TenureGraph) -> String {
        let domain = graph.names.domainName(self.domain[Int(unit)])
        let names = names[unit]
        let holdsDomain = names.contains { graph.names.nameLength($0) == domain.utf8.count }
        return holdsDomain ? domain : graph.names.name(firstName(of: unit))
    }
}
