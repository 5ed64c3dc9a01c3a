public import PassiveDNS

extension Analysis {
    /// When the names of a campaign were on which address, what happened to their domains, and when they attacked.
    ///
    /// Linear in the tenures of the names. Of more than 400 names the least sure are left out.
    ///
    /// - Parameters:
    ///   - campaign: one of this analysis.
    ///   - seeds: what the analyst starts from; those with a date are shown as attacks.
    /// - Returns: the timeline; deterministic.
    public func timeline(of campaign: Campaign, seeds: [Seed] = []) -> Timeline {
        var builder = TimelineBuilder(self, seeds)
        let names = campaign.members.compactMap { member in
            graph.names.name(named: member.name.text).map { number in
                TimelineBuilder.Subject(
                    name: number,
                    period: member.period,
                    confidence: member.confidence,
                    isSeed: member.isSeed
                )
            }
        }
        builder.add(names, leftOut: "the least sure")
        var timeline = builder.timeline()
        timeline.title = "Campaign \(campaign.title)"
        let domains = Set(
            campaign.members.compactMap { graph.names.name(named: $0.name.text) }.map { graph.names.domains[Int($0)] }
        )
        let hubs = campaign.addresses.count(where: \.hubClass.isLeftOut)
        var facts = [
            campaign.period.description, "confidence \(percent(campaign.confidence))",
            counted(campaign.members.count, "name") + " in " + counted(domains.count, "domain"),
            counted(campaign.addresses.count - hubs, "address", "addresses"),
        ]
        if hubs > 0 { facts.append("\(counted(hubs, "hub")) left out of linking") }
        timeline.facts.insert(facts.joined(separator: " · "), at: 0)
        return timeline
    }

    /// When one name and the others of its domain, or the names of one address, were on which address, whatever that is
    /// worth.
    ///
    /// Blocks, and what was never seen on an address, give a timeline without rows. Of more than 400 names the last to come
    /// are left out.
    public func timeline(around indicator: Indicator, seeds: [Seed] = []) -> Timeline {
        var builder = TimelineBuilder(self, seeds)
        var names: [Int32] = []
        switch indicator {
        case .name(let name):
            if let number = graph.names.name(named: name.text) {
                let domain = Int(graph.names.domains[Int(number)])
                names =
                    [number]
                    + (graph.names.firstName[domain]..<graph.names.firstName[domain + 1]).filter { $0 != number }
            }
        case .address(let address):
            if let place = graph.find(address) {
                var met: Set<Int32> = []
                names = graph.byAddress[place].map { graph.name[Int($0)] }.filter { met.insert($0).inserted }
            }
        case .prefix: break
        }
        let subjects = names.map { name in
            let tenures = graph.tenures(of: name).map { graph.period(of: $0) }
            return TimelineBuilder.Subject(
                name: name,
                period: tenures.dropFirst().reduce(tenures[0]) { $0.union($1) },
                confidence: nil,
                isSeed: indicator == .name(DomainName(canonical: graph.names.name(name)))
            )
        }
        builder.add(subjects, leftOut: "the last to come")
        var timeline = builder.timeline()
        timeline.title = indicator.description
        var facts = [counted(names.count, "name")]
        if let first = subjects.first?.period {
            facts.insert(subjects.reduce(first) { $0.union($1.period) }.description, at: 0)
        }
        timeline.facts.insert(facts.joined(separator: " · "), at: 0)
        return timeline
    }
}
