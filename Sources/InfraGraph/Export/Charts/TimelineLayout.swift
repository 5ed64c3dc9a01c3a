internal import PassiveDNS

/// Where everything of a timeline lies.
struct TimelineLayout {
    /// What a bar stands for; decides how it looks.
    enum Look: Hashable, Comparable {
        /// One of the addresses that matter most, by its place among ``Timeline/addresses``.
        case address(Int)
        /// Other addresses of the holder's.
        case other
        /// Addresses that were left out of linking, with their class.
        case hub(String)
        /// Addresses of a holder before or after.
        case foreign
    }

    /// A bar that is drawn: bars of one look that touch share one.
    struct PlacedBar {
        var look: Look
        var x: Double
        var width: Double
        var lane = 0
        /// Indices into the row's bars.
        var members: [Int]
        var end: Double { x + width }
    }

    struct PlacedRow {
        var y: Double
        var height: Double
        var laneHeight: Double
        var bars: [PlacedBar]

        /// The top of a lane.
        func top(ofLane lane: Int) -> Double {
            y + (height - Double(lanes) * laneHeight) / 2 + Double(lane) * laneHeight
        }

        var lanes: Int { (bars.map(\.lane).max() ?? 0) + 1 }
        var middle: Double { y + height / 2 }
    }

    static let width = 1_200.0
    static let nameSize = 11.0
    static let leastBar = 3.0
    /// Where the percentages of the rows end.
    static let right = width - ChartStyle.margin

    let scale: TimeScale
    /// Where names begin and how wide they may be.
    let nameWidth: Double
    /// The rows of each group, from 0 down.
    private(set) var groups: [[PlacedRow]] = []
    /// How tall all rows are.
    private(set) var height = 0.0

    init(_ timeline: Timeline) {
        var widest = 60.0
        var isRated = false
        for row in timeline.groups.lazy.flatMap(\.rows) {
            widest = max(widest, SVGText.width(Self.label(row), size: Self.nameSize))
            isRated = isRated || row.confidence != nil
        }
        nameWidth = min(widest, 280)
        let left = ChartStyle.margin + nameWidth + 12
        let plot = Self.right - left - (isRated ? 44 : 0)
        scale = TimeScale(Self.window(of: timeline), left: left, width: plot)
        for group in timeline.groups {
            groups.append(
                group.rows.map { row in
                    let bars = placed(row, timeline)
                    let lanes = Double((bars.map(\.lane).max() ?? 0) + 1)
                    let laneHeight = lanes == 1 ? 12.0 : 10.5
                    let placed = PlacedRow(
                        y: height,
                        height: lanes == 1 ? 19 : lanes * laneHeight + 7,
                        laneHeight: laneHeight,
                        bars: bars
                    )
                    height += placed.height
                    return placed
                }
            )
        }
    }

    /// What the picture calls a row.
    static func label(_ row: Timeline.Row) -> String {
        let star = row.isSeed ? "★ " : ""
        guard let spelling = row.spelling else { return star + DOTText.shortened(row.name, to: MapStyle.nameLimit) }
        let half = MapStyle.nameLimit / 2
        let letters = DOTText.shortened(spelling.letters, to: half)
        return star + "\(DOTText.shortened(row.name, to: half)) “\(letters)”\(spelling.lookalike == nil ? "" : " ⚠")"
    }

    // MARK: - Time

    /// The time that is drawn: when the names were on addresses of their holders', and what happened up to half a year
    /// before and after.
    ///
    /// What other holders did extends nothing.
    private static func window(of timeline: Timeline) -> Period {
        let rows = timeline.groups.flatMap(\.rows)
        let held = rows.flatMap(\.bars).filter(\.isHolders)
        let own = held.filter { bar in
            timeline.addresses.indices.contains(bar.address) && timeline.addresses[bar.address].hubClass == nil
        }
        let periods = own.isEmpty ? rows.map(\.period) : own.map(\.period)
        guard let first = periods.first else {
            return timeline.covered ?? Period(first: Timestamp(seconds: 0), last: Timestamp(seconds: 0))
        }
        let core = periods.reduce(first) { $0.union($1) }
        let around = 180 * Timestamp.day
        let (begin, isBefore) = core.first.seconds.subtractingReportingOverflow(around)
        let (end, isAfter) = core.last.seconds.addingReportingOverflow(around)
        let edges = Period(
            first: Timestamp(seconds: isBefore ? .min : begin),
            last: Timestamp(seconds: isAfter ? .max : end)
        )
        let marks = timeline.groups.flatMap(\.marks) + rows.flatMap(\.marks) + timeline.marks
        let others = marks.map { Period(first: $0.at, last: $0.at) } + held.map(\.period)
        return others.filter(edges.overlaps).reduce(core) { window, period in
            window.union(Period(first: max(period.first, edges.first), last: min(period.last, edges.last)))
        }
    }

    // MARK: - Bars

    /// The bars of a row, each in the first lane that is free.
    private func placed(_ row: Timeline.Row, _ timeline: Timeline) -> [PlacedBar] {
        var ofLook: [Look: [PlacedBar]] = [:]
        let drawn = row.bars.enumerated().compactMap { index, bar -> PlacedBar? in
            guard timeline.addresses.indices.contains(bar.address), bar.period.last.seconds >= scale.first,
                bar.period.first.seconds <= scale.last
            else { return nil }
            let x = min(scale.x(bar.period.first), scale.left + scale.width - Self.leastBar)
            let width = max(scale.x(bar.period.last) - x, Self.leastBar)
            return PlacedBar(look: Self.look(of: bar, timeline), x: x, width: width, members: [index])
        }
        for bar in drawn.sorted(by: { ($0.x, $0.members[0]) < ($1.x, $1.members[0]) }) {
            if let last = ofLook[bar.look]?.last, bar.x <= last.end + 1 {
                let place = ofLook[bar.look, default: []].count - 1
                ofLook[bar.look]?[place].width = max(last.end, bar.end) - last.x
                ofLook[bar.look]?[place].members.append(bar.members[0])
            } else {
                ofLook[bar.look, default: []].append(bar)
            }
        }
        return inLanes(ofLook)
    }

    /// The bars in lanes, so that none lies over another, and those of one look lie beside each other.
    private func inLanes(_ ofLook: [Look: [PlacedBar]]) -> [PlacedBar] {
        var lanes: [[PlacedBar]] = []
        for (_, bars) in ofLook.sorted(by: { $0.key < $1.key }) {
            let lane =
                lanes.firstIndex { taken in !bars.contains { bar in taken.contains { Self.collide($0, bar) } } }
                ?? lanes.count
            if lane == lanes.count { lanes.append([]) }
            for bar in bars {
                var bar = bar
                bar.lane = lane
                lanes[lane].append(bar)
            }
        }
        return lanes.flatMap { Self.trimmed($0.sorted { $0.x < $1.x }) }
    }

    /// Bars that overlap by less than this share a lane: a name that moves is in both places for hours.
    private static let mostOverlap = 2.0

    private static func collide(_ a: PlacedBar, _ b: PlacedBar) -> Bool {
        let (left, right) = a.x <= b.x ? (a, b) : (b, a)
        return right.x < left.end + 0.5 && (left.end - right.x > mostOverlap || right.x - left.x < leastBar + 0.5)
    }

    /// The bars of a lane, each ending where the next begins.
    private static func trimmed(_ bars: [PlacedBar]) -> [PlacedBar] {
        var bars = bars
        for place in bars.indices.dropLast() where bars[place].end + 0.5 > bars[place + 1].x {
            bars[place].width = bars[place + 1].x - 0.5 - bars[place].x
        }
        return bars
    }

    private static func look(of bar: Timeline.Bar, _ timeline: Timeline) -> Look {
        if let hubClass = timeline.addresses[bar.address].hubClass { return .hub(hubClass) }
        guard bar.isHolders else { return .foreign }
        return bar.address < ChartStyle.addresses.count ? .address(bar.address) : .other
    }
}
