internal import PassiveDNS

// MARK: - Title and legend

extension Drawing {
    /// Title, facts, legend and omissions, above the picture.
    func header() -> String {
        // Larger pictures are seen from further away.
        let scale = layout == .columns ? 1 : min(max(expectedWidth / 900, 1), 6)
        return MapHeader(map, legend: legend, style: style, scale: scale).table
    }

    /// Roughly how wide a network will be, in points: what is drawn takes about a sixth of the room.
    private var expectedWidth: Double {
        var area = 0.0
        for (index, mark) in figure.marks.enumerated() {
            if mark.members.count > 1 {
                area += 230 * (25 + 13 * Double(figure.rows(mark)))
            } else {
                area += isLabelled(index) ? 110 * 25 : 10 * 10
            }
        }
        return (area * 6).squareRoot()
    }

    private func legend(_ size: (Double) -> String) -> String {
        let small = size(9)
        let words = { (words: String, ink: String) in
            "<FONT POINT-SIZE=\"\(small)\" COLOR=\"\(ink)\">\(words)</FONT>"
        }
        let sample = { (text: String, fill: String, ink: String, line: String, style: String, border: Int) in
            "<TD STYLE=\"\(style)\" BORDER=\"\(border)\" COLOR=\"\(line)\" BGCOLOR=\"\(fill)\">"
                + words(" \(text) ", ink) + "</TD>"
        }
        var cells = sample("domain name", style.nameFill, style.ink, style.nameLine, "ROUNDED", 1)
        if map.nodes.contains(where: \.isSeed) {
            cells += sample("★ starting point", style.seedFill, style.ink, style.seedLine, "ROUNDED", 2)
        }
        if map.nodes.contains(where: \.isPlanted) {
            let fill = style.plantedFill
            cells += sample("⌂ planted at a victim’s", fill, style.ink, style.plantedLine, "ROUNDED", 2)
        }
        cells += sample("IP address", style.addressFill, style.addressInk, style.addressFill, "ROUNDED", 1)
        let hasHubs = map.nodes.contains { $0.kind != .name && $0.kind != .address }
        if hasHubs {
            let hub = "left out of linking, with its class"
            cells += sample(hub, style.paper, style.hubInk, style.hubLine, "ROUNDED,DASHED", 1)
        }
        // One cell, since Graphviz spreads a wide header's slack over all cells.
        var lines = words("<B>━━</B>", style.tie) + words(" sure   ", style.quietInk)
        lines += words("──", style.tie) + words(" weak   ", style.quietInk)
        if let period = map.period, period.duration > 0 {
            lines += words("\(period.first.date) ", style.quietInk)
            lines += (0...8).map { words("<B>━</B>", ramp.colour(at: Double($0) / 8)) }.joined()
            lines += words(" \(period.last.date) (first seen)   ", style.quietInk)
        }
        let events = map.nodes.flatMap(\.events)
        if events.contains(where: { $0.kind == .seized }) { lines += words("⚑ seized   ", style.eventInk) }
        if events.contains(where: { $0.kind != .seized }) { lines += words("⇄ changed hands   ", style.eventInk) }
        if hasHubs { lines += words("╌╌", style.hubLine) + words(" not used as a link", style.quietInk) }
        cells += "<TD ALIGN=\"LEFT\">\(lines)</TD>"
        return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"5\" CELLPADDING=\"3\"><TR>\(cells)</TR></TABLE>"
    }
}
