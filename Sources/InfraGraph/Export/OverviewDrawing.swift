internal import PassiveDNS

/// Draws a map whose nodes are campaigns: circles, larger where they have more names, between which lie relations and hubs.
struct OverviewDrawing {
    let map: InfrastructureMap
    /// What the ids of nodes and edges in SVG begin with.
    let prefix: String
    let style: MapStyle
    /// Inches of diameter for the root of a campaign's number of names.
    private let unit: Double

    /// Inches that any campaign's words need.
    private static let least = 1.4

    init(_ map: InfrastructureMap, prefix: String, style: MapStyle) {
        self.map = map
        self.prefix = prefix
        self.style = style
        let most = map.nodes.compactMap(\.kind.names).max() ?? 1
        unit = min(0.26, 3 / Double(max(1, most)).squareRoot())
    }

    /// The DOT text.
    ///
    /// Circles keep apart by more than a number on a line is wide.
    var text: String {
        let font = DOTText.label([MapStyle.font])
        let scale = max(1, Double(map.nodes.count).squareRoot() / 4)
        var text = """
            graph overview {
              id="\(prefix)graph";
              layout=sfdp; K=1.1; start=7; overlap=prism; overlap_scaling=-2.5; sep="+17"; splines=line;
              charset="UTF-8"; bgcolor="\(style.paper)"; pad=0.3; outputorder=edgesfirst; tooltip=" ";
              fontname=\(font); labelloc=t; labeljust=l; label=<\(MapHeader(map, legend: legend, style: style, scale: scale).table)>;
              node [fontname=\(font), fontcolor="\(style.ink)"];
              edge [fontname=\(font), fontsize=9];

            """
        for (index, node) in map.nodes.enumerated() {
            text += "  n\(index) [id=\"\(prefix)n\(index)\", \(look(of: node))];\n"
        }
        for (index, edge) in map.edges.enumerated() where isDrawn(edge.name, edge.address) {
            text +=
                "  n\(edge.name) -- n\(edge.address) [id=\"\(prefix)e\(index)\", style=dotted, color=\"\(style.hubLine)\","
            text += " penwidth=1.4, tooltip=\(DOTText.tooltip(tooltip(of: edge)))];\n"
        }
        for (index, relation) in map.relations.enumerated() where isDrawn(relation.a, relation.b) {
            text += "  n\(relation.a) -- n\(relation.b) [id=\"\(prefix)r\(index)\", \(look(of: relation))];\n"
        }
        return text + "}\n"
    }

    private func isDrawn(_ a: Int, _ b: Int) -> Bool {
        map.nodes.indices.contains(a) && map.nodes.indices.contains(b)
    }

    // MARK: - Nodes

    private func look(of node: InfrastructureMap.Node) -> String {
        let tooltip = DOTText.tooltip(tooltip(of: node))
        guard case .campaign(let names, let first) = node.kind else {
            let hubClass = if case .hub(let hubClass) = node.kind { hubClass } else { "" }
            let label = DOTText.label([DOTText.shortened(node.label, to: 24), DOTText.shortened(hubClass, to: 24)])
            return "shape=ellipse, style=\"filled,dashed\", fillcolor=\"\(style.paper)\", color=\"\(style.hubLine)\","
                + " fontcolor=\"\(style.hubInk)\", fontsize=9, height=0.2, margin=\"0.03,0.02\", label=\(label), tooltip=\(tooltip)"
        }
        let width = max(Self.least, unit * Double(max(0, names)).squareRoot())
        // Words grow with their circle, but less.
        let scale = min(1 + (width - Self.least) / Self.least / 2, 1.6)
        let line = { (text: String, size: Double, ink: String, bold: Bool) in
            DOTText.font(text, size: size * scale, ink, bold: bold)
        }
        var lines = DOTText.wrapped((node.isSeed ? "★ " : "") + node.label, to: 16).prefix(3).map {
            line($0, 8, style.ink, true)
        }
        lines.append(line(DOTText.shortened(first, to: 21), 7, style.ink, false))
        let sure = node.confidence.map { $0.isFinite ? ", \(percent($0)) sure" : "" } ?? ""
        lines.append(line(counted(names, "name") + sure, 8, style.ink, false))
        if let period = node.period {
            let months = [period.first, period.last].map { String($0.date.dropLast(3)) }
            let window = months[0] == months[1] ? months[0] : months.joined(separator: " to ")
            lines.append(line(window, 7, style.quietInk, false))
        }
        let (fill, edge) =
            node.isSeed ? (style.seedFill, style.seedLine) : (style.campaignFill, style.addressFill)
        return "shape=circle, fixedsize=true, width=\(MapStyle.hundredths(width)), style=filled, fillcolor=\"\(fill)\","
            + " color=\"\(edge)\", penwidth=\(node.isSeed ? "2" : "1.2"), label=<\(lines.joined(separator: "<BR/>"))>, tooltip=\(tooltip)"
    }

    private func tooltip(of node: InfrastructureMap.Node) -> [String] {
        var lines = [node.label]
        if let confidence = node.confidence, confidence.isFinite { lines.append("confidence \(percent(confidence))") }
        return lines + node.facts
    }

    // MARK: - Edges

    private func tooltip(of edge: InfrastructureMap.Edge) -> [String] {
        [
            "\(map.nodes[edge.name].label) had names on \(map.nodes[edge.address].label)", edge.period.description,
            edge.sightings == 1 ? "seen once" : "seen \(edge.sightings) times",
        ]
    }

    private func look(of relation: InfrastructureMap.Relation) -> String {
        let score = relation.score.isFinite ? min(max(relation.score, 0), 1) : 0
        let tooltip = DOTText.tooltip([
            "\(map.nodes[relation.a].label) and \(map.nodes[relation.b].label) may be one party's, score \(MapStyle.hundredths(score))",
            relation.details,
        ])
        // A white ground keeps the number readable where lines cross.
        let number = DOTText.font(MapStyle.hundredths(score), size: 9, style.relation, bold: true)
        return "style=dashed, color=\"\(style.relation)\", penwidth=\(MapStyle.number(1 + 2.5 * score)),"
            + " label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"1\" BGCOLOR=\"\(style.paper)\"><TR><TD>\(number)</TD></TR></TABLE>>,"
            + " tooltip=\(tooltip), labeltooltip=\(tooltip)"
    }

    // MARK: - Legend

    private func legend(_ size: (Double) -> String) -> String {
        let small = size(9)
        let words = { (words: String, ink: String) in
            "<FONT POINT-SIZE=\"\(small)\" COLOR=\"\(ink)\">\(words)</FONT>"
        }
        let sample = { (text: String, fill: String, line: String, style: String, ink: String) in
            "<TD STYLE=\"\(style)\" BORDER=\"1\" COLOR=\"\(line)\" BGCOLOR=\"\(fill)\">\(words(" \(text) ", ink))</TD>"
        }
        var cells = sample(
            "campaign: the larger, the more names",
            style.campaignFill,
            style.addressFill,
            "ROUNDED",
            style.ink
        )
        if map.nodes.contains(where: \.isSeed) {
            cells += sample("★ holds a starting point", style.seedFill, style.seedLine, "ROUNDED", style.ink)
        }
        var lines = ""
        if !map.relations.isEmpty {
            lines += words("<B>╌╌</B>", style.relation) + words(" possible relation, 0 to 1   ", style.quietInk)
        }
        if !map.edges.isEmpty {
            cells += sample("hub, with its class", style.paper, style.hubLine, "ROUNDED,DASHED", style.hubInk)
            lines += words("┈┈", style.hubLine) + words(" had names on it, which is no link", style.quietInk)
        }
        if !lines.isEmpty { cells += "<TD ALIGN=\"LEFT\">\(lines)</TD>" }
        return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"5\" CELLPADDING=\"3\"><TR>\(cells)</TR></TABLE>"
    }
}
