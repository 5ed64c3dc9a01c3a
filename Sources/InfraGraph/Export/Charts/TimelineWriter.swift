internal import PassiveDNS

/// Writes a timeline as SVG: a row a name, with bars for the times on each address.
///
/// Equal timelines give equal bytes. The image has no ids, style sheets, links or scripts, so that it can lie in a page
/// with others. Each name is a group of class `row` with `data-name`, `data-first` and `data-last` (Unix seconds); each bar
/// in it a group of class `bar` with `data-bars`, how many of the row's bars it stands for: those of one kind that touch are
/// drawn as one.
public enum TimelineWriter {
    /// Writes a timeline as SVG.
    ///
    /// n log n in the bars of each row; about 1 kB a bar.
    public static func text(_ timeline: Timeline) -> String {
        var drawing = TimelineDrawing(timeline)
        return drawing.text()
    }
}

/// A timeline while it is drawn.
struct TimelineDrawing {
    let timeline: Timeline
    let layout: TimelineLayout
    let ticks: [TimeScale.Tick]
    var svg = SVGDrawing()

    init(_ timeline: Timeline) {
        self.timeline = timeline
        layout = TimelineLayout(timeline)
        ticks = layout.scale.ticks
    }

    mutating func text() -> String {
        var y = drawHeader()
        let marks = timeline.marks.filter { layout.scale.holds($0.at) }
        let top = y + 14
        let firstRow = top + (marks.isEmpty ? 6 : 24)
        let bottom = firstRow + layout.height + 6
        drawGround(top: firstRow, bottom: bottom)
        drawAxis(baseline: top - 3, from: top, to: bottom)
        drawMarks(marks, at: top + 12, to: bottom)
        drawRows(from: firstRow)
        y = bottom
        if layout.height > 500 {
            y += 14
            drawLabels(baseline: y)
        }
        if timeline.groups.isEmpty {
            y += 16
            svg.text("There is nothing to draw.", ChartStyle.margin, y, size: 11, ink: MapStyle.light.quietInk)
        }
        return svg.image(
            width: TimelineLayout.width,
            height: y + ChartStyle.margin,
            title: "Timeline: \(timeline.title)"
        )
    }

    // MARK: - Header

    /// Title, facts, legend and omissions; returns where the picture begins.
    private mutating func drawHeader() -> Double {
        let left = ChartStyle.margin
        let width = TimelineLayout.right - left
        let title = SVGText.lines(timeline.title, size: 18, width: width, isBold: true)
        var y = svg.paragraph(Array(title.prefix(3)), left, ChartStyle.margin + 18, size: 18, isBold: true) - 4
        for fact in timeline.facts.prefix(8) {
            let lines = SVGText.lines(fact, size: 11, width: width)
            y = svg.paragraph(Array(lines.prefix(4)), left, y, size: 11, ink: MapStyle.light.quietInk)
        }
        y = drawLegend(y + 6)
        for omission in timeline.omissions.prefix(8) {
            let lines = SVGText.lines(omission, size: 10, width: width)
            y = svg.paragraph(Array(lines.prefix(3)), left, y, size: 10, ink: MapStyle.light.quietInk)
        }
        return y + 4
    }

    // MARK: - Time

    /// What lies outside the time that the data cover, and a shade below every other domain.
    private mutating func drawGround(top: Double, bottom: Double) {
        let scale = layout.scale
        let name = ChartStyle.margin - 8
        var y = top
        for (index, group) in layout.groups.enumerated() {
            let height = group.reduce(0) { $0 + $1.height }
            if index % 2 == 0 {
                svg.rect(name, y, TimelineLayout.right + 8 - name, height, fill: MapStyle.light.groupFill)
            }
            y += height
        }
        if let gaps = gaps {
            for (from, to) in gaps {
                svg.rect(from, top - 6, to - from, bottom - top + 6, fill: ChartStyle.unknown)
            }
        }
        svg.rect(
            scale.left,
            top - 6,
            scale.width,
            bottom - top + 6,
            fill: "none",
            line: ChartStyle.grid
        )
    }

    /// Where the picture shows time that the data don't cover.
    var gaps: [(from: Double, to: Double)]? {
        guard let covered = timeline.covered else { return nil }
        let scale = layout.scale
        let (begin, end) = (scale.x(covered.first), scale.x(covered.last))
        let gaps = [(scale.left, begin), (end, scale.left + scale.width)].filter { $0.1 - $0.0 > 2 }
        return gaps.isEmpty ? nil : gaps
    }

    private mutating func drawAxis(baseline: Double, from top: Double, to bottom: Double) {
        for tick in ticks {
            let x = layout.scale.x(tick.at)
            svg.line(x, top, x, bottom, tick.isYear ? ChartStyle.strongGrid : ChartStyle.grid, width: 0.8)
        }
        drawLabels(baseline: baseline)
    }

    private mutating func drawLabels(baseline: Double) {
        for tick in ticks {
            let x = layout.scale.x(tick.at)
            let half = SVGText.width(tick.label, size: 10) / 2
            // The last label may reach over the percentages, never over the edge.
            let at = min(x, TimelineLayout.width - 6 - half)
            svg.text(
                tick.label,
                at,
                baseline,
                size: 10,
                ink: MapStyle.light.quietInk,
                anchor: .middle,
                isBold: tick.isYear
            )
        }
    }

    /// Attacks that named addresses: a line through all names.
    private mutating func drawMarks(_ marks: [Timeline.Mark], at y: Double, to bottom: Double) {
        for mark in marks {
            let x = layout.scale.x(mark.at)
            svg.open([("class", "mark"), ("data-kind", mark.kind.rawValue)])
            svg.tooltip(["\(mark.at.date): \(mark.text)"])
            svg.line(x, y, x, bottom, MapStyle.light.seedLine, width: 1, dashes: "2 3")
            svg.glyph(mark.kind, x, y)
            svg.close()
        }
        guard !marks.isEmpty else { return }
        svg.text("addresses in attacks", ChartStyle.margin, y + 4, size: 10, ink: MapStyle.light.quietInk)
    }
}
