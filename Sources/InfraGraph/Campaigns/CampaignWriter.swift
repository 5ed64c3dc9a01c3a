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
        let tiers = Tiers(anchor: judged.anchor, members: cluster, links, leastScore: leastCoreLink)
        var members: [Campaign.Member] = []
        var spans: [Int32: Period] = [:]
        var uses: [Int32: Set<Int32>] = [:]
        for unit in cluster {
            let confidence = judged.confidence[unit] ?? 0
            for name in units.names[unit] {
                members.append(
                    Campaign.Member(
                        name: DomainName(canonical: graph.names.name(name)),
                        confidence: confidence,
                        tier: tiers.core.contains(unit) ? .core : .member,
                        period: period(of: name, in: unit),
                        isSeed: false
                    )
                )
            }
            for holding in units.holdings(of: unit) {
                let span = period(units.heldFrom[holding], units.heldTo[holding])
                let address = units.address[holding]
                spans[address] = spans[address]?.union(span) ?? span
                uses[address, default: []].insert(unit)
            }
        }
        members.sort { ($1.confidence, $0.name) < ($0.confidence, $1.name) }
        let addresses = spans.sorted { a, b in
            let left = (hubs.classes[Int(a.key)].isLeftOut ? 1 : 0, -(uses[a.key]?.count ?? 0), a.key)
            return left < (hubs.classes[Int(b.key)].isLeftOut ? 1 : 0, -(uses[b.key]?.count ?? 0), b.key)
        }
        let active = addresses.filter { !hubs.classes[Int($0.key)].isLeftOut }.map(\.value)
        let whole = active.dropFirst().reduce(active.first ?? members[0].period) { $0.union($1) }
        let total = members.reduce(0) { $0 + $1.confidence }
        return Campaign(
            id: Self.id(graph.names.domainName(units.domain[Int(judged.anchor)]), units.epoch[Int(judged.anchor)]),
            confidence: total / Double(members.count),
            members: members,
            addresses: addresses.map { address, span in
                Campaign.Address(
                    address: graph.addresses[Int(address)],
                    hubClass: hubs.classes[Int(address)],
                    period: span,
                    isSeed: false
                )
            },
            period: whole,
            weights: label,
            reasons: reasons(cluster, members.count, addresses.map(\.key), spans, uses)
        )
    }

    private func reasons(
        _ cluster: [Int32],
        _ members: Int,
        _ addresses: [Int32],
        _ spans: [Int32: Period],
        _ uses: [Int32: Set<Int32>]
    ) -> [String] {
        var reasons: [String] = []
        for address in addresses.prefix(3) where !hubs.classes[Int(address)].isLeftOut {
            let sharing = uses[address] ?? []
            guard sharing.count > 1, let span = spans[address] else { continue }
            let names = sharing.reduce(0) { $0 + units.names[$1].count }
            reasons.append(
                "\(names) of \(members) names used \(graph.addresses[Int(address)]) from \(span.first.date) to \(span.last.date); "
                    + strangers(on: address, beside: sharing, during: span)
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
        let left = addresses.filter { hubs.classes[Int($0)].isLeftOut }
        if !left.isEmpty {
            let classes = Dictionary(grouping: left) { hubs.classes[Int($0)].rawValue }
                .map { name, addresses in
                    let times = addresses.compactMap { spans[$0] }
                    return "\(addresses.count) \(name) (\(times.dropFirst().reduce(times[0]) { $0.union($1) }))"
                }
                .sorted().joined(separator: ", ")
            reasons.append("addresses that tie nothing: \(classes)")
        }
        return reasons
    }

    /// How many domains that are no members were on an address, while members were and ever.
    private func strangers(on address: Int32, beside members: Set<Int32>, during span: Period) -> String {
        let own = Set(members.map { units.domain[Int($0)] })
        var (ever, meanwhile) = (0, 0)
        // Tenures are in the order of names, and so of domains.
        var (last, lastMeanwhile): (Int32, Int32) = (-1, -1)
        for tenure in graph.byAddress[address] {
            let domain = graph.names.domains[Int(graph.name[Int(tenure)])]
            guard domain != last || domain != lastMeanwhile, !own.contains(domain) else { continue }
            if domain != last { (ever, last) = (ever + 1, domain) }
            if domain != lastMeanwhile, graph.period(of: tenure).overlaps(span) {
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
