public import PassiveDNS

extension Analysis {
    /// An address's story: what kind of place it is, who was there when, and which campaigns used it; `nil` where it was
    /// never seen.
    ///
    /// n log n in its tenures.
    public func story(of address: IPAddress) -> Story? {
        guard let place = graph.find(address), !graph.byAddress[place].isEmpty else { return nil }
        let tenures = graph.byAddress[place].map { Int($0) }
        let names = Set(tenures.map { graph.name[$0] }).count
        let period = Period(
            first: Timestamp(seconds: tenures.map { graph.first[$0] }.min() ?? 0),
            last: Timestamp(seconds: tenures.map { graph.last[$0] }.max() ?? 0)
        )
        let hubClass = finder.classes[Int(place)]
        var story = Story(title: "Address \(address)")
        var summary = [
            Story.Event(
                .summary,
                "\(counted(names, "name")) of \(counted(fanOut(of: place), "domain")) were seen on it from \(period.first.date) to \(period.last.date). It is \(Prose.explained(hubClass)).",
                on: period,
                of: [address.description]
            )
        ]
        if hubClass.isLeftOut {
            summary.append(
                Story.Event(.hub, "It is left out of linking: names on it need have nothing to do with each other.")
            )
        }
        if let verdict = finder.verdicts[place] {
            summary += verdict.evidence.map { Story.Event(.hub, "\($0).") }
            summary.append(
                Story.Event(.hub, "That it is \(verdict.hubClass.rawValue) is \(percent(verdict.probability)) sure.")
            )
        }
        story.add("In short", summary)
        story.add("Who was there", tenants(of: place))
        story.add("Campaigns that used it", campaigns(on: place))
        return story
    }

    /// A unit's time on an address.
    private struct Stay {
        var unit: Int32
        var first: Int64
        var last: Int64
    }

    private func stays(on place: Int32) -> [Stay] {
        let held = Set(graph.byAddress[place].map { graph.name[Int($0)] }).flatMap { units.ofName[$0] }
        return Set(held).sorted()
            .flatMap { unit in
                units.holdings(of: unit).filter { units.address[$0] == place }
                    .map { Stay(unit: unit, first: units.heldFrom[$0], last: units.heldTo[$0]) }
            }
            .sorted { ($0.first, $0.last, $0.unit) < ($1.first, $1.last, $1.unit) }
    }

    /// Tenants in the order in which they came: each by itself where they are few, else who came in which days.
    private func tenants(of place: Int32) -> [Story.Event] {
        let stays = stays(on: place)
        guard stays.count <= 40 else { return crowd(stays, on: place) }
        var events: [Story.Event] = []
        var until: Int64?
        for stay in stays {
            if let until, stay.first > until + 30 * Timestamp.day {
                let gap = Period(first: Timestamp(seconds: until), last: Timestamp(seconds: stay.first))
                events.append(
                    Story.Event(.silence, "Nobody was seen there for \(Prose.duration(gap.duration)).", on: gap)
                )
            }
            let period = Period(first: Timestamp(seconds: stay.first), last: Timestamp(seconds: stay.last))
            let names = units.names[stay.unit].filter { isOn(place, $0, period) }.map { graph.names.name($0) }
            let length = period.duration < Timestamp.day ? "" : " for \(Prose.duration(period.duration))"
            events.append(
                Story.Event(
                    .tenancy,
                    "\(Prose.things(names, "name")) until \(period.last.date)\(length)\(campaignTold(of: stay.unit)).",
                    on: period,
                    of: names
                )
            )
            until = max(until ?? stay.last, stay.last)
        }
        return events
    }

    private func isOn(_ place: Int32, _ name: Int32, _ period: Period) -> Bool {
        graph.tenures(of: name).contains {
            graph.address[Int($0)] == place && graph.period(of: $0).overlaps(period)
        }
    }

    private func campaignTold(of unit: Int32) -> String {
        let campaign = campaignOfUnit[Int(unit)]
        return campaign < 0 ? "" : ", of campaign \(campaigns[Int(campaign)].title)"
    }

    private func crowd(_ stays: [Stay], on place: Int32) -> [Story.Event] {
        let label = { (stay: Stay) in units.names[stay.unit].first ?? 0 }
        let comings = stays.map {
            Comings.Coming(time: $0.first, act: .came, name: label($0), address: place, from: -1)
        }
        return Comings(comings, atMost: 30).groups.map { group in
            let period = Period(first: Timestamp(seconds: group.first), last: Timestamp(seconds: group.last))
            let here = stays.filter { $0.first <= group.last && $0.last >= group.last }.count
            let names = group.names.map { graph.names.name($0) }
            let until = period.first.date == period.last.date ? "" : " until \(period.last.date)"
            return Story.Event(
                .tenancy,
                "\(Prose.things(names, "domain")) came\(until); then \(counted(here, "domain")) \(here == 1 ? "was" : "were") there.",
                on: period,
                of: names
            )
        }
    }

    private func campaigns(on place: Int32) -> [Story.Event] {
        var uses: [Int32: (period: Period, units: Set<Int32>)] = [:]
        for stay in stays(on: place) where campaignOfUnit[Int(stay.unit)] >= 0 {
            let campaign = campaignOfUnit[Int(stay.unit)]
            let period = Period(first: Timestamp(seconds: stay.first), last: Timestamp(seconds: stay.last))
            let known = uses[campaign]
            uses[campaign] = (known?.period.union(period) ?? period, (known?.units ?? []).union([stay.unit]))
        }
        return uses.sorted { ($0.value.period, $0.key) < ($1.value.period, $1.key) }.prefix(20).map { place, use in
            let campaign = campaigns[Int(place)]
            let names = use.units.sorted().map { units.told($0, graph) }
            return Story.Event(
                .campaign,
                "\(campaign.title) had \(Prose.things(names, "domain")) there until \(use.period.last.date); it has \(counted(campaign.members.count, "name")) in all, \(campaign.period).",
                on: use.period,
                of: [campaign.id] + names
            )
        }
    }
}
