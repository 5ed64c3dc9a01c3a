internal import PassiveDNS

extension ChangeFinder {
    /// A stretch of time, in Unix seconds.
    typealias Stretch = (from: Int64, to: Int64)

    /// Silence shorter than this says nothing, in seconds.
    var quiet: Int64 { Int64(settings.dormancyDays * Double(Timestamp.day)) }

    /// Moments judged for one domain at most; the rest of one that breaks more often is noise, or an attack.
    private static let mostBreaks = 256
    /// A host that is left within this many seconds of the next one's arrival was left for it.
    private static let handover = 3 * Timestamp.day

    /// Silences, and moves to other networks with other name servers, while a domain was in use.
    func breakMoments(of domain: Int32, _ spell: Hosting.Spell) -> [OwnershipChange] {
        let moves = serverArrivals(of: domain)
        var moments: [OwnershipChange] = []
        var judged = 0
        var start = spell.first
        var until = spell.stays[0].last
        for place in spell.stays.indices.dropFirst() {
            let first = spell.stays[place].first
            let isSilence = first - until >= quiet
            let isMove = !isSilence && first >= until - Self.handover && moves.contains { abs($0 - first) <= gap }
            if isSilence || isMove, judged < Self.mostBreaks {
                judged += 1
                let sides = Sides(spell.stays, at: place, since: start, until)
                if let moment = isSilence ? silence(of: domain, sides) : move(of: domain, sides) {
                    moments.append(moment)
                    if moment.probability >= settings.cutProbability { start = first }
                }
            }
            until = max(until, spell.stays[place].last)
        }
        return moments
    }

    /// When the domain got name servers that it never had before; at most 64 times.
    private func serverArrivals(of domain: Int32) -> [Int64] {
        var known: Set<Int32> = []
        var arrivals: [Int64] = []
        for row in delegations.byDomain[domain].lazy.map({ Int($0) }) where !delegations.isAlias[row] {
            let isFirst = known.isEmpty
            if known.insert(delegations.server[row]).inserted, !isFirst { arrivals.append(delegations.first[row]) }
            if arrivals.count == 64 { break }
        }
        return arrivals
    }

    /// Weighs a silence.
    private func silence(of domain: Int32, _ sides: Sides) -> OwnershipChange? {
        let dark = darkness(of: domain, from: sides.until, to: sides.first)
        guard dark.to - dark.from >= quiet else { return nil }
        var moment = moment(at: turn(in: dark, sides))
        addSilence(dark, to: &moment)
        let ratio = max(1, Double(dark.to - dark.from) / Double(max(Timestamp.day, sides.usualSilence)))
        if ratio < 2.7 {
            moment.add(
                .usualSilence,
                weights.usualSilence * (1 - logarithm(ratio)),
                "silence of \(days(sides.usualSilence)) was usual before"
            )
        }
        if sightings.fellSilent(from: dark.from, to: dark.to) {
            moment.add(.silentSensors, weights.silentSensors, "hardly anything else was seen in that time")
        }
        compare(sides, dark, of: domain, &moment)
        return moment
    }

    /// Weighs a move without silence.
    private func move(of domain: Int32, _ sides: Sides) -> OwnershipChange? {
        var moment = moment(at: sides.first)
        moment.add(.noSilence, weights.noSilence, "seen without a break around \(date(sides.first))")
        compare(sides, (sides.until, sides.first), of: domain, &moment)
        let kinds = moment.signs.map(\.kind)
        let isJoint =
            kinds.contains(OwnershipSign.otherNetworks.rawValue) && kinds.contains(OwnershipSign.otherServers.rawValue)
        return isJoint ? moment : nil
    }

    func addSilence(_ dark: Stretch, to moment: inout OwnershipChange) {
        let excess = logarithm(max(1, Double(dark.to - dark.from) / Double(30 * Timestamp.day)))
        moment.add(
            .silence,
            weights.silence + weights.longerSilence * excess,
            "not seen from \(date(dark.from)) to \(date(dark.to)), \(days(dark.to - dark.from))"
        )
    }

    /// The longest time between two moments in which nothing was seen of a domain, name servers and aliases included.
    ///
    /// Of an aggregator's row only the ends count: they are sightings, what lies between is not.
    func darkness(of domain: Int32, from start: Int64, to end: Int64) -> Stretch {
        var seen: [(first: Int64, last: Int64)] = []
        for row in delegations.byDomain[domain].lazy.map({ Int($0) })
        where delegations.last[row] > start && delegations.first[row] < end {
            let (first, last) = (delegations.first[row], delegations.last[row])
            seen += sightings.isAggregator(delegations.sensor[row]) ? [(first, first), (last, last)] : [(first, last)]
        }
        seen.sort { $0 < $1 }
        seen.append((end, end))
        var longest: Stretch = (start, start)
        var until = start
        for (first, last) in seen {
            if min(first, end) - until > longest.to - longest.from { longest = (until, min(first, end)) }
            until = max(until, last)
        }
        return longest
    }

    func days(_ seconds: Int64) -> String { counted(seconds / Timestamp.day, "day") }
}

/// The stays on either side of a break.
struct Sides {
    /// The holder's stays before, as far as known.
    let before: [Hosting.Stay]
    /// The stays of the first month after; never empty.
    let after: [Hosting.Stay]
    /// All stays later than that.
    let later: ArraySlice<Hosting.Stay>
    /// When it was seen first in the former holder's time, and last.
    let since: Int64
    let until: Int64
    /// When it was seen first after the break.
    let first: Int64

    /// Takes the stays apart at a place; those that ended before `since` belong to an earlier holder.
    init(_ stays: [Hosting.Stay], at place: Int, since: Int64, _ until: Int64) {
        self.since = since
        self.until = until
        first = stays[place].first
        before = stays[..<place].filter { $0.last >= since }
        let month = first + 30 * Timestamp.day
        let end = stays[place...].firstIndex { $0.first > month } ?? stays.endIndex
        after = Array(stays[place..<end])
        later = stays[end...]
    }

    /// The longest time in which the former holder was not seen, in seconds, or the mean time between two sightings.
    var usualSilence: Int64 {
        var longest: Int64 = 0
        var seen = since
        var sightings: Int64 = 0
        for stay in before {
            longest = max(longest, stay.first - seen)
            seen = max(seen, stay.last)
            sightings.addCount(stay.sightings)
        }
        return max(longest, (until - since) / max(1, sightings))
    }
}
