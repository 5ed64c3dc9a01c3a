internal import PassiveDNS

extension TimelineDrawing {
    private enum Sign {
        case bar(TimelineLayout.Look)
        case glyph(Timeline.Mark.Kind)
        case star
        case lookalike
        case gap
        case arrow
        case share
    }

    /// What the signs in the picture mean, as many lines as that takes; returns the baseline of the next line.
    mutating func drawLegend(_ y: Double) -> Double {
        var x = ChartStyle.margin
        var y = y + 4
        for (sign, words) in entries {
            let words = SVGText.shortened(words, size: 10, width: 420)
            let width = 26 + SVGText.width(words, size: 10)
            if x + width > TimelineLayout.right, x > ChartStyle.margin {
                x = ChartStyle.margin
                y += 18
            }
            draw(sign, x, y)
            svg.text(words, x + 22, y + 3.5, size: 10)
            svg.close()
            x += width + 16
        }
        return y + 24
    }

    private mutating func draw(_ sign: Sign, _ x: Double, _ y: Double) {
        svg.open([("class", "legend")])
        switch sign {
        case .bar(let look):
            svg.bar(look, x, y - 5.25, 18, 10.5)
            if case .address(let place) = look {
                svg.text(
                    Self.letter(place),
                    x + 9,
                    y + 3.1,
                    size: 8.5,
                    ink: ChartStyle.addresses[place].ink,
                    anchor: .middle
                )
            }
        case .glyph(let kind): svg.glyph(kind, x + 10, y)
        case .star: svg.text("★", x + 10, y + 4, size: 11, anchor: .middle)
        case .lookalike: svg.text("⚠", x + 10, y + 4, size: 11, anchor: .middle)
        case .gap: svg.rect(x, y - 6, 18, 12, fill: ChartStyle.unknown, line: ChartStyle.strongGrid, lineWidth: 0.6)
        case .arrow: svg.arrow(x + 12, y, toLeft: true)
        case .share: svg.text("%", x + 10, y + 3.5, size: 10, ink: MapStyle.light.quietInk, anchor: .middle)
        }
    }

    /// Only what the picture shows.
    private var entries: [(Sign, String)] {
        let looks = Set(layout.groups.joined().flatMap(\.bars).map(\.look)).sorted()
        var entries: [(Sign, String)] = []
        var hasHub = false
        for look in looks {
            switch look {
            case .address(let place):
                let address = timeline.addresses[place]
                entries.append((.bar(look), "\(address.label), \(counted(address.names, "name"))"))
            case .other: entries.append((.bar(look), "other addresses"))
            case .hub where hasHub: break
            case .hub:
                hasHub = true
                entries.append((.bar(look), "left out of linking, with its class"))
            case .foreign: entries.append((.bar(look), "another holder before or after"))
            }
        }
        let rows = timeline.groups.flatMap(\.rows)
        if rows.contains(where: \.isSeed) { entries.append((.star, "starting point")) }
        if rows.contains(where: { $0.spelling?.lookalike != nil }) {
            entries.append((.lookalike, "letters that read like another name"))
        }
        let marks = timeline.groups.flatMap(\.marks) + rows.flatMap(\.marks) + timeline.marks
        let kinds = Set(marks.filter { layout.scale.holds($0.at) }.map(\.kind))
        for kind in Timeline.Mark.Kind.allCases where kinds.contains(kind) {
            entries.append((.glyph(kind), Self.words(kind)))
        }
        let scale = layout.scale
        let periods = rows.flatMap(\.bars).map(\.period)
        if periods.contains(where: { $0.first.seconds < scale.first || scale.last < $0.last.seconds }) {
            entries.append((.arrow, "goes on beyond"))
        }
        if gaps != nil { entries.append((.gap, "not covered by the data")) }
        if rows.contains(where: { $0.confidence != nil }) {
            entries.append((.share, "how surely the name belongs here"))
        }
        return entries
    }

    private static func words(_ kind: Timeline.Mark.Kind) -> String {
        switch kind {
        case .registered: "registered"
        case .changed: "changed hands"
        case .seized: "seized: pointed at a sinkhole"
        case .attack: "seen in an attack"
        }
    }
}
