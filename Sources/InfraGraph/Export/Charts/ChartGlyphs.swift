extension SVGDrawing {
    /// The sign of something that happened, about a point.
    mutating func glyph(_ kind: Timeline.Mark.Kind, _ x: Double, _ y: Double) {
        switch kind {
        case .registered:
            polygon(
                [(x - 4.5, y + 4), (x + 4.5, y + 4), (x, y - 4.5)],
                fill: "#FFFFFF",
                line: MapStyle.light.ink,
                lineWidth: 1.3
            )
        case .changed:
            polygon([(x - 5, y), (x, y - 5), (x + 5, y), (x, y + 5)], fill: MapStyle.light.ink, line: "#FFFFFF")
        case .seized:
            rect(x - 5, y - 5, 10, 10, fill: MapStyle.light.ink, line: "#FFFFFF")
            line(x - 2.6, y - 2.6, x + 2.6, y + 2.6, "#FFFFFF", width: 1.5)
            line(x - 2.6, y + 2.6, x + 2.6, y - 2.6, "#FFFFFF", width: 1.5)
        case .attack:
            // Five rays; the sines and cosines of 18 and 54 degrees.
            let outer: [(Double, Double)] = [
                (0, -1), (0.951, -0.309), (0.588, 0.809), (-0.588, 0.809), (-0.951, -0.309),
            ]
            var points: [(x: Double, y: Double)] = []
            for (index, ray) in outer.enumerated() {
                let valley = outer[(index + 3) % 5]
                points.append((x + 6.5 * ray.0, y + 6.5 * ray.1))
                points.append((x - 2.8 * valley.0, y - 2.8 * valley.1))
            }
            polygon(points, fill: MapStyle.light.seedFill, line: MapStyle.light.seedLine, lineWidth: 1.2)
        }
    }

    /// A small triangle that says that something lies beyond an edge.
    mutating func arrow(_ x: Double, _ y: Double, toLeft: Bool) {
        let way = toLeft ? -1.0 : 1.0
        polygon(
            [(x, y - 3.5), (x + way * 5, y), (x, y + 3.5)],
            fill: MapStyle.light.quietInk,
            line: "#FFFFFF",
            lineWidth: 0.8
        )
    }

    /// A bar of a timeline.
    mutating func bar(_ look: TimelineLayout.Look, _ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        switch look {
        case .address(let place):
            rect(x, y, width, height, fill: ChartStyle.addresses[place].fill, radius: 1.5)
        case .other:
            rect(x, y, width, height, fill: ChartStyle.otherAddress, radius: 1.5)
        case .foreign:
            rect(x + 0.5, y + 0.5, max(width - 1, 1), height - 1, fill: "#FFFFFF", line: ChartStyle.strongGrid)
        case .hub:
            rect(x, y, width, height, fill: "#FFFFFF")
            // Stripes: a line as thick as the bar, in dashes.
            let middle = y + height / 2
            line(x, middle, x + width, middle, MapStyle.light.hubLine, width: height, dashes: "1.2 2.8")
            rect(
                x + 0.5,
                y + 0.5,
                max(width - 1, 1),
                height - 1,
                fill: "none",
                line: MapStyle.light.hubLine
            )
        }
    }
}
