internal import PassiveDNS

extension ChangeFinder {
    /// What speaks against a change of hands where a domain's use seems to change: that it stayed in its neighbourhood, kept
    /// its name servers, or moved with others.
    ///
    /// Other networks and other name servers come with every change of use, and say nothing more.
    func compareUses(_ sides: Sides, _ use: DomainHistory.Use, of domain: Int32, _ moment: inout OwnershipChange) {
        if areNear(sides.before, sides.after) {
            moment.add(.sameNetworks, weights.sameNetworks, "in a neighbourhood where it had been before")
        }
        let margin = 3 * Timestamp.day
        let common = servers(of: domain, seen: sides.since - 30 * Timestamp.day, sides.until - margin)
            .intersection(servers(of: domain, seen: sides.first + margin, sides.first + 60 * Timestamp.day))
        if !common.isEmpty {
            let text = { "the same name servers: \(self.told(common))" }
            if use == .seized {
                moment.add(.movedSinkhole, weights.movedSinkhole, text() + ", as after a seizure they are not")
            } else {
                moment.add(.sameServers, weights.sameServers, text())
            }
        }
        // Campaigns are seized together, too.
        if use != .seized { compareMoves(sides, of: domain, &moment) }
    }

    /// Of those who came around a domain, at most this many on either side are looked at.
    private static let mostArrivals = 256
    /// Of each of them at most this many stays.
    private static let mostStays = 1_024

    /// Domains that left the same address for the same address in the same days: their host, or their holder, moved them.
    ///
    /// At least three, and three times as many as in other days of ten times that time.
    private func compareMoves(_ sides: Sides, of domain: Int32, _ moment: inout OwnershipChange) {
        guard let former = sides.before.last(where: { $0.last == sides.until }) else { return }
        let next = sides.after[0]
        let slack = 3 * Timestamp.day + min(gap, next.interval ?? 0)
        let around = arrivals(around: next, within: 10 * slack)
        var (moved, others) = (0, 0)
        forEachArrival(in: around, at: next.address, from: former.address) { stay in
            guard stays.domain[stay] != domain else { return }
            let left = stays.stays(of: stays.domain[stay]).prefix(Self.mostStays).lazy
                .filter { self.stays.address[$0] == former.address && self.stays.first[$0] < self.stays.first[stay] }
                .map { self.stays.last[$0] }.max()
            guard let left, left < stays.first[stay] + slack else { return }
            let isNear = abs(stays.first[stay] - next.first) <= slack && abs(left - former.last) <= slack + gap
            if isNear { moved += 1 } else { others += 1 }
        }
        guard moved >= 3 else { return }
        let reach =
            around.lazy.map { Int($0) }.filter { self.stays.domain[$0] != domain }
            .map { abs(self.stays.first[$0] - next.first) }.max() ?? 0
        let expected = reach > slack ? Double(others) * Double(slack) / Double(reach - slack) : 0
        if Double(moved) >= 3 * expected {
            moment.add(
                .movedTogether,
                weights.movedTogether,
                "\(counted(moved, "domain")) left the same address for the same one in the same days"
            )
        }
    }

    /// The stays on an address that began in a time around one's own, those nearest to it.
    private func arrivals(around stay: Hosting.Stay, within reach: Int64) -> ArraySlice<Int32> {
        let here = arrivals[stay.address]
        let place = here.indices.end { stays.first[Int(here[$0])] < stay.first }
        let nearest = max(here.startIndex, place - Self.mostArrivals)..<min(here.endIndex, place + Self.mostArrivals)
        let start = nearest.end { stays.first[Int(here[$0])] < stay.first - reach }
        let end = nearest.end { stays.first[Int(here[$0])] <= stay.first + reach }
        return here[start..<end]
    }

    /// Calls `body` with those of some arrivals on an address whose domains were ever on another one; more may come along.
    ///
    /// Goes through the stays on whichever of the two saw fewer.
    private func forEachArrival(
        in around: ArraySlice<Int32>,
        at address: Int32,
        from former: Int32,
        _ body: (Int) -> Void
    ) {
        guard let first = around.first, let last = around.last else { return }
        let there = stays.byAddress[former]
        guard there.count < around.count else { return around.forEach { body(Int($0)) } }
        // Arrivals are in the order of time, and of their numbers at the same second.
        let earliest = (stays.first[Int(first)], first)
        let latest = (stays.first[Int(last)], last)
        var previous: Int32 = -1
        for domain in there.lazy.map({ self.stays.domain[Int($0)] }) where domain != previous {
            previous = domain
            for stay in stays.stays(of: domain) where stays.address[stay] == address {
                let place = (stays.first[stay], Int32(stay))
                if earliest <= place, place <= latest { body(stay) }
            }
        }
    }

    /// When a change between two sightings is most likely: nearer to the side on which it was seen more often.
    ///
    /// On either side, the time between change and sighting is proportional to the mean time between two sightings.
    func turn(in dark: Stretch, _ sides: Sides) -> Int64 {
        let after = sides.after[0].interval
        let before = sides.before.filter { $0.last == sides.until }.compactMap(\.interval).min()
        let ahead = Double(max(3_600, before ?? after ?? Timestamp.day))
        let behind = Double(max(3_600, after ?? before ?? Timestamp.day))
        let wait = Int64(ahead / (ahead + behind) * Double(dark.to - dark.from))
        return min(dark.to, dark.from + max(1, wait))
    }

    /// Whether a registration's term was over at a change, or was not, as far as records tell.
    ///
    /// Where the change can have been at any time in a third of a year, only one that ran beyond it tells anything.
    func addTerm(of domain: Int32, from start: Int64, to end: Int64, to moment: inout OwnershipChange) {
        let isNarrow = end - start <= 120 * Timestamp.day
        switch registrations.term(of: domain, from: start, to: end) {
        case .ended(let date) where isNarrow:
            moment.add(.lapsed, weights.lapsed, "its registration was to be renewed on \(self.date(date))")
        case .runsUntil(let date) where isNarrow || registrations.isRunning(domain, from: start, to: end):
            moment.add(
                .registrationRan,
                weights.registrationRan,
                "its registration was paid for until \(self.date(date))"
            )
        default: break
        }
    }
}
