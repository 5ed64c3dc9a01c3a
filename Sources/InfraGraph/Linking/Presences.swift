internal import PassiveDNS

/// When each unit was at each place where units can meet.
///
/// Columns sorted by (unit, place, first).
struct Presences: Sendable {
    let unit: [Int32]
    let place: [Int32]
    let first: [Int64]
    let last: [Int64]
    /// For each unit: at how many distinct places it was.
    let placeCount: [Int32]
    /// For each unit: where its presences begin; one more at the end.
    private let firstOfUnit: [Int32]
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
        let gap = settings.tenureGap
        var parts = Parallel.parts(units.count) { numbers in
            var part = Part()
            for unit in numbers.lazy.map({ Int32($0) }) {
                let isNowhere = isUnlinkable[Int(units.domain[Int(unit)])]
                let mine = isNowhere ? [] : Self.whereabouts(of: unit, units, places, judgements, settings)
                part.add(mine, of: unit, joining: gap)
            }
            return part
        }
        unit = .joined(&parts, \.unit)
        place = .joined(&parts, \.place)
        first = .joined(&parts, \.first)
        last = .joined(&parts, \.last)
        placeCount = .joined(&parts, \.placeCount)
        firstOfUnit = Grouping.starts(unit, groups: units.count) { $0 }
        byPlace = Grouping(keys: place, groups: places.ofAddress.count, order: Order.ascending(first))
    }

    /// The presences of some units that follow each other.
    private struct Part: Sendable {
        var unit: [Int32] = []
        var place: [Int32] = []
        var first: [Int64] = []
        var last: [Int64] = []
        var placeCount: [Int32] = []

        /// Adds those of a unit, given by place and time, joined where they lie close.
        mutating func add(_ mine: [Whereabout], of unit: Int32, joining gap: Int64) {
            let before = place.count
            var places: Int32 = 0
            for stay in mine {
                let at = place.count - 1
                if at < before || place[at] != stay.place { places += 1 }
                if at >= before, place[at] == stay.place, stay.from <= last[at] &+ gap {
                    last[at] = max(last[at], stay.to)
                } else {
                    self.unit.append(unit)
                    place.append(stay.place)
                    first.append(stay.from)
                    last.append(stay.to)
                }
            }
            placeCount.append(places)
        }
    }

    private typealias Whereabout = (place: Int32, from: Int64, to: Int64)

    /// Where a unit was and when, by place and time; not on fast-flux networks of which it had hardly any host.
    private static func whereabouts(
        of unit: Int32,
        _ units: Units,
        _ places: Places,
        _ judgements: Judgements,
        _ settings: AnalysisSettings
    ) -> [Whereabout] {
        var hosts: [Int32: Set<Int32>] = [:]
        if !places.networkSize.isEmpty {
            for holding in units.holdings(of: unit) {
                let place = places.ofAddress[Int(units.address[holding])]
                if places.networkSize[place] != nil { hosts[place, default: []].insert(units.address[holding]) }
            }
        }
        var found: [Whereabout] = []
        for holding in units.holdings(of: unit) {
            let place = places.place(of: holding, units, judgements)
            guard place >= 0, hosts[place]?.count ?? .max >= settings.leastFluxHosts else { continue }
            found.append((place: place, from: units.heldFrom[holding], to: units.heldTo[holding]))
        }
        if found.count > 1 { found.sort { ($0.place, $0.from, $0.to) < ($1.place, $1.from, $1.to) } }
        return found
    }

    /// The presences of a unit.
    func presences(of unit: Int32) -> Range<Int> {
        Int(firstOfUnit[Int(unit)])..<Int(firstOfUnit[Int(unit) + 1])
    }

    /// Calls `body` with the pairs of presences of two units at one place, by place.
    func forEachShared(_ a: Int32, _ b: Int32, _ body: (Int, Int) -> Void) {
        // Both are sorted by place: two fingers find the common ones.
        let right = presences(of: b)
        var from = right.lowerBound
        for left in presences(of: a) {
            while from < right.upperBound, place[from] < place[left] { from += 1 }
            var other = from
            while other < right.upperBound, place[other] == place[left] {
                body(left, other)
                other += 1
            }
        }
    }

    /// The pairs of presences of two units at one place, by place.
    func shared(_ a: Int32, _ b: Int32) -> [(Int, Int)] {
        var shared: [(Int, Int)] = []
        forEachShared(a, b) { shared.append(($0, $1)) }
        return shared
    }

    /// A presence's time.
    func period(of presence: Int) -> Period {
        Period(first: Timestamp(seconds: first[presence]), last: Timestamp(seconds: last[presence]))
    }
}

extension Presences: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(unit, place, first, last, placeCount, firstOfUnit, byPlace)
    }

    init(from columns: inout ColumnReader) throws {
        unit = try columns.read()
        place = try columns.read()
        first = try columns.read()
        last = try columns.read()
        placeCount = try columns.read()
        firstOfUnit = try columns.read()
        byPlace = try columns.read()
    }
}
