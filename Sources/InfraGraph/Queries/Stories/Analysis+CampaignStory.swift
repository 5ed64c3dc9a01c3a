internal import PassiveDNS

extension Analysis {
    /// A campaign's story: how it went, what holds it together, what speaks against it, and what lies around it.
    ///
    /// n log n in the tenures of its names; of its links the strongest two hundred are looked at.
    public func story(of campaign: Campaign) -> Story {
        guard let place = campaigns.firstIndex(where: { $0.id == campaign.id }) else {
            return Story(title: "Campaign \(campaign.title)")
        }
        let cluster = (0..<Int32(units.count)).filter { campaignOfUnit[Int($0)] == Int32(place) }
        let own = campaign.addresses.filter { !$0.hubClass.isLeftOut }
        var story = Story(title: "Campaign \(campaign.title)")
        story.add("In short", summary(of: campaign, own.count))
        story.add("What happened", course(of: cluster))
        story.add("What holds it together", support(of: campaign, cluster))
        story.add("What speaks against it", objections(to: campaign, cluster))
        story.add("Left out, because it ties nothing", hubs(touchedBy: campaign))
        story.add("At the edge: not counted as members", periphery(of: campaign))
        story.add("Campaigns that may belong to the same party", relations(of: campaign))
        story.add("How each name is tied to it", paths(in: campaign))
        return story
    }

    private func summary(of campaign: Campaign, _ own: Int) -> [Story.Event] {
        let names = campaign.members.map(\.name.text)
        let core = campaign.members.count { $0.tier == .core }
        let data = Timestamp(seconds: graph.begin)
        let older =
            campaign.period.first.seconds <= graph.begin + 7 * Timestamp.day
            ? " It may be older: the data begins on \(data.date)." : ""
        let anchor = campaign.members.first?.name.text ?? ""
        return [
            Story.Event(
                .summary,
                """
                \(counted(names.count, "name")) on \(counted(own, "address", "addresses")) belong together with a confidence \
                of \(percent(campaign.confidence)), seen from \(campaign.period.first.date) to \(campaign.period.last.date).\(older)
                """,
                on: campaign.period,
                of: names
            ),
            Story.Event(
                .summary,
                core == names.count
                    ? "All of them are its core: each has a strong link (a score of \(settings.leastCoreLink) or more) to another one. The best connected name is \(anchor)."
                    : "\(counted(core, "name")) of them \(core == 1 ? "is" : "are") its core, tied by strong links (scores of \(settings.leastCoreLink) or more); the others are held by weaker links together. The best connected name is \(anchor).",
                of: [anchor]
            ),
        ]
    }

    /// Who came up where and when, what was seized and what changed hands.
    private func course(of cluster: [Int32]) -> [Story.Event] {
        var comings: [Comings.Coming] = []
        var leavings: [Comings.Coming] = []
        for unit in cluster {
            for name in units.names[unit] {
                let acts = Comings.acts(of: name, tenures(of: name, in: unit), end: graph.end)
                comings += acts.filter { $0.act != .left }
                leavings += acts.filter { $0.act == .left }
            }
        }
        let events =
            Comings(comings, atMost: 24).groups.map { $0.event(graph) }
            + Comings(leavings, atMost: 8).groups.map { $0.event(graph) }
            + ownershipEvents(around: cluster)
        return events.enumerated()
            .sorted {
                ($0.element.period?.first.seconds ?? 0, $0.offset) < ($1.element.period?.first.seconds ?? 0, $1.offset)
            }
            .map(\.element) + stillThere(cluster)
    }

    private func stillThere(_ cluster: [Int32]) -> [Story.Event] {
        let since = graph.end - 30 * Timestamp.day
        let names = cluster.flatMap { unit in
            units.names[unit].filter { name in tenures(of: name, in: unit).contains { $0.last >= since } }
        }
        guard !names.isEmpty else { return [] }
        let end = Timestamp(seconds: graph.end)
        let texts = Set(names).sorted().map { graph.names.name($0) }
        return [
            Story.Event(
                .summary,
                "When the data ends, on \(end.date), \(Prose.things(texts, "name")) \(texts.count == 1 ? "was" : "were") still there.",
                on: Period(first: end, last: end),
                of: texts
            )
        ]
    }

    /// The tenures of a name inside its unit's time, on addresses that can tie.
    func tenures(of name: Int32, in unit: Int32) -> [(address: Int32, first: Int64, last: Int64)] {
        let (begin, end) = (units.first[Int(unit)], units.last[Int(unit)])
        return graph.tenures(of: name).map { Int($0) }
            .filter {
                !finder.classes[Int(graph.address[$0])].isLeftOut && graph.first[$0] <= end && begin <= graph.last[$0]
            }
            .map { (graph.address[$0], max(begin, graph.first[$0]), min(end, graph.last[$0])) }
    }

    private func support(of campaign: Campaign, _ cluster: [Int32]) -> [Story.Event] {
        var events = campaign.reasons.map { Story.Event(.support, $0 + ".") }
        let strongest = strongestLinks(in: cluster)
        if let link = strongest.first {
            let (a, b) = (unitLinks.a[Int(link)], unitLinks.b[Int(link)])
            let (left, right) = (units.told(a, graph), units.told(b, graph))
            let told = connection(a, b, left, right)
            let reasons = told.evidence.filter { $0.weight > 0 }.sorted { $0.weight > $1.weight }.prefix(4)
            events.append(
                Story.Event(
                    .support,
                    "The strongest tie is between \(left) and \(right), \(percent(told.score)): "
                        + reasons.map(\.text).joined(separator: "; ") + ".",
                    of: [left, right]
                )
            )
        }
        events += counts(of: strongest, .support)
        return events
    }

    private func strongestLinks(in cluster: [Int32]) -> [Int32] {
        let inside = Set(cluster)
        let links = cluster.flatMap { unit in
            unitLinks.ofUnit[unit].filter {
                unitLinks.a[Int($0)] == unit && inside.contains(unitLinks.b[Int($0)])
            }
        }
        return Array(
            links.sorted { (unitLinks.score[Int($1)], $0) < (unitLinks.score[Int($0)], $1) }.prefix(Self.mostLinks)
        )
    }

    /// How many of a campaign's strongest links show each kind of evidence for it, or against it.
    private func counts(of links: [Int32], _ kind: Story.Kind) -> [Story.Event] {
        guard links.count > 1 else { return [] }
        var found: [String: Int] = [:]
        for link in links {
            let (a, b) = (unitLinks.a[Int(link)], unitLinks.b[Int(link)])
            for evidence in connection(a, b, "", "").evidence
            where kind == .support ? evidence.weight > 0.7 : evidence.weight < -0.7 {
                found[evidence.kind, default: 0] += 1
            }
        }
        let phrases = Self.phrases.compactMap { name, phrase in
            found[name].map { "in \($0) \(phrase)" }
        }
        guard !phrases.isEmpty else { return [] }
        return [
            Story.Event(
                kind,
                "Of its \(links.count)\(links.count < Self.mostLinks ? "" : " strongest") links, \(Prose.list(phrases, atMost: 12))."
            )
        ]
    }

    /// More links than this tell nothing more of a campaign.
    private static let mostLinks = 200

    private static let phrases = [
        ("arrival", "both came to an address within weeks of each other"),
        ("departure", "both left it within weeks of each other"),
        ("life", "both were in use for most of the same time"),
        ("networks", "both shared several networks"),
        ("servers", "both had rarely used name servers in common"),
        ("registrant", "both had one registrant"),
        ("creation", "both were registered within days of each other"),
        ("turnover", "many others came and went on the address"),
        ("apart", "the two were never there at the same time"),
        ("elsewhere", "one of the two had other addresses that the other never had"),
        ("otherServers", "the two had different name servers"),
        ("otherRegistrant", "the two had different registrants"),
        ("otherCreation", "the two were registered months apart"),
        ("doubt", "one of the two may have changed hands in between"),
    ]

    private func objections(to campaign: Campaign, _ cluster: [Int32]) -> [Story.Event] {
        var events = counts(of: strongestLinks(in: cluster), .objection)
        let own = campaign.addresses.filter { !$0.hubClass.isLeftOut }
        if own.count == 1 {
            events.append(
                Story.Event(
                    .objection,
                    "All of it rests on one address, \(own[0].address).",
                    of: [own[0].address.description]
                )
            )
        }
        let weak = campaign.members.filter { $0.confidence < 0.5 }.map(\.name.text)
        if !weak.isEmpty {
            let who = Prose.things(weak, "name")
            events.append(
                Story.Event(
                    .objection,
                    "\(who) \(weak.count == 1 ? "belongs" : "belong") to it with a confidence below 50 %.",
                    of: weak
                )
            )
        }
        events += campaign.bridges.prefix(3).map { bridge in
            Story.Event(
                .bridge,
                "Single point of failure: \(bridge.text).",
                of: [bridge.indicator.description]
            )
        }
        return events
    }

    private func hubs(touchedBy campaign: Campaign) -> [Story.Event] {
        var touched: [Int32: (names: Set<Int32>, period: Period)] = [:]
        for name in campaign.members.compactMap({ graph.names.name(named: $0.name.text) }) {
            for tenure in graph.tenures(of: name) {
                let address = graph.address[Int(tenure)]
                guard finder.classes[Int(address)].isLeftOut else { continue }
                let period = graph.period(of: tenure)
                let known = touched[address]
                touched[address] = ((known?.names ?? []).union([name]), known?.period.union(period) ?? period)
            }
        }
        let sorted = touched.sorted { ($1.value.names.count, $0.key) < ($0.value.names.count, $1.key) }
        var events = sorted.prefix(6).map { address, touch in
            let names = touch.names.sorted().map { graph.names.name($0) }
            let why = (finder.verdicts[address]?.evidence ?? []).prefix(2).joined(separator: "; ")
            let text = graph.addresses[Int(address)].description
            return Story.Event(
                .hub,
                "\(text) is \(Prose.explained(finder.classes[Int(address)])) (\(why)). \(Prose.things(names, "name")) \(names.count == 1 ? "was" : "were") on it, \(touch.period).",
                on: touch.period,
                of: [text] + names
            )
        }
        if sorted.count > 6 {
            let rest = sorted.dropFirst(6).map { finder.classes[Int($0.key)].rawValue }
            let classes = Dictionary(grouping: rest) { $0 }.map { "\($0.value.count) \($0.key)" }.sorted()
            events.append(
                Story.Event(
                    .hub,
                    "\(counted(rest.count, "more address", "more addresses")) of that sort: \(classes.joined(separator: ", ")).",
                    of: sorted.dropFirst(6).map { graph.addresses[Int($0.key)].description }
                )
            )
        }
        return events
    }

    private func periphery(of campaign: Campaign) -> [Story.Event] {
        var events = campaign.periphery.prefix(8).map { outside in
            Story.Event(
                .periphery,
                "\(outside.name), \(percent(outside.score)): \(outside.reason).",
                on: outside.period,
                of: [outside.name.text]
            )
        }
        let rest = campaign.periphery.dropFirst(8)
        if let next = rest.first {
            events.append(
                Story.Event(
                    .periphery,
                    "\(counted(rest.count, "more name")) of \(percent(next.score)) and less.",
                    of: rest.map(\.name.text)
                )
            )
        }
        return events
    }

    private func relations(of campaign: Campaign) -> [Story.Event] {
        campaign.relations.prefix(8).map { relation in
            Story.Event(
                .relation,
                "\(campaigns[relation.place].title) with \(counted(campaigns[relation.place].members.count, "name")), \(campaigns[relation.place].period): \(percent(relation.score)) tied. \(relation.evidence).",
                on: campaigns[relation.place].period,
                of: [relation.campaign]
            )
        }
    }
}
