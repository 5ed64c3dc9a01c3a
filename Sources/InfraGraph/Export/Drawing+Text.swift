internal import PassiveDNS

// MARK: - Windows and tooltips

extension Drawing {
    /// Up to two windows, or the whole span where there are more.
    func windows(_ periods: [Period]) -> [String] {
        guard let first = periods.first else { return [] }
        var unique: [Period] = []
        for period in periods where unique.last != period { unique.append(period) }
        if unique.count <= 2 { return unique.map(\.description) }
        return [unique.dropFirst().reduce(first) { $0.union($1) }.description]
    }

    /// What the pointer shows on a drawn edge.
    func tooltip(_ tie: MapFigure.Tie, _ periods: [Period]) -> [String] {
        let names = figure.marks[tie.names].members
        let addresses = figure.marks[tie.addresses].members
        let from = names.count == 1 ? map.nodes[names[0]].label : "\(names.count) names"
        let to = addresses.count == 1 ? map.nodes[addresses[0]].label : "\(addresses.count) addresses"
        var lines = ["\(from) → \(to)"]
        lines += periods.count <= 6 ? periods.map(\.description) : windows(periods)
        let sightings = tie.edges.reduce(into: Int64(0)) { sum, edge in
            sum.addCount(map.edges[edge].sightings)
        }
        lines.append(sightings == 1 ? "seen once" : "seen \(sightings) times")
        return lines
    }

    /// What the pointer shows on a drawn node.
    func tooltip(_ mark: MapFigure.Mark) -> [String] {
        guard mark.members.count == 1 else {
            let shown = mark.members.prefix(200).map { member in
                let node = map.nodes[member]
                return node.label + (node.spelling.map { " \($0.line)" } ?? "")
            }
            let rest = mark.members.count - shown.count
            return ["\(mark.members.count) \(noun(mark.kind, mark.members.count))"] + shown
                + (rest > 0 ? ["and \(rest) more"] : [])
        }
        let node = map.nodes[mark.members[0]]
        return [node.label] + node.facts
    }

    func noun(_ kind: InfrastructureMap.Kind, _ count: Int) -> String {
        switch kind {
        case .name: count == 1 ? "name" : "names"
        case .address: count == 1 ? "address" : "addresses"
        case .hub(let hubClass): "\(hubClass) \(count == 1 ? "address" : "addresses")"
        case .campaign: count == 1 ? "campaign" : "campaigns"
        }
    }
}

// MARK: - Labels of names

extension Drawing {
    /// A name, its window where it is not on the edges, and below it what a reader must know of it.
    func nameLabel(_ node: InfrastructureMap.Node, _ name: String, _ window: Period?) -> String {
        var lines: [String] = []
        lines += letters(node, to: 40)
        if let window { lines.append(font(window.description, 8, style.quietInk)) }
        for event in node.events { lines.append(font(event.words, 8, style.eventInk)) }
        let text = signs(node) + name
        guard !lines.isEmpty else { return DOTText.label([text]) }
        return "<" + ([font(text, 10, style.ink)] + lines).joined(separator: "<BR/>") + ">"
    }

    /// What stands before a name: a star for a seed, a house for a victim's, a flag for a seizure, arrows for a change of hands.
    func signs(_ node: InfrastructureMap.Node) -> String {
        var signs = node.isSeed ? "★ " : ""
        if node.isPlanted { signs += "⌂ " }
        if node.events.contains(where: { $0.kind == .seized }) { signs += "⚑ " }
        if node.events.contains(where: { $0.kind != .seized }) { signs += "⇄ " }
        return signs
    }

    /// An international name in letters, and below it what they read like.
    private func letters(_ node: InfrastructureMap.Node, to limit: Int) -> [String] {
        guard let spelling = node.spelling else { return [] }
        let letters = font("“\(DOTText.shortened(spelling.letters, to: limit))”", 9, style.ink)
        guard let lookalike = spelling.lookalike else { return [letters] }
        return [letters, font("reads like \(DOTText.shortened(lookalike, to: limit - 4))", 8, style.eventInk)]
    }
}

// MARK: - Lists

extension Drawing {
    /// A box that lists what is tied to the same others.
    func list(_ mark: MapFigure.Mark, of index: Int) -> String {
        // The surest are shown; among them a domain's names stand together.
        let shown = mark.members.prefix(figure.rows(mark)).sorted { a, b in
            let (first, second) = (map.nodes[a], map.nodes[b])
            if first.isSeed != second.isSeed { return first.isSeed }
            return first.group != second.group ? first.group < second.group : first.label < second.label
        }
        let isName = mark.kind == .name
        let look = listLook(mark.kind)
        let quiet = isName ? style.quietInk : look.ink
        var rows = ["<TR><TD ALIGN=\"LEFT\" COLSPAN=\"2\">\(font(listTitle(mark), 9, quiet, bold: true))</TD></TR>"]
        let windows = isName ? windows(of: index) : [:]
        for member in shown {
            let node = map.nodes[member]
            let label = signs(node) + DOTText.shortened(node.label, to: MapStyle.rowLimit)
            let back = node.isSeed ? " BGCOLOR=\"\(style.seedFill)\"" : ""
            let window = windows[member].map { font($0.description, 8, style.quietInk) } ?? ""
            let lines =
                [font(label + " ", 9, node.isSeed ? style.ink : look.ink)] + letters(node, to: MapStyle.rowLimit)
            rows.append(
                "<TR><TD ALIGN=\"LEFT\"\(back)>\(lines.count == 1 ? lines[0] : lines.map { $0 + "<BR ALIGN=\"LEFT\"/>" }.joined())</TD>"
                    + "<TD ALIGN=\"RIGHT\"\(back)>\(window)</TD></TR>"
            )
        }
        let rest = mark.members.count - shown.count
        if rest > 0 {
            let more = "+\(rest) \(noun(mark.kind, rest))"
            rows.append("<TR><TD ALIGN=\"LEFT\" COLSPAN=\"2\">\(font(more, 9, quiet, bold: true))</TD></TR>")
        }
        return "<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"5\" STYLE=\"\(look.style)\""
            + " COLOR=\"\(look.line)\" BGCOLOR=\"\(look.fill)\"><TR><TD>"
            + "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\">\(rows.joined())</TABLE>"
            + "</TD></TR></TABLE>"
    }

    private func listTitle(_ mark: MapFigure.Mark) -> String {
        let title = "\(mark.members.count) \(noun(mark.kind, mark.members.count))"
        let group = map.nodes[mark.members[0]].group
        guard !group.isEmpty, mark.members.allSatisfy({ map.nodes[$0].group == group }) else { return title }
        return "\(title) of \(DOTText.shortened(group, to: MapStyle.nameLimit))"
    }

    private func listLook(
        _ kind: InfrastructureMap.Kind
    ) -> (fill: String, line: String, ink: String, style: String) {
        switch kind {
        case .name: (style.nameFill, style.nameLine, style.ink, "ROUNDED")
        case .address: (style.addressFill, style.addressFill, style.addressInk, "ROUNDED")
        case .hub, .campaign: (style.paper, style.hubLine, style.hubInk, "ROUNDED,DASHED")
        }
    }

    /// Text for an HTML-like label.
    func font(_ text: String, _ size: Double, _ color: String, bold: Bool = false) -> String {
        DOTText.font(text, size: size, color, bold: bold)
    }

    /// When each member of a mark of names was tied to its addresses, hubs aside where there are others.
    func windows(of index: Int) -> [Int: Period] {
        var ties = tiesOf[index]
        let links = ties.filter { figure.marks[figure.ties[$0].addresses].kind == .address }
        if !links.isEmpty { ties = links }
        var windows: [Int: Period] = [:]
        for edge in ties.flatMap({ figure.ties[$0].edges }).map({ map.edges[$0] }) {
            windows[edge.name] = windows[edge.name].map { $0.union(edge.period) } ?? edge.period
        }
        return windows
    }
}
