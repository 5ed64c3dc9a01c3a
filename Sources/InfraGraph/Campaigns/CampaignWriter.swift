internal import PassiveDNS

/// Tells a cluster of units as a campaign.
struct CampaignWriter: Sendable {
    let graph: TenureGraph
    let units: Units
    let hubs: HubFinder
    let links: UnitLinks
    let judgements: Judgements
    /// The label of the weights; see ``AnalysisSettings/label``.
    let label: String
    let leastCoreLink: Double

    /// The campaign of a cluster.
    func campaign(of cluster: [Int32]) -> Campaign {
        let judged = MemberConfidence(of: cluster, links)
        let members = members(of: cluster, judged)
        let uses = uses(of: cluster)
        let active = uses.filter { !hubs.classes[Int($0.address)].isLeftOut }.map(\.span)
        let whole = active.dropFirst().reduce(active.first ?? members[0].period) { $0.union($1) }
        let total = members.reduce(0) { $0 + $1.confidence }
        return Campaign(
            id: Self.id(graph.names.domainName(units.domain[Int(judged.anchor)]), units.epoch[Int(judged.anchor)]),
            confidence: total / Double(members.count),
            members: members,
            addresses: uses.map { use in
                Campaign.Address(
                    address: graph.addresses[Int(use.address)],
                    hubClass: hubs.classes[Int(use.address)],
                    period: use.span,
                    isSeed: false
                )
            },
            period: whole,
            weights: label,
            reasons: reasons(cluster, members.count, uses)
        )
    }

    /// The names of a cluster, the surest first.
    private func members(of cluster: [Int32], _ judged: MemberConfidence) -> [Campaign.Member] {
        let tiers = Tiers(anchor: judged.anchor, members: cluster, links, leastScore: leastCoreLink)
        var held: [(confidence: Double, unit: Int32, name: Int32)] = []
        for unit in cluster {
            let confidence = judged.confidence[unit] ?? 0
            for name in units.names[unit] { held.append((confidence, unit, name)) }
        }
        held.sort { one, other in
            if one.confidence != other.confidence { return one.confidence > other.confidence }
            return one.name != other.name ? graph.names.isBefore(one.name, other.name) : one.unit < other.unit
        }
        return held.map { confidence, unit, name in
            Campaign.Member(
                name: DomainName(canonical: graph.names.name(name)),
                confidence: confidence,
                tier: tiers.core.contains(unit) ? .core : .member,
                period: period(of: name, in: unit),
                isSeed: false
            )
        }
    }

    /// Who of a cluster used an address, and when.
    private struct Use {
        let address: Int32
        /// In ascending order.
        var units: [Int32]
        var span: Period
    }

    /// The addresses of a cluster: those that tie first, then the most used.
    private func uses(of cluster: [Int32]) -> [Use] {
        var held: [(address: Int32, unit: Int32, holding: Int)] = []
        for unit in cluster {
            for holding in units.holdings(of: unit) { held.append((units.address[holding], unit, holding)) }
        }
        held.sort { $0 < $1 }
        var uses: [Use] = []
        for (address, unit, holding) in held {
            let (at, span) = (uses.count - 1, units.period(of: holding))
            if at >= 0, uses[at].address == address {
                uses[at].span = uses[at].span.union(span)
                if uses[at].units.last != unit { uses[at].units.append(unit) }
            } else {
                uses.append(Use(address: address, units: [unit], span: span))
            }
        }
        guard uses.count > 1 else { return uses }
        let keys = uses.map { (hubs.classes[Int($0.address)].isLeftOut ? 1 : 0, -$0.units.count) }
        return uses.indices.sorted { (keys[$0].0, keys[$0].1, $0) < (keys[$1].0, keys[$1].1, $1) }.map { uses[$0] }
    }

    private func reasons(_ cluster: [Int32], _ members: Int, _ uses: [Use]) -> [String] {
        var reasons: [String] = []
        for use in uses.prefix(3) where !hubs.classes[Int(use.address)].isLeftOut && use.units.count > 1 {
            let names = use.units.reduce(0) { $0 + units.names[$1].count }
            reasons.append(
                "\(names) of \(members) names used \(graph.addresses[Int(use.address)]) from \(use.span.first.date) to \(use.span.last.date); "
                    + strangers(beside: use)
            )
        }
        let planted = cluster.filter { units.isShadow[Int($0)] }
        if !planted.isEmpty {
            let since = Timestamp(seconds: planted.map { units.first[Int($0)] }.min() ?? 0)
            let names = planted.prefix(3).map { graph.names.domainName(units.domain[Int($0)]) }.joined(separator: ", ")
            reasons.append(
                "names look planted below somebody else's domain (\(names)) since \(since.date); its own hosting is left out"
            )
        }
        reasons += judgements.told(inside: Set(cluster.flatMap { units.names[$0] }), graph)
        let left = uses.filter { hubs.classes[Int($0.address)].isLeftOut }
        if !left.isEmpty {
            let classes = Dictionary(grouping: left) { hubs.classes[Int($0.address)].rawValue }
                .map { name, uses in
                    "\(uses.count) \(name) (\(uses.dropFirst().reduce(uses[0].span) { $0.union($1.span) }))"
                }
                .sorted().joined(separator: ", ")
            reasons.append("addresses that tie nothing: \(classes)")
        }
        return reasons
    }

    /// How many domains that are no members were on an address, while members were and ever.
    private func strangers(beside use: Use) -> String {
        var own = use.units[...]
        var (ever, meanwhile) = (0, 0)
        // Tenures are in the order of names, and so of domains, as units are.
        var (last, lastMeanwhile): (Int32, Int32) = (-1, -1)
        for tenure in graph.byAddress[use.address] {
            let domain = graph.names.domains[Int(graph.name[Int(tenure)])]
            guard domain != last || domain != lastMeanwhile else { continue }
            own = own.drop { units.domain[Int($0)] < domain }
            if let next = own.first, units.domain[Int(next)] == domain { continue }
            if domain != last { (ever, last) = (ever + 1, domain) }
            if domain != lastMeanwhile, graph.period(of: tenure).overlaps(use.span) {
                (meanwhile, lastMeanwhile) = (meanwhile + 1, domain)
            }
        }
        guard ever > 0 else { return "no other domain was seen there, ever" }
        let atTheTime =
            meanwhile == 0 ? "no other domain was" : counted(meanwhile, "other domain was", "other domains were")
        return "\(atTheTime) seen there in that time, \(ever) ever"
    }

    /// When a name was seen while its unit's holder had it.
    private func period(of name: Int32, in unit: Int32) -> Period {
        let (first, last) = (units.first[Int(unit)], units.last[Int(unit)])
        let seen = graph.tenures(of: name).map { Int($0) }.filter { graph.first[$0] <= last && first <= graph.last[$0] }
        let begin = seen.map { graph.first[$0] }.min() ?? first
        let end = seen.map { graph.last[$0] }.max() ?? last
        return period(max(first, begin), min(last, end))
    }

    private func period(_ first: Int64, _ last: Int64) -> Period {
        Period(first: Timestamp(seconds: first), last: Timestamp(seconds: last))
    }

    /// Twelve letters and digits from the anchor's domain and epoch (64-bit FNV-1a, base 32).
    static func id(_ domain: String, _ epoch: Int32) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(domain)#\(epoch)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
        return "c-" + String((0..<12).map { alphabet[Int(hash >> UInt64($0 * 5) & 31)] })
    }
}
