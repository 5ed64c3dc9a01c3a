internal import PassiveDNS

/// Writes a map in the DOT language of Graphviz, styled for a report.
///
/// Pure text: stock `dot` draws the same picture, as the layout engine is named in the graph itself. Node names are made
/// up, so nothing from the data ever stands outside a quoted and escaped text.
public enum DOTWriter {
    /// Up to so many nodes the map is laid out in layers with a window at every edge; larger ones by springs.
    static let mostLayered = 90

    /// The map as DOT.
    ///
    /// Linear in its size; the same map always gives the same text.
    public static func text(_ map: InfrastructureMap) -> String {
        let folded = MapFolding.fold(map)
        let isLayered = folded.nodes.count <= mostLayered
        var lines = header(folded, isLayered: isLayered)
        lines += nodes(folded, inGroups: isLayered)
        for edge in folded.edges { lines.append(self.edge(edge, in: folded, isLabelled: isLayered)) }
        lines.append("}")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func header(_ map: InfrastructureMap, isLayered: Bool) -> [String] {
        var lines = [
            "graph ravel {",
            "  charset=\"UTF-8\"; bgcolor=\"white\"; fontname=\"DejaVu Sans\"; fontsize=11; labelloc=t; labeljust=l; pad=0.3;",
            "  label=<\(title(map))>;",
            "  node [fontname=\"DejaVu Sans\", fontsize=10, margin=\"0.12,0.05\", height=0.3, penwidth=1];",
            "  edge [fontname=\"DejaVu Sans\", fontsize=8, fontcolor=\"#555555\"];",
        ]
        if isLayered {
            lines.append("  layout=dot; rankdir=LR; ranksep=1.6; nodesep=0.12; splines=true;")
        } else {
            let overlap = map.nodes.count <= 600 ? "prism" : "scale"
            lines.append(
                "  layout=sfdp; overlap=\(overlap); splines=line; outputorder=edgesfirst; K=0.6; repulsiveforce=1.6;"
            )
        }
        return lines
    }

    /// The title, the facts, the legend and what was left out, as an HTML-like label.
    private static func title(_ map: InfrastructureMap) -> String {
        var rows = [
            "<TR><TD ALIGN=\"LEFT\" COLSPAN=\"6\"><FONT POINT-SIZE=\"16\"><B>\(markup(map.title))</B></FONT></TD></TR>"
        ]
        if !map.subtitle.isEmpty { rows.append(wide(map.subtitle, "#333333")) }
        let sample = { (color: String, border: String, style: String, text: String) in
            "<TD BGCOLOR=\"\(color)\" COLOR=\"\(border)\" BORDER=\"1\" STYLE=\"\(style)\"><FONT POINT-SIZE=\"9\">\(text)</FONT></TD>"
        }
        rows.append(
            "<TR>" + sample(nameColor, nameBorder, "ROUNDED", "name")
                + sample(seedColor, seedBorder, "ROUNDED", "★ seed")
                + sample(addressColor, addressBorder, "SOLID", "address")
                + sample("#f2f2f2", "#8a8a8a", "DASHED", "hub, ties nothing")
                + "<TD COLSPAN=\"2\" ALIGN=\"LEFT\"><FONT POINT-SIZE=\"9\" COLOR=\"#555555\">thicker line: surer tie; dates: first to last seen</FONT></TD></TR>"
        )
        rows += map.omissions.map { wide($0, "#8a4b00") }
        return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"3\">\(rows.joined())</TABLE>"
    }

    private static func wide(_ text: String, _ color: String) -> String {
        "<TR><TD ALIGN=\"LEFT\" COLSPAN=\"6\"><FONT COLOR=\"\(color)\">\(markup(text))</FONT></TD></TR>"
    }

    // Blue against yellow holds for every common colour blindness, and both differ in grey.
    private static let nameColor = "#dce9f7"
    private static let nameBorder = "#3b6ea5"
    private static let seedColor = "#9cc3ea"
    private static let seedBorder = "#123a66"
    private static let addressColor = "#fff1c9"
    private static let addressBorder = "#9a7200"

    private static func nodes(_ map: InfrastructureMap, inGroups: Bool) -> [String] {
        var lines: [String] = []
        var groups: [String: [Int]] = [:]
        for (index, node) in map.nodes.enumerated() {
            if inGroups, node.kind == .name, !node.group.isEmpty {
                groups[node.group, default: []].append(index)
            } else {
                lines.append("  " + self.node(node, index))
            }
        }
        for (place, group) in groups.sorted(by: { $0.value[0] < $1.value[0] }).enumerated() {
            guard group.value.count > 1 || map.nodes[group.value[0]].label != group.key else {
                lines.append("  " + node(map.nodes[group.value[0]], group.value[0]))
                continue
            }
            lines.append("  subgraph cluster_\(place) {")
            lines.append(
                "    label=\(quoted(shortened(group.key))); fontsize=9; fontcolor=\"#555555\"; color=\"#c9d3de\"; style=\"rounded\"; margin=8; labeljust=l;"
            )
            for index in group.value { lines.append("    " + node(map.nodes[index], index)) }
            lines.append("  }")
        }
        return lines
    }

    private static func node(_ node: InfrastructureMap.Node, _ index: Int) -> String {
        let tooltip = quoted(([node.label] + node.details).joined(separator: "; "))
        let label = shortened(node.label)
        let look =
            switch node.kind {
            case .name where node.isSeed:
                "label=\(quoted("★ " + label)), shape=box, style=\"rounded,filled,bold\", fillcolor=\"\(seedColor)\", color=\"\(seedBorder)\", penwidth=2"
            case .name:
                "label=\(quoted(label)), shape=box, style=\"rounded,filled\", fillcolor=\"\(nameColor)\", color=\"\(nameBorder)\""
            case .address:
                "label=\(quoted((node.isSeed ? "★ " : "") + label)), shape=box, style=\"filled\", fillcolor=\"\(addressColor)\", color=\"\(addressBorder)\", penwidth=\(node.isSeed ? 2.5 : 1.5)"
            case .hub(let hubClass):
                "label=\(quoted(label, second: hubClass)), shape=box, style=\"filled,dashed\", fillcolor=\"#f2f2f2\", color=\"#8a8a8a\", fontcolor=\"#555555\""
            }
        return "n\(index) [\(look), tooltip=\(tooltip)];"
    }

    private static func edge(_ edge: InfrastructureMap.Edge, in map: InfrastructureMap, isLabelled: Bool) -> String {
        var isHub = false
        if case .hub = map.nodes[edge.address].kind { isHub = true }
        let width = isHub ? 0.8 : 0.8 + 2.2 * min(1, max(0, edge.validity))
        var attributes = "penwidth=\(rounded(width)), color=\"\(isHub ? "#b5b5b5" : "#46627f")\""
        if isHub { attributes += ", style=dashed" }
        if isLabelled { attributes += ", label=\(quoted(edge.period.description))" }
        attributes += ", tooltip=\(quoted("\(edge.period), seen \(edge.sightings) times"))"
        return "  n\(edge.name) -- n\(edge.address) [\(attributes)];"
    }

    // MARK: - Texts from the data

    /// A long text with its middle left out.
    static func shortened(_ text: String) -> String {
        text.count <= 48 ? text : text.prefix(26) + "…" + text.suffix(21)
    }

    /// A text as a quoted DOT string in which nothing is an escape or an entity.
    static func quoted(_ text: String, second: String? = nil) -> String {
        "\"" + plain(text) + (second.map { "\\n" + plain($0) } ?? "") + "\""
    }

    private static func plain(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "&": out += "&amp;"
            default: out += shown(scalar)
            }
        }
        return out
    }

    /// A text inside an HTML-like label.
    private static func markup(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out += shown(scalar)
            }
        }
        return out
    }

    /// A character, or what stands for one that would not show or would turn the direction of writing.
    private static func shown(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: "\u{fffd}"
        default: String(Character(scalar))
        }
    }
}
