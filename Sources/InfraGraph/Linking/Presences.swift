internal import PassiveDNS

/// When each unit was at each place where units can meet.
///
/// Columns sorted by (unit, place, first).
struct Presences: Sendable {
    private(set) var unit: [Int32] = []
    private(set) var place: [Int32] = []
    private(set) var first: [Int64] = []
    private(set) var last: [Int64] = []
    /// For each unit: at how many distinct places it was.
    private(set) var placeCount: [Int] = []
    /// For each unit: where its presences begin; one more at the end.
    private var firstOfUnit: [Int32] = []
    /// The presences at each place, by first seen.
    let byPlace: Grouping

    /// Gathers the holdings of each unit by place; units of domains that tie nothing are nowhere.
    ///
    /// n log n in the holdings of one unit, and in the number of presences.
    init(
        _ units: Units,
        places: Places,
        isUnlinkable: [Bool],
        judgements: Judgements,
        settings: AnalysisSettings
    ) {
        let gap = Int64(settings.tenureGapDays * Double(Timestamp.day))
        for unit in 0..<Int32(units.count) {
            firstOfUnit.append(Int32(self.unit.count))
            let isNowhere = isUnlinkable[Int(units.domain[Int(unit)])]
            let mine = isNowhere ? [] : Self.whereabouts(of: unit, units, places, judgements, settings)
            placeCount.append(Set(mine.map(\.place)).count)
            for (place, from, to) in mine {
                let at = self.unit.count - 1
                if at >= Int(firstOfUnit[Int(unit)]), self.place[at] == place, from <= last[at] &+ gap {
                    last[at] = max(last[at], to)
                } else {
                    self.unit.append(unit)
                    self.place.append(place)
                    first.append(from)
                    last.append(to)
                }
            }
        }
        firstOfUnit.append(Int32(unit.count))
        byPlace = Grouping(keys: place, groups: places.ofAddress.count, order: Order.ascending(first))
    }

    /// Where a unit was and when, by place and time; not on fast-flux networks of which it had hardly any host.
    private static func whereabouts(
        of unit: Int32,
        _ units: Units,
        _ places: Places,
        _ judgements: Judgements,
        _ settings: AnalysisSettings
    ) -> [(place: Int32, from: Int64, to: Int64)] {
        var hosts: [Int32: Set<Int32>] = [:]
        for holding in units.holdings(of: unit) {
            let place = places.ofAddress[Int(units.address[holding])]
            if places.networkSize[place] != nil { hosts[place, default: []].insert(units.address[holding]) }
        }
        return units.holdings(of: unit)
            .map { (place: places.place(of: $0, units, judgements), from: units.heldFrom[$0], to: units.heldTo[$0]) }
            .filter { $0.place >= 0 && hosts[$0.place]?.count ?? .max >= settings.leastFluxHosts }
            .sorted { ($0.place, $0.from, $0.to) < ($1.place, $1.from, $1.to) }
    }

    /// The presences of a unit.
    func presences(of unit: Int32) -> Range<Int> {
        Int(firstOfUnit[Int(unit)])..<Int(firstOfUnit[Int(unit) + 1])
    }

    /// The pairs of presences of two units at one place.
    func shared(_ a: Int32, _ b: Int32) -> [(Int, Int)] {
        // Both are sorted by place: two fingers find the common ones.
        var shared: [(Int, Int)] = []
        let right = presences(of: b)
        var from = right.lowerBound
        for left in presences(of: a) {
            while from < right.upperBound, place[from] < place[left] { from += 1 }
            var other = from
            while other < right.upperBound, place[other] == place[left] {
                shared.append((left, other))
                other += 1
            }
        }
        return shared
    }

    /// A presence's time.
    func period(of presence: Int) -> Period {
        Period(first: Timestamp(seconds: first[presence]), last: Timestamp(seconds: last[presence]))
    }
}
