internal import PassiveDNS

/// Which units are tied to each other, and how strongly.
///
/// Columns sorted by (a, b) with a < b; at the end those that never met, but were registered together or confirmed
/// by the analyst.
struct UnitLinks: Sendable {
    private(set) var columns = LinkColumns()
    var a: [Int32] { columns.a }
    var b: [Int32] { columns.b }
    var score: [Double] { columns.score }
    var address: [Int32] { columns.address }
    var addresses: [Int32] { columns.addresses }
    /// The links of each unit, as indices with a or b being the unit.
    private(set) var ofUnit = Grouping(keys: [], groups: 0)

    var count: Int { columns.count }

    /// Pairs the units that met at a place, and scores every pair: that two met and look like strangers says something too.
    ///
    /// A presence is paired with those that were there at the same time or left at most
    /// ``AnalysisSettings/mostGapDays`` before, unless more than ``AnalysisSettings/mostConcurrent`` were there with it:
    /// at most that many pairs a presence, so linear in the number of presences.
    ///
    /// - Parameters:
    ///   - judge: weighs the pairs.
    ///   - settled: links that need no scoring.
    init(_ judge: PairJudge, settled: SettledLinks) {
        addMet(judge, settled)
        addUnmet(judge)
        ofUnit = Grouping(0..<Int32(2 * count), groups: judge.units.count) { end in
            end % 2 == 0 ? a[Int(end / 2)] : b[Int(end / 2)]
        }
        .mapItems { $0 / 2 }
    }

    /// Puts together links that were kept.
    ///
    /// - Parameters:
    ///   - columns: the links.
    ///   - ofUnit: the links of each unit.
    init(_ columns: LinkColumns, ofUnit: Grouping) {
        self.columns = columns
        self.ofUnit = ofUnit
    }

    /// Scores all pairs of units that met at a place, but for those that are settled.
    private mutating func addMet(_ judge: PairJudge, _ settled: SettledLinks) {
        let meetings = Parallel.map(judge.presences.byPlace.groupCount) { places in
            var occupancy = Occupancy()
            var found: [Meeting] = []
            for place in places { Self.append(at: Int32(place), judge, settled, &occupancy, to: &found) }
            return found
        }
        let ofUnit = Grouping(0..<Int32(meetings.count), groups: judge.units.count) { meetings[Int($0)].a }
        var parts = Parallel.parts(judge.units.count) { units in
            var part = LinkColumns()
            var mine: [Meeting] = []
            for unit in units {
                mine.removeAll(keepingCapacity: true)
                for meeting in ofUnit[Int32(unit)] { mine.append(meetings[Int(meeting)]) }
                Self.append(&mine, of: Int32(unit), judge, settled, to: &part)
            }
            return part
        }
        columns = LinkColumns(&parts)
    }

    /// Appends the links of one unit with larger ones: those that its meetings make, and settled ones, by the other unit.
    private static func append(
        _ meetings: inout [Meeting],
        of unit: Int32,
        _ judge: PairJudge,
        _ settled: SettledLinks,
        to links: inout LinkColumns
    ) {
        let taken = settled.links(ofSmaller: unit)
        // Those of one pair together, the best meeting first.
        if meetings.count > 1 { meetings.sort() }
        var next = taken.lowerBound
        var start = 0
        while start < meetings.count {
            let b = meetings[start].b
            var end = start + 1
            while end < meetings.count, meetings[end].b == b { end += 1 }
            while next < taken.upperBound, settled.links.b[next] < b {
                links.append(next, of: settled.links)
                next += 1
            }
            let link = Self.scored(meetings[start..<end], judge)
            links.append(unit, b, score: link.score, address: link.address, addresses: Int32(link.addresses))
            start = end
        }
        for link in next..<taken.upperBound { links.append(link, of: settled.links) }
    }

    /// Appends the pairs of units that met at one place.
    private static func append(
        at place: Int32,
        _ judge: PairJudge,
        _ settled: SettledLinks,
        _ occupancy: inout Occupancy,
        to meetings: inout [Meeting]
    ) {
        // Most places had one guest alone: nothing of the rest is read for them.
        let present = judge.presences.byPlace[place]
        guard present.count > 1 else { return }
        let units = judge.units
        let presences = judge.presences
        let settings = judge.settings
        let reach = Int64(settings.mostGapDays * Double(Timestamp.day))
        guard !settled.areAllSettled(present, presences) else { return }
        occupancy.load(present, presences)
        var active: [Int32] = []
        for presence in present {
            let (first, last) = (presences.first[Int(presence)], presences.last[Int(presence)])
            guard occupancy.count(from: first, to: last) <= settings.mostConcurrent else { continue }
            active.removeAll { presences.last[Int($0)] + reach < first }
            let unit = presences.unit[Int(presence)]
            let domain = units.domain[Int(unit)]
            for other in active.suffix(settings.mostConcurrent)
            where units.domain[Int(presences.unit[Int(other)])] != domain
                && !settled.isSettled(unit, presences.unit[Int(other)])
            {
                let features = judge.features(Int(other), Int(presence), occupancy)
                meetings.append(
                    Meeting(
                        other,
                        presence,
                        presences,
                        features,
                        logOdds: features.addressLogOdds(settings.weights)
                    )
                )
            }
            active.append(presence)
        }
    }

    /// What all meetings of two units say together.
    private static func scored(_ meetings: ArraySlice<Meeting>, _ judge: PairJudge) -> (
        score: Double, address: Int32, addresses: Int
    ) {
        let best = meetings[meetings.startIndex]
        let place = { (meeting: Meeting) in judge.presences.place[Int(meeting.left)] }
        let isOnePlace = meetings.allSatisfy { place($0) == place(best) }
        let shared = isOnePlace ? [] : Set(meetings.map(place))
        let networks = isOnePlace ? 1 : judge.graph.neighbourhoods(of: shared).count
        let addresses = isOnePlace ? 1 : shared.count
        var features = judge.features(
            Int(best.left),
            Int(best.right),
            concurrent: Int(best.concurrent),
            around: Int(best.around)
        )
        features.networks = networks
        features.addresses = addresses
        judge.complete(&features, best.a, best.b)
        let weights = judge.settings.weights
        let registered = judge.features(registered: best.a, best.b)?.score(weights) ?? 0
        let score = judge.judged.score(max(registered, features.score(weights)), best.a, best.b)
        return (score, features.address, addresses)
    }

    /// Adds the pairs that never met, but were registered together or confirmed by the analyst.
    private mutating func addUnmet(_ judge: PairJudge) {
        let settings = judge.settings
        let met = 0..<count
        var registered: Set<UInt64> = []
        for (a, b) in judge.bursts.pairs(judge.units) {
            let place = met.end { (self.a[$0], self.b[$0]) < (a, b) }
            if place < met.count, self.a[place] == a, self.b[place] == b { continue }
            guard let features = judge.features(registered: a, b) else { continue }
            let score = judge.judged.score(features.score(settings.weights), a, b)
            // A registration near another's says nothing against anybody: what is doubtful would only thin out clusters.
            guard score >= settings.leastCohesion else { continue }
            registered.insert(UInt64(a) << 32 | UInt64(b))
            columns.append(a, b, score: score, address: -1, addresses: 0)
        }
        for (a, b) in judge.judged.together
        where judge.presences.shared(a, b).isEmpty && !registered.contains(UInt64(min(a, b)) << 32 | UInt64(max(a, b)))
        {
            columns.append(a, b, score: JudgedUnits.confirmed(PairJudge.unmet), address: -1, addresses: 0)
        }
    }

    /// The other end of a unit's link.
    func partner(of unit: Int32, in link: Int32) -> Int32 {
        a[Int(link)] == unit ? b[Int(link)] : a[Int(link)]
    }

    /// Two units that met on an address, in as few bytes as can be: there may be many times more than links.
    private struct Meeting: Comparable, Sendable {
        let pair: UInt64
        let logOdds: Double
        /// The presence of the smaller unit.
        let left: Int32
        /// The presence of the larger unit.
        let right: Int32
        let concurrent: Int32
        let around: Int32

        init(_ one: Int32, _ other: Int32, _ presences: Presences, _ features: PairFeatures, logOdds: Double) {
            let (a, b) = (presences.unit[Int(one)], presences.unit[Int(other)])
            pair = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
            self.logOdds = logOdds
            (left, right) = a <= b ? (one, other) : (other, one)
            concurrent = Int32(features.concurrent)
            around = Int32(features.around)
        }

        var a: Int32 { Int32(pair >> 32) }
        var b: Int32 { Int32(truncatingIfNeeded: pair) }

        /// By pair, then the best first.
        static func < (x: Meeting, y: Meeting) -> Bool {
            x.pair != y.pair
                ? x.pair < y.pair
                : x.logOdds != y.logOdds ? x.logOdds > y.logOdds : (x.left, x.right) < (y.left, y.right)
        }
    }
}
