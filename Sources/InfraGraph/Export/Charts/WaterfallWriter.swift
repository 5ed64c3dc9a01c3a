/// Writes how a connection's score comes about as SVG: a bar for each piece of evidence, on a scale of log-odds with the
/// probabilities that they stand for.
///
/// Equal connections give equal bytes. The image has no ids, style sheets, links or scripts, so that it can lie in a page
/// with others. Each piece of evidence is a group of class `step` with `data-kind` and `data-weight` (nats).
public enum WaterfallWriter {
    /// Writes the waterfall of a connection as SVG.
    public static func text(_ connection: Connection) -> String {
        text(Waterfall(connection))
    }

    /// Writes a waterfall as SVG.
    public static func text(_ waterfall: Waterfall) -> String {
        var drawing = WaterfallDrawing(waterfall)
        return drawing.text()
    }
}

/// A waterfall while it is drawn.
private struct WaterfallDrawing {
    let waterfall: Waterfall
    var svg = SVGDrawing()
    /// The log-odds at the left and right edge.
    let range: ClosedRange<Double>

    private static let width = 1_000.0
    /// Where the plot lies.
    private static let left = 430.0
    private static let right = width - ChartStyle.margin
    private static let textWidth = left - ChartStyle.margin - 20
    private static let textSize = 11.0
    private static let barHeight = 15.0

    init(_ waterfall: Waterfall) {
        self.waterfall = waterfall
        let sums: [Double] = waterfall.steps.flatMap { [$0.from, $0.to] }
        let ends = sums + [0, Self.reach(waterfall.score)]
        let (least, most) = (ends.min() ?? 0, ends.max() ?? 0)
        // Room for the numbers beside the bars.
        let room = max(most - least, 4) * 0.14
        range = (least - room)...(most + room)
    }

    /// The log-odds of a probability, as far as a scale should reach for its sake.
    private static func reach(_ probability: Double) -> Double {
        let bounded = min(max(probability, 0.01), 0.995)
        return logarithm(bounded / (1 - bounded))
    }

    private func x(_ logOdds: Double) -> Double {
        Self.left + (Self.right - Self.left) * (logOdds - range.lowerBound) / (range.upperBound - range.lowerBound)
    }

    mutating func text() -> String {
        let header = drawHeader()
        var plot = WaterfallDrawing(waterfall)
        let top = header + 22
        var y = top + 8
        for (index, step) in waterfall.steps.enumerated() { y = plot.draw(step, index, y) }
        y = plot.drawTotal(y)
        let bottom = y + 4
        drawScales(from: top, to: bottom)
        svg.append(plot.svg)
        y = bottom + 44
        if !waterfall.notes.isEmpty {
            svg.text("To bear in mind", ChartStyle.margin, y, size: 12, isBold: true)
            y += 18
        }
        for note in waterfall.notes.prefix(40) {
            svg.text("•", ChartStyle.margin, y, size: Self.textSize)
            let lines = SVGText.lines(note, size: Self.textSize, width: Self.right - ChartStyle.margin - 14)
            y = svg.paragraph(Array(lines.prefix(12)), ChartStyle.margin + 14, y, size: Self.textSize) + 3
        }
        return svg.image(
            width: Self.width,
            height: y + 6,
            title: "Why \(waterfall.a) and \(waterfall.b) score \(percent(waterfall.score))"
        )
    }

    // MARK: - Header

    private mutating func drawHeader() -> Double {
        let left = ChartStyle.margin
        svg.open()
        svg.tooltip([waterfall.a, waterfall.b])
        let sides = [waterfall.a, waterfall.b].map { SVGText.shortened($0, size: 20, width: Self.right - left - 30) }
        let title = SVGText.lines(sides.joined(separator: " – "), size: 18, width: Self.right - left, isBold: true)
        var y = svg.paragraph(title, left, left + 18, size: 18, isBold: true) - 4
        svg.close()
        let facts =
            "Score \(percent(waterfall.score)), \(waterfall.grade): how probable it is that one party controlled both"
        y = svg.paragraph([facts], left, y, size: 11, ink: MapStyle.light.quietInk) + 8
        let signs = [
            (ChartStyle.level, "start and sum"), (ChartStyle.up, "+ speaks for it"),
            (ChartStyle.down, "− speaks against it"),
        ]
        var x = left
        for (fill, words) in signs {
            svg.rect(x, y - 9, 16, 11, fill: fill)
            svg.text(words, x + 21, y, size: 10)
            x += 21 + SVGText.width(words, size: 10) + 18
        }
        return y + 12
    }

    // MARK: - Scales

    private mutating func drawScales(from top: Double, to bottom: Double) {
        let (left, right) = (Self.left, Self.right)
        svg.text("log-odds (nats)", left - 12, top - 6, size: 10, ink: MapStyle.light.quietInk, anchor: .end)
        svg.text("probability", left - 12, bottom + 15, size: 10, ink: MapStyle.light.quietInk, anchor: .end)
        let step = stepSize()
        var tick = (range.lowerBound / step).rounded(.up) * step
        while tick <= range.upperBound {
            let label = SVGText.number(tick == 0 ? 0 : tick).replacing("-", with: "−")
            svg.line(x(tick), top, x(tick), top + 4, ChartStyle.strongGrid)
            svg.text(label, x(tick), top - 6, size: 10, ink: MapStyle.light.quietInk, anchor: .middle)
            tick += step
        }
        // The middle first, since it must not be the one without room.
        let shares = [0.5, 0.01, 0.05, 0.2, 0.8, 0.95, 0.99, 0.001, 0.999]
        var taken: [Double] = []
        for share in shares where range.contains(Self.exactLogOdds(share)) {
            let at = x(Self.exactLogOdds(share))
            guard taken.allSatisfy({ abs($0 - at) > 40 }) else { continue }
            taken.append(at)
            svg.line(at, top, at, bottom, share == 0.5 ? ChartStyle.strongGrid : ChartStyle.grid)
            let label = share < 0.01 || share > 0.99 ? "\(SVGText.number(share * 100)) %" : percent(share)
            svg.text(label, at, bottom + 15, size: 10, ink: MapStyle.light.quietInk, anchor: .middle)
        }
        for y in [top, bottom] { svg.line(left, y, right, y, ChartStyle.strongGrid) }
    }

    private static func exactLogOdds(_ share: Double) -> Double { logarithm(share / (1 - share)) }

    /// Steps of 1, 2 or 5 times a power of ten, of which about ten fit.
    private func stepSize() -> Double {
        let least = (range.upperBound - range.lowerBound) / 12
        var power = 1.0
        while true {
            for factor in [1.0, 2, 5] where factor * power >= least { return factor * power }
            power *= 10
        }
    }

    // MARK: - Bars

    private mutating func draw(_ step: Waterfall.Step, _ index: Int, _ y: Double) -> Double {
        let lines = SVGText.lines(step.text, size: Self.textSize, width: Self.textWidth)
        let shown = lines.prefix(8) + (lines.count > 8 ? ["…"] : [])
        let height = max(Double(shown.count) * Self.textSize * 1.35, Self.barHeight) + 10
        svg.open([
            ("class", "step"), ("data-kind", step.kind), ("data-weight", SVGText.number(step.weight)),
        ])
        svg.tooltip([step.text, "\(Self.signed(step.weight)) nats, \(Self.signed(step.to)) so far"])
        _ = svg.paragraph(Array(shown), ChartStyle.margin, y + 14, size: Self.textSize)
        let isStart = index == 0 && step.kind == "base"
        let fill = isStart ? ChartStyle.level : step.weight > 0 ? ChartStyle.up : ChartStyle.down
        bar(from: step.from, to: step.to, fill: fill, label: Self.signed(step.weight), y + 3)
        // To the next bar, which begins where this one ends.
        svg.line(x(step.to), y + 3 + Self.barHeight, x(step.to), y + height + 3, ChartStyle.level, dashes: "2 2")
        svg.close()
        return y + height
    }

    private mutating func bar(from: Double, to: Double, fill: String, label: String, _ y: Double) {
        let (begin, end) = (min(x(from), x(to)), max(x(from), x(to)))
        svg.rect(begin, y, max(end - begin, 1), Self.barHeight, fill: fill)
        let isRight = to >= from
        let width = SVGText.width(label, size: Self.textSize, isBold: true)
        let at = isRight ? min(end + 5, Self.right - width) : max(begin - 5, Self.left + width)
        svg.text(label, at, y + 11.5, size: Self.textSize, anchor: isRight ? .start : .end, isBold: true)
    }

    /// The sum, and the score on the same scale.
    private mutating func drawTotal(_ y: Double) -> Double {
        let total = waterfall.total
        svg.line(ChartStyle.margin, y + 1, Self.right, y + 1, ChartStyle.strongGrid)
        svg.text("Sum of the evidence", ChartStyle.margin, y + 18, size: Self.textSize, isBold: true)
        bar(from: 0, to: total, fill: ChartStyle.level, label: Self.signed(total), y + 7)
        // Certainty lies at the edges.
        let exact = Self.exactLogOdds(waterfall.score)
        let score = x(min(max(exact, range.lowerBound), range.upperBound))
        svg.text("Score", ChartStyle.margin, y + 44, size: Self.textSize, isBold: true)
        svg.polygon(
            [(score - 7, y + 40), (score, y + 33), (score + 7, y + 40), (score, y + 47)],
            fill: MapStyle.light.ink,
            line: "#FFFFFF"
        )
        let words = "\(percent(waterfall.score)), \(waterfall.grade)"
        let fits = score + 12 + SVGText.width(words, size: 12, isBold: true) <= Self.right
        svg.text(words, fits ? score + 12 : score - 12, y + 44, size: 12, anchor: fits ? .start : .end, isBold: true)
        return y + 56
    }

    /// A weight with its sign, two decimals.
    private static func signed(_ weight: Double) -> String {
        let hundredths = Int((min(max(weight, -1e9), 1e9) * 100).rounded())
        let digits = "\(abs(hundredths) / 100).\(abs(hundredths) % 100 < 10 ? "0" : "")\(abs(hundredths) % 100)"
        return (hundredths < 0 ? "−" : "+") + digits
    }
}
