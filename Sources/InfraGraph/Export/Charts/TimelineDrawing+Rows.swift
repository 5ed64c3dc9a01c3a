internal import PassiveDNS

extension TimelineDrawing {
    mutating func drawRows(from top: Double) {
        let scale = layout.scale
        for (group, rows) in zip(timeline.groups, layout.groups) {
            guard let first = rows.first, let last = rows.last else { continue }
            for mark in group.marks where scale.holds(mark.at) && (mark.kind == .changed || mark.kind == .seized) {
                let x = scale.x(mark.at)
                svg.line(x, top + first.y, x, top + last.y + last.height, MapStyle.light.ink, width: 1)
            }
            for (place, (row, placed)) in zip(group.rows, rows).enumerated() {
                // What happened to the domain is told once.
                draw(row, placed, of: group, marks: (place == 0 ? group.marks : []) + row.marks, top)
            }
        }
    }

    private mutating func draw(
        _ row: Timeline.Row,
        _ placed: TimelineLayout.PlacedRow,
        of group: Timeline.Group,
        marks: [Timeline.Mark],
        _ top: Double
    ) {
        let scale = layout.scale
        let middle = top + placed.middle
        svg.open([
            ("class", "row"), ("data-name", row.name), ("data-first", "\(row.period.first.seconds)"),
            ("data-last", "\(row.period.last.seconds)"),
        ])
        svg.tooltip(tooltip(row, of: group))
        // Something to point at between name and bars.
        svg.rect(ChartStyle.margin - 8, top + placed.y, scale.left - ChartStyle.margin, placed.height, fill: "none")
        let name = SVGText.shortened(
            TimelineLayout.label(row),
            size: TimelineLayout.nameSize,
            width: layout.nameWidth
        )
        svg.text(name, ChartStyle.margin, middle + 4, size: TimelineLayout.nameSize, isBold: false)
        if let confidence = row.confidence {
            svg.text(
                share(confidence),
                TimelineLayout.right,
                middle + 3.5,
                size: 10,
                ink: MapStyle.light.quietInk,
                anchor: .end
            )
        }
        let glyphs = places(of: marks.filter { scale.holds($0.at) })
        for bar in placed.bars { draw(bar, of: row, placed, glyphs: glyphs.map(\.x), top) }
        drawEdges(row, middle)
        for (marks, x) in glyphs {
            svg.open([("class", "mark"), ("data-kind", marks[0].kind.rawValue), ("data-marks", "\(marks.count)")])
            svg.tooltip(marks.prefix(20).map { "\($0.at.date): \($0.text)" })
            svg.glyph(marks[0].kind, x, middle)
            svg.close()
        }
        svg.close()
    }

    /// Where the signs of marks lie: at their dates, or right beside the one before; those of one kind in one place are one.
    private func places(of marks: [Timeline.Mark]) -> [(marks: [Timeline.Mark], x: Double)] {
        var placed: [(marks: [Timeline.Mark], x: Double)] = []
        for mark in marks.sorted(by: { ($0.at, $0.kind.rawValue, $0.text) < ($1.at, $1.kind.rawValue, $1.text) }) {
            var x = layout.scale.x(mark.at)
            if let last = placed.last, x < last.x + 10 {
                if last.marks[0].kind == mark.kind {
                    placed[placed.count - 1].marks.append(mark)
                    continue
                }
                x = last.x + 10
            }
            placed.append(([mark], min(x, TimelineLayout.right - 40)))
        }
        return placed
    }

    private mutating func draw(
        _ bar: TimelineLayout.PlacedBar,
        of row: Timeline.Row,
        _ placed: TimelineLayout.PlacedRow,
        glyphs: [Double],
        _ top: Double
    ) {
        let height = placed.laneHeight - 1.5
        let y = top + placed.top(ofLane: bar.lane) + 0.75
        svg.open([("class", "bar"), ("data-bars", "\(bar.members.count)")])
        svg.tooltip(tooltip(bar, of: row))
        svg.bar(bar.look, bar.x, y, bar.width, height)
        drawLabel(of: bar, row, placed, glyphs: glyphs.sorted(), y, height)
        svg.close()
    }

    /// The letter of an address, or the class of hubs: inside the bar, or beside it where it is too short.
    private mutating func drawLabel(
        of bar: TimelineLayout.PlacedBar,
        _ row: Timeline.Row,
        _ placed: TimelineLayout.PlacedRow,
        glyphs: [Double],
        _ y: Double,
        _ height: Double
    ) {
        let baseline = y + height / 2 + 3.1
        let next = placed.bars.filter { $0.lane == bar.lane && $0.x >= bar.end }.map(\.x).min()
        switch bar.look {
        case .address(let place):
            let ink = ChartStyle.addresses[place].ink
            guard let x = Self.room(for: Self.letter(place), bar.x, bar.end, glyphs) else { return }
            svg.text(Self.letter(place), x, baseline, size: Self.labelSize, ink: ink)
        case .other, .foreign: return
        case .hub(let hubClass):
            let words = words(bar, hubClass, of: row)
            for label in words {
                guard let x = Self.room(for: label, bar.x, bar.end, glyphs) else { continue }
                let width = SVGText.width(label, size: Self.labelSize)
                svg.rect(x - 2, y + 1, width + 4, height - 2, fill: "#FFFFFF")
                return svg.text(label, x, baseline, size: Self.labelSize)
            }
            let end = next ?? layout.scale.left + layout.scale.width
            guard let label = words.last, let x = Self.room(for: label, bar.end, end, glyphs) else { return }
            svg.text(label, x, baseline, size: Self.labelSize, ink: MapStyle.light.quietInk)
        }
    }

    private static let labelSize = 8.5

    /// Where a label has room between two places, clear of the signs of marks; `nil` where it has none.
    private static func room(for label: String, _ begin: Double, _ end: Double, _ glyphs: [Double]) -> Double? {
        let width = SVGText.width(label, size: labelSize)
        var x = begin + 4
        for glyph in glyphs where x < glyph + 8 && glyph - 8 < x + width { x = glyph + 8 }
        return x + width + 2 <= end ? x : nil
    }

    /// What hubs are called: their class with the sinkhole's operator, where one is known, and their class.
    private func words(_ bar: TimelineLayout.PlacedBar, _ hubClass: String, of row: Timeline.Row) -> [String] {
        let operators = bar.members.compactMap { timeline.addresses[row.bars[$0].address].operatorName }
        return operators.prefix(1).map { DOTText.shortened("\(hubClass), \($0)", to: 44) }
            + [DOTText.shortened(hubClass, to: 20)]
    }

    /// What an address that matters most is called in bars.
    static func letter(_ place: Int) -> String {
        String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place)))
    }

    /// Signs that bars go on beyond the picture.
    private mutating func drawEdges(_ row: Timeline.Row, _ middle: Double) {
        let scale = layout.scale
        if row.bars.contains(where: { $0.period.first.seconds < scale.first }) {
            svg.arrow(scale.left - 1, middle, toLeft: true)
        }
        if row.bars.contains(where: { $0.period.last.seconds > scale.last }) {
            svg.arrow(scale.left + scale.width + 1, middle, toLeft: false)
        }
    }

    private func share(_ confidence: Double) -> String {
        percent(confidence.isFinite ? min(max(confidence, 0), 1) : 0)
    }

    // MARK: - Tooltips

    private func tooltip(_ row: Timeline.Row, of group: Timeline.Group) -> [String] {
        var lines = [row.name] + (row.spelling?.facts ?? []) + ["in use \(row.period)"]
        if let confidence = row.confidence {
            lines.append("belongs here with confidence \(share(confidence))")
        }
        let marks = (group.marks + row.marks).sorted { ($0.at, $0.text) < ($1.at, $1.text) }
        lines += marks.prefix(12).map { "\($0.at.date): \($0.text)" }
        if marks.count > 12 { lines.append("… and \(marks.count - 12) more") }
        return lines
    }

    private func tooltip(_ bar: TimelineLayout.PlacedBar, of row: Timeline.Row) -> [String] {
        var lines = [row.name]
        for member in bar.members.prefix(12).map({ row.bars[$0] }) {
            let address = timeline.addresses[member.address]
            var line = "\(address.label), \(member.period), seen \(counted(member.sightings, "time"))"
            if let hubClass = address.hubClass { line += "; left out of linking: \(hubClass)" }
            if let name = address.operatorName { line += " of \(name)" }
            if address.hubClass == nil, !member.isHolders { line += "; another holder's time" }
            lines.append(line)
        }
        if bar.members.count > 12 { lines.append("… and \(bar.members.count - 12) more") }
        return lines
    }
}
