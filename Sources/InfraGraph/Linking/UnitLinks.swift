internal import PassiveDNS

/// Which units are tied to each other, and how strongly.
///
/// Columns sorted by (a, b) with a < b; at the end those that never met, but were registered together or confirmed
/// by the analyst.
struct UnitLinks: Sendable {
    private(set) var a: [Int32] = []
    private(set) var b: [Int32] = []
    private(set) var score: [Double] = []
    /// For each link: the best shared address; −1 where they never met.
    private(set) var address: [Int32] = []
    /// For each link: how many addresses are shared.
    private(set) var addresses: [Int32] = []
    /// For each unit: its links, as indices with a or b being the unit.
    private(set) var ofUnit: [[Int32]] = []

    var count: Int { a.count }

    /// Pairs the units that met at a place, and scores every pair: that two met and look like strangers says something too.
    ///
    /// A presence is paired with those that were there at the same time or left at most
    /// ``AnalysisSettings/mostGapDays`` before, unless more than ``AnalysisSettings/mostConcurrent`` were there with it:
    /// at most that many pairs a presence, so linear in the number of presences.
    init(_ judge: PairJudge) {
        let units = judge.units
        let presences = judge.presences
        let settings = judge.settings
        let reach = Int64(settings.mostGapDays * Double(Timestamp.day))
        var meetings: [Meeting] = []
        var occupancy = Occupancy()
        var active: [Int32] = []
        for place in 0..<Int32(presences.byPlace.groupCount) {
            let present = presences.byPlace[place]
            guard present.count > 1 else { continue }
            occupancy.load(present, presences)
            active.removeAll(keepingCapacity: true)
            for presence in present {
                let (first, last) = (presences.first[Int(presence)], presences.last[Int(presence)])
                guard occupancy.count(from: first, to: last) <= settings.mostConcurrent else { continue }
                active.removeAll { presences.last[Int($0)] + reach < first }
                let domain = units.domain[Int(presences.unit[Int(presence)])]
                for other in active.suffix(settings.mostConcurrent)
                where units.domain[Int(presences.unit[Int(other)])] != domain {
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
        meetings.sort { x, y in
            x.pair != y.pair
                ? x.pair < y.pair
                : x.logOdds != y.logOdds ? x.logOdds > y.logOdds : (x.left, x.right) < (y.left, y.right)
        }
        ofUnit = Array(repeating: [], count: units.count)
        var at = 0
        while at < meetings.count {
            let best = meetings[at]
            var networks: Set<IPPrefix> = []
            var shared: Set<Int32> = []
            while at < meetings.count, meetings[at].pair == best.pair {
                let place = presences.place[Int(meetings[at].left)]
                if shared.insert(place).inserted {
                    networks.insert(IPPrefix.neighbourhood(of: judge.graph.addresses[Int(place)]))
                }
                at += 1
            }
            var features = judge.features(
                Int(best.left),
                Int(best.right),
                concurrent: Int(best.concurrent),
                around: Int(best.around)
            )
            features.networks = networks.count
            features.addresses = shared.count
            judge.complete(&features, best.a, best.b)
            let registered = judge.features(registered: best.a, best.b)?.score(settings.weights) ?? 0
            let score = judge.judged.score(max(registered, features.score(settings.weights)), best.a, best.b)
            add(best.a, best.b, score: score, address: features.address, of: shared.count)
        }
        let met = 0..<count
        var registered: Set<UInt64> = []
        for (a, b) in judge.bursts.pairs(units) {
            let place = met.end { (self.a[$0], self.b[$0]) < (a, b) }
            if place < met.count, self.a[place] == a, self.b[place] == b { continue }
            guard let features = judge.features(registered: a, b) else { continue }
            let score = judge.judged.score(features.score(settings.weights), a, b)
            // A registration near another's says nothing against anybody: what is doubtful would only thin out clusters.
            guard score >= settings.leastCohesion else { continue }
            registered.insert(UInt64(a) << 32 | UInt64(b))
            add(a, b, score: score, address: -1, of: 0)
        }
        for (a, b) in judge.judged.together
        where judge.presences.shared(a, b).isEmpty && !registered.contains(UInt64(min(a, b)) << 32 | UInt64(max(a, b)))
        {
            add(a, b, score: JudgedUnits.confirmed(PairJudge.unmet), address: -1, of: 0)
        }
    }

    private mutating func add(_ a: Int32, _ b: Int32, score: Double, address: Int32, of addresses: Int) {
        ofUnit[Int(a)].append(Int32(count))
        ofUnit[Int(b)].append(Int32(count))
        self.a.append(a)
        self.b.append(b)
        self.score.append(score)
        self.address.append(address)
        self.addresses.append(Int32(addresses))
    }

    /// The other end of a unit's link.
    func partner(of unit: Int32, in link: Int32) -> Int32 {
        a[Int(link)] == unit ? b[Int(link)] : a[Int(link)]
    }

    /// Two units that met on an address, in as few bytes as can be: there may be many times more than links.
    private struct Meeting {
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
    }
}
