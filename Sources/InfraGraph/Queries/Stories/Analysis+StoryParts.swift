internal import PassiveDNS

extension Analysis {
    /// What a path says, for one member.
    private func told(_ path: LinkPath) -> String {
        var text = path.steps.first?.from.text ?? ""
        for step in path.steps {
            let place = step.address.map(\.description) ?? step.tie
            let time =
                step.together.map { "both there \($0), \(Prose.duration($0.duration))" } ?? "never there together"
            let where_ = step.address == nil ? "" : " (\(time); \(counted(step.domains, "domain")) there, ever)"
            text += " – \(place)\(where_) – \(step.to)"
        }
        return text
    }

    /// How the least sure members of a campaign are tied to its anchor; names of one holder are told once.
    func paths(in campaign: Campaign) -> [Story.Event] {
        var told: Set<Int32> = []
        var events: [Story.Event] = []
        for member in campaign.members.reversed() where events.count < 8 {
            guard let unit = unit(of: member), told.insert(unit).inserted else { continue }
            events += path(of: member, in: campaign)
        }
        return events
    }

    private func unit(of member: Campaign.Member) -> Int32? {
        graph.names.name(named: member.name.text).flatMap { name in
            units.ofName[name].first { units.period(ofUnit: $0).overlaps(member.period) }
        }
    }

    /// How a member is tied to the anchor: the strongest path, and one that shares no address with it.
    func path(of member: Campaign.Member, in campaign: Campaign) -> [Story.Event] {
        let paths = paths(of: member.name, in: campaign)
        guard let first = paths.first else { return [] }
        let second =
            paths.count > 1
            ? "A second path shares no address with it: \(told(paths[1])), \(percent(paths[1].score)) in all."
            : "No second path goes without its addresses."
        return [
            Story.Event(
                .path,
                "\(told(first)), \(percent(first.score)) in all. \(second)",
                on: member.period,
                of: [member.name.text] + paths.flatMap { $0.steps.compactMap { $0.address?.description } }
            )
        ]
    }

    /// Changes of hands and seizures that bound or touch the time of some units, those of one day and kind as one.
    func ownershipEvents(around cluster: [Int32]) -> [Story.Event] {
        var found: [Finding] = []
        for domain in Set(cluster.map { units.domain[Int($0)] }).sorted() {
            let mine = cluster.filter { units.domain[Int($0)] == domain }
            let begin = mine.map { units.first[Int($0)] }.min() ?? 0
            let end = mine.map { units.last[Int($0)] }.max() ?? 0
            let name = graph.names.domainName(domain)
            let cuts = ownership.splits(of: domain)
            if let opening = cuts.last(where: { $0.at <= begin + 2 * Timestamp.day }) {
                found.append(Finding(.opening, opening.at, name, words(of: opening)))
            }
            if let closing = cuts.first(where: { $0.at > end - 2 * Timestamp.day && $0.at > begin + 2 * Timestamp.day })
            {
                found.append(Finding(.closing, closing.at, name, words(of: closing)))
            }
            for doubt in ownership.doubts(of: domain) where begin < doubt.at && doubt.at <= end {
                found.append(
                    Finding(.doubt, doubt.at, name, "\(percent(doubt.probability)) likely; \(words(of: doubt))")
                )
            }
        }
        return Finding.events(found) + seizureEvents(of: cluster)
    }

    /// Seizures of the domains of some units after they came up, those by one sinkhole in the same days as one.
    private func seizureEvents(of cluster: [Int32]) -> [Story.Event] {
        var first: [Int32: Int64] = [:]
        for unit in cluster {
            let domain = units.domain[Int(unit)]
            first[domain] = min(first[domain] ?? .max, units.first[Int(unit)])
        }
        let found = first.flatMap { domain, begin in
            (ownership.seizures[domain] ?? []).filter { $0.date.seconds >= begin }
        }
        .sorted { ($0.address, $0.date, $0.domain) < ($1.address, $1.date, $1.domain) }
        var runs: [[Seizure]] = []
        for seizure in found {
            if let last = runs.last?.last, last.address == seizure.address, last.operatorName == seizure.operatorName,
                seizure.date.seconds <= last.date.seconds + 2 * Timestamp.day
            {
                runs[runs.count - 1].append(seizure)
            } else {
                runs.append([seizure])
            }
        }
        return runs.map(Self.told)
    }

    /// Seizures by one sinkhole in words.
    static func told(_ seizures: [Seizure]) -> Story.Event {
        let domains = seizures.map(\.domain.text)
        let (first, last) = (seizures[0], seizures[seizures.count - 1])
        let days =
            first.date.date == last.date.date ? "on \(first.date.date)" : "from \(first.date.date) to \(last.date.date)"
        let who = first.operatorName.map { " by \($0)" } ?? ""
        return Story.Event(
            .seizure,
            "\(Prose.things(domains, "domain")) \(domains.count == 1 ? "was" : "were") seized \(days)\(who): pointed at the sinkhole \(first.address) from then on. Somebody else is investigating.",
            on: Period(first: first.date, last: last.date),
            of: domains + [first.address.description]
        )
    }

    /// The signs of a change of hands, in words.
    func words(of change: OwnershipChange) -> String {
        change.signs.filter { $0.weight > 0 }.sorted { $0.weight > $1.weight }.prefix(3).map(\.text)
            .joined(separator: "; ")
    }

    /// A change of hands of one domain.
    private struct Finding {
        enum Sort: Int { case opening, closing, doubt }

        var sort: Sort
        var at: Int64
        var domain: String
        var signs: String

        init(_ sort: Sort, _ at: Int64, _ domain: String, _ signs: String) {
            (self.sort, self.at, self.domain, self.signs) = (sort, at, domain, signs)
        }

        static func events(_ found: [Finding]) -> [Story.Event] {
            let sorted = found.sorted { ($0.sort.rawValue, $0.at, $0.domain) < ($1.sort.rawValue, $1.at, $1.domain) }
            var runs: [[Finding]] = []
            for finding in sorted {
                if let last = runs.last?.last, last.sort == finding.sort, finding.at <= last.at + 2 * Timestamp.day {
                    runs[runs.count - 1].append(finding)
                } else {
                    runs.append([finding])
                }
            }
            return runs.map { run in
                let domains = run.map(\.domain)
                let who = Prose.things(domains, "domain")
                let example = run.count > 1 ? "\(run[0].domain): " : ""
                let text =
                    switch run[0].sort {
                    case .opening: "\(who) changed hands; what was before is left out (\(example)\(run[0].signs))."
                    case .closing: "\(who) changed hands; what came after is left out (\(example)\(run[0].signs))."
                    case .doubt: "\(who) may have changed hands (\(example)\(run[0].signs))."
                    }
                let period = Period(
                    first: Timestamp(seconds: run[0].at),
                    last: Timestamp(seconds: run[run.count - 1].at)
                )
                return Story.Event(.ownership, text, on: period, of: domains)
            }
        }
    }
}
