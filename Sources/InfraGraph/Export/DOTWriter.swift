internal import PassiveDNS

/// Writes a map as DOT, the text that Graphviz draws.
///
/// The text says which layout engine draws it (`layout=`), so that `dot -Tsvg` gives the same picture as Ravel. Equal maps
/// give equal bytes. Small maps show each name and address, with windows on the edges; in larger ones, names that are tied
/// to the same addresses share a box that lists the first of them. Labels are safe whatever the data holds, node ids
/// are made up, and nothing links anywhere. Overviews show campaigns as circles.
public enum DOTWriter {
    /// Writes a map as DOT.
    ///
    /// Near-linear in nodes and edges.
    ///
    /// - Parameters:
    ///   - map: what to draw.
    ///   - prefix: what the ids of nodes and edges in SVG begin with, so that several pictures fit into one page.
    ///   - style: the colours.
    /// - Returns: the DOT text.
    public static func text(_ map: InfrastructureMap, prefix: String = "", style: MapStyle = .light) -> String {
        if map.isOverview { return OverviewDrawing(map, prefix: prefix, style: style).text }
        let figure = MapFigure(map)
        var drawing = Drawing(map: map, figure: figure, layout: MapLayout(figure), prefix: prefix, style: style)
        drawing.draw()
        return drawing.text
    }
}

/// A DOT text while it is written.
struct Drawing {
    let map: InfrastructureMap
    let figure: MapFigure
    let layout: MapLayout
    let prefix: String
    let style: MapStyle
    let ramp: TimeRamp
    var text = ""
    /// The ties of each mark, as indices into the figure's.
    let tiesOf: [[Int]]

    init(map: InfrastructureMap, figure: MapFigure, layout: MapLayout, prefix: String, style: MapStyle) {
        self.map = map
        self.figure = figure
        self.layout = layout
        self.prefix = prefix
        self.style = style
        ramp = TimeRamp(period: map.period, stops: style.ramp)
        var tiesOf = [[Int]](repeating: [], count: figure.marks.count)
        for (index, tie) in figure.ties.enumerated() {
            tiesOf[tie.names].append(index)
            tiesOf[tie.addresses].append(index)
        }
        self.tiesOf = tiesOf
    }

    mutating func draw() {
        text += "graph infrastructure {\n  id=\"\(prefix)graph\";\n"
        let font = DOTText.label([MapStyle.font])
        for attribute in layout.attributes { text += "  \(attribute);\n" }
        text += "  charset=\"UTF-8\"; bgcolor=\"\(style.paper)\"; pad=0.3; outputorder=edgesfirst; tooltip=\" \";\n"
        text += "  fontname=\(font); fontsize=10; fontcolor=\"\(style.ink)\";\n"
        text += "  labelloc=t; labeljust=l; label=<\(header())>;\n"
        text +=
            "  node [fontname=\(font), fontsize=10, fontcolor=\"\(style.ink)\", height=0.24, margin=\"0.09,0.04\"];\n"
        text +=
            "  edge [fontname=\(font), fontsize=8, fontcolor=\"\(style.quietInk)\", color=\"\(style.tie)\"];\n"
        drawMarks()
        for index in figure.ties.indices { drawTie(index) }
        text += "}\n"
    }

    // MARK: - Nodes

    private mutating func drawMarks() {
        guard layout == .columns else {
            for index in figure.marks.indices { drawMark(index, indent: "  ") }
            return
        }
        var groups: [String] = []
        var marksOf: [String: [Int]] = [:]
        for (index, mark) in figure.marks.enumerated() {
            let group = group(of: mark)
            if group.isEmpty {
                drawMark(index, indent: "  ")
            } else {
                if marksOf[group] == nil { groups.append(group) }
                marksOf[group, default: []].append(index)
            }
        }
        var clusters = 0
        for group in groups {
            let marks = marksOf[group] ?? []
            // A box around one name that says what the name says already is only noise, and so is one around an address.
            let first = figure.marks[marks[0]]
            if marks.count == 1, first.kind == .address || map.nodes[first.members[0]].label.hasSuffix(group) {
                drawMark(marks[0], indent: "  ")
                continue
            }
            let isPlanted = marks.allSatisfy { map.nodes[figure.marks[$0].members[0]].isPlanted }
            let label = DOTText.label([DOTText.shortened(group, to: 60) + (isPlanted ? ", a victim’s" : "")])
            text += "  subgraph cluster_\(clusters) {\n"
            text +=
                "    id=\"\(prefix)b\(clusters)\"; label=\(label); tooltip=\(DOTText.label([group])); labeljust=l; fontsize=9;"
            text += " fontcolor=\"\(style.quietInk)\"; style=\"rounded,filled\"; margin=7;"
            text += " fillcolor=\"\(style.groupFill)\"; color=\"\(style.groupLine)\";\n"
            for index in marks { drawMark(index, indent: "    ") }
            text += "  }\n"
            clusters += 1
        }
        drawColumns()
    }

    /// What a mark is drawn in a box with: names of one domain and holder, addresses of one network.
    private func group(of mark: MapFigure.Mark) -> String {
        guard mark.members.count == 1 else { return "" }
        let node = map.nodes[mark.members[0]]
        switch mark.kind {
        case .name: return node.group
        case .address: return node.network
        case .hub, .campaign: return ""
        }
    }

    /// Keeps hubs left of the names and addresses right of them.
    private mutating func drawColumns() {
        for takes in [isHub, isName, isAddress] {
            let ids = figure.marks.indices.filter { takes(figure.marks[$0].kind) }.map { "n\($0)" }
            if !ids.isEmpty { text += "  { rank=same; \(ids.joined(separator: "; ")); }\n" }
        }
        // What is tied to nothing keeps to its column too.
        guard let name = figure.marks.firstIndex(where: { isName($0.kind) }) else { return }
        for (index, mark) in figure.marks.enumerated() where tiesOf[index].isEmpty && !isName(mark.kind) {
            text += isHub(mark.kind) ? "  n\(index) -- n\(name)" : "  n\(name) -- n\(index)"
            text += " [style=invis];\n"
        }
    }

    private func isName(_ kind: InfrastructureMap.Kind) -> Bool { kind == .name }
    private func isAddress(_ kind: InfrastructureMap.Kind) -> Bool { kind == .address }
    private func isHub(_ kind: InfrastructureMap.Kind) -> Bool { kind != .name && kind != .address }

    private mutating func drawMark(_ index: Int, indent: String) {
        let mark = figure.marks[index]
        let node = map.nodes[mark.members[0]]
        text += "\(indent)n\(index) [id=\"\(prefix)n\(index)\", "
        if mark.members.count > 1 {
            text += "shape=plain, label=<\(list(mark, of: index))>"
        } else {
            text += single(node, of: index)
        }
        text += ", tooltip=\(DOTText.tooltip(tooltip(mark)))];\n"
    }

    /// Whether a mark of one node has its label in the picture, or only in its tooltip.
    func isLabelled(_ index: Int) -> Bool {
        layout == .columns || layout == .network || tiesOf[index].count >= 8
            || map.nodes[figure.marks[index].members[0]].isSeed
    }

    private func single(_ node: InfrastructureMap.Node, of index: Int) -> String {
        let name = DOTText.shortened(node.label, to: MapStyle.nameLimit)
        switch node.kind {
        case .name:
            let fill = node.isSeed ? style.seedFill : node.isPlanted ? style.plantedFill : style.nameFill
            let line = node.isSeed ? style.seedLine : node.isPlanted ? style.plantedLine : style.nameLine
            let width = node.isSeed || node.isPlanted ? "1.8" : "0.8"
            let colours = "fillcolor=\"\(fill)\", color=\"\(line)\", penwidth=\(width)"
            guard isLabelled(index) else {
                return "shape=circle, width=0.09, height=0.09, label=\"\", style=filled, \(colours)"
            }
            // There are no labels on edges in networks.
            let window = layout == .network && figure.marks.count <= 120 ? windows(of: index).values.first : nil
            let label = nameLabel(node, name, window)
            return "shape=box, style=\"rounded,filled\", label=\(label), \(colours)"
        case .address:
            let line = node.isSeed ? style.seedLine : style.addressFill
            let colours =
                "fillcolor=\"\(style.addressFill)\", color=\"\(line)\", penwidth=\(node.isSeed ? "3" : "1")"
            guard isLabelled(index) else {
                return "shape=square, width=0.13, height=0.13, label=\"\", style=filled, \(colours)"
            }
            let label = DOTText.label([node.isSeed ? "★ " + name : name])
            return "shape=ellipse, style=filled, label=\(label), fontcolor=\"\(style.addressInk)\", \(colours)"
        case .campaign: return "label=\(DOTText.label([name]))"
        case .hub(let hubClass):
            let label = DOTText.label([name, DOTText.shortened(hubClass, to: MapStyle.nameLimit)])
            return "shape=ellipse, style=\"filled,dashed\", fillcolor=\"\(style.paper)\", color=\"\(style.hubLine)\","
                + " fontcolor=\"\(style.hubInk)\", fontsize=9, penwidth=1.2, label=\(label)"
        }
    }

    // MARK: - Edges

    private mutating func drawTie(_ index: Int) {
        let tie = figure.ties[index]
        let edges = tie.edges.map { map.edges[$0] }
        let toHub = isHub(figure.marks[tie.addresses].kind)
        // Thousands of wide lines would cover everything else.
        let isThin = layout != .columns && figure.ties.count > 600
        // Hubs come first, which puts them on the other side of the names.
        let ends = toHub ? (tie.addresses, tie.names) : (tie.names, tie.addresses)
        let periods = edges.map(\.period).sorted()
        let tooltip = DOTText.tooltip(tooltip(tie, periods))
        var look = toHub ? "style=dashed, color=\"\(style.hubLine)\", penwidth=0.9" : ""
        if !toHub {
            let width = MapStyle.width(validity: edges.map(\.validity).max() ?? 0, isThin: isThin)
            let colour = ramp.colour(of: periods[0].first) + (isThin ? MapStyle.thin : "")
            look = "penwidth=\(width), color=\"\(colour)\""
        }
        look += ", tooltip=\(tooltip)"
        guard layout == .columns else {
            text += "  n\(ends.0) -- n\(ends.1) [id=\"\(prefix)e\(index)\", \(look)];\n"
            return
        }
        // The window is a node of its own in the middle of the edge: labels of edges would lie across lines. All are as
        // wide, so that lines that fan out pass none of them.
        let label = DOTText.label(windows(periods))
        text +=
            "  w\(index) [id=\"\(prefix)w\(index)\", class=window, shape=box, style=\"\", penwidth=0, height=0.16, width=1.55, margin=\"0.05,0.01\", fontsize=8,"
        text += " fontcolor=\"\(style.quietInk)\", label=\(label), tooltip=\(tooltip)];\n"
        // The half at the name is kept straight, so that no line passes behind a list.
        let halves = toHub ? ("", ", weight=20") : (", weight=20", "")
        text += "  n\(ends.0):e -- w\(index):w [id=\"\(prefix)e\(index)\", \(look)\(halves.0)];\n"
        let port = toHub || tiesOf[tie.addresses].count == 1 ? ":w" : ""
        text += "  w\(index):e -- n\(ends.1)\(port) [id=\"\(prefix)f\(index)\", \(look)\(halves.1)];\n"
    }
}
