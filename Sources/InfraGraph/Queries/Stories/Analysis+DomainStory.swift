public import PassiveDNS

extension Analysis {
    /// A domain's story: who held it when, where it was hosted, and which campaigns held it; `nil` where it was never seen
    /// on an address.
    ///
    /// A name below a registrable domain is told with that domain. n log n in its tenures.
    public func story(of name: DomainName) -> Story? {
        let asked = graph.names.name(named: name.text)
        guard let domain = graph.names.domain(named: name.text) ?? asked.map({ graph.names.domains[Int($0)] }),
            let history = histories(of: [DomainName(canonical: graph.names.domainName(domain))]).first
        else { return nil }
        let mine = units.units(of: domain).filter { unit in
            asked == nil || history.domain == name || units.names[unit].contains { $0 == asked }
        }
        var story = Story(title: "Domain \(history.domain)\(history.domain == name ? "" : ", asked for as \(name)")")
        story.add("In short", [summary(of: history)])
        story.add("Who held it", holders(of: history))
        story.add("Where it was hosted", hosting(of: mine))
        story.add("Campaigns", memberships(of: mine))
        return story
    }

    private func summary(of history: DomainHistory) -> Story.Event {
        let whole = history.epochs.dropFirst().reduce(history.epochs[0].period) { $0.union($1.period) }
        let holders = history.epochs.count
        return Story.Event(
            .summary,
            holders == 1
                ? "It was seen from \(whole.first.date) to \(whole.last.date), with one holder as far as the data tells."
                : "It was seen from \(whole.first.date) to \(whole.last.date), and passed through \(holders) hands. What one holder did says nothing about the next.",
            on: whole,
            of: [history.domain.text]
        )
    }

    private func holders(of history: DomainHistory) -> [Story.Event] {
        let uses = history.epochs.enumerated().map { number, epoch in
            let use =
                switch epoch.use {
                case .inUse: "had it in use"
                case .parked: "had it parked"
                case .seized: "held it in a sinkhole"
                }
            return Story.Event(
                .ownership,
                "Holder \(number + 1) \(use) until \(epoch.period.last.date).",
                on: epoch.period,
                of: [history.domain.text]
            )
        }
        let domain = graph.names.domain(named: history.domain.text)
        let changes = (domain.flatMap { ownership.changes[$0] } ?? []).map { change in
            let at = Timestamp(seconds: change.at)
            let grade = change.probability >= 0.8 ? "" : change.probability >= 0.5 ? "probably " : nil
            return Story.Event(
                .ownership,
                "It \(grade.map { "\($0)changed hands" } ?? "may have changed hands") (\(percent(change.probability))): \(words(of: change)).",
                on: Period(first: at, last: at),
                of: [history.domain.text]
            )
        }
        return inOrder(changes + uses + history.seizures.map { Self.told([$0]) })
    }

    /// Events by their dates; those of one day as they were given.
    func inOrder(_ events: [Story.Event]) -> [Story.Event] {
        events.enumerated()
            .sorted {
                ($0.element.period?.first.date ?? "", $0.offset) < ($1.element.period?.first.date ?? "", $1.offset)
            }
            .map(\.element)
    }

    /// Where some units were, those on left-out addresses of one class as one.
    private func hosting(of mine: [Int32]) -> [Story.Event] {
        var events: [Story.Event] = []
        for unit in mine {
            let names = units.names[unit].map { graph.names.name($0) }
            var pools: [HubClass: [Int]] = [:]
            for holding in units.holdings(of: unit) {
                let hubClass = finder.classes[Int(units.address[holding])]
                if hubClass.isLeftOut || hubClass == .flux {
                    pools[hubClass, default: []].append(holding)
                    continue
                }
                let others = fanOut(of: units.address[holding]) - 1
                events.append(
                    stayed(
                        names,
                        [holding],
                        others <= 0
                            ? "no other domain was ever there" : "\(counted(others, "other domain")) seen there, ever"
                    )
                )
            }
            for (hubClass, holdings) in pools.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                events.append(stayed(names, holdings, Prose.explained(hubClass)))
            }
        }
        let sorted = inOrder(events)
        guard sorted.count > 40 else { return sorted }
        return sorted.prefix(20) + [Story.Event(.summary, "\(sorted.count - 40) more stays are left out here.")]
            + sorted.suffix(20)
    }

    private func stayed(_ names: [String], _ holdings: [Int], _ remark: String) -> Story.Event {
        let addresses = Set(holdings.map { units.address[$0] }).sorted().map { graph.addresses[Int($0)].description }
        let whole = holdings.dropFirst().reduce(units.period(of: holdings[0])) { $0.union(units.period(of: $1)) }
        return Story.Event(
            .tenancy,
            "\(Prose.things(names, "name")) on \(Prose.things(addresses, "address", "addresses")) until \(whole.last.date): \(remark).",
            on: whole,
            of: names + addresses
        )
    }

    private func memberships(of mine: [Int32]) -> [Story.Event] {
        var events: [Story.Event] = []
        for unit in mine {
            let period = units.period(ofUnit: unit)
            let names = units.names[unit].map { graph.names.name($0) }
            let place = Int(campaignOfUnit[Int(unit)])
            guard place >= 0 else {
                let edges = campaigns.filter { campaign in
                    campaign.periphery.contains { $0.period == period && names.contains($0.name.text) }
                }
                events += edges.prefix(5).map { campaign in
                    let tie = campaign.periphery.first { names.contains($0.name.text) }
                    return Story.Event(
                        .periphery,
                        "At the edge of campaign \(campaign.title), no member: \(tie?.reason ?? "") (\(percent(tie?.score ?? 0))).",
                        on: period,
                        of: [campaign.id]
                    )
                }
                continue
            }
            let campaign = campaigns[place]
            let member = campaign.members.first { names.contains($0.name.text) }
            events.append(
                Story.Event(
                    .campaign,
                    "A \(member?.tier == .core ? "core " : "")member of campaign \(campaign.title) with \(counted(campaign.members.count, "name")) (confidence \(percent(member?.confidence ?? 0))).",
                    on: period,
                    of: [campaign.id]
                )
            )
            if let member { events += path(of: member, in: campaign) }
        }
        return events.isEmpty ? [Story.Event(.campaign, "It belongs to no campaign.")] : inOrder(events)
    }
}
