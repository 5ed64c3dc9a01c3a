import PassiveDNS

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
            let (total, overflow) = sum.addingReportingOverflow(map.edges[edge].sightings)
            sum = overflow ? .max : total
        }
        lines.append(sightings == 1 ? "seen once" : "seen \(sightings) times")
        return lines
    }

    /// What the pointer shows on a drawn node.
    func tooltip(_ mark: MapFigure.Mark) -> [String] {
        guard mark.members.count == 1 else {
            let shown = mark.members.prefix(200).map { map.nodes[$0].label }
            let rest = mark.members.count - shown.count
            return ["\(mark.members.count) \(noun(mark.kind, mark.members.count))"] + shown
                + (rest > 0 ? ["and \(rest) more"] : [])
        }
        let node = map.nodes[mark.members[0]]
        var lines = [node.label]
        if case .hub(let hubClass) = node.kind { lines.append("left out of linking: \(hubClass)") }
        if !node.group.isEmpty, node.group != node.label { lines.append(node.group) }
        if let period = node.period { lines.append(period.description) }
        return lines + node.details
    }

    func noun(_ kind: InfrastructureMap.Kind, _ count: Int) -> String {
        switch kind {
        case .name: count == 1 ? "name" : "names"
        case .address: count == 1 ? "address" : "addresses"
        case .hub(let hubClass): "\(hubClass) \(count == 1 ? "address" : "addresses")"
        }
    }
}

// MARK: - Lists

extension Drawing {
    /// The rows of a list before the rest is only counted.
    private var rowLimit: Int {
        switch map.nodes.count {
        case ...120: 24
        case ...350: 10
        default: 6
        }
    }

    /// A box that lists what is tied to the same others.
    func list(_ mark: MapFigure.Mark, of index: Int) -> String {
        let limit = mark.members.count <= rowLimit + 1 ? mark.members.count : rowLimit
        let shown = mark.members.prefix(limit)
        let rest = mark.members.count - shown.count
        let isName = mark.kind == .name
        let line = isName ? MapStyle.nameLine : MapStyle.hubLine
        var fill = isName ? MapStyle.nameFill : "#FFFFFF"
        var ink = MapStyle.ink
        var style = "ROUNDED"
        switch mark.kind {
        case .name: break
        case .address: (fill, ink) = (MapStyle.addressFill, MapStyle.addressInk)
        case .hub: (style, ink) = ("ROUNDED,DASHED", MapStyle.hubInk)
        }
        var table = "<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\" STYLE=\"\(style)\""
        table += " COLOR=\"\(line)\" BGCOLOR=\"\(fill)\">"
        let groups = Set(mark.members.map { map.nodes[$0].group })
        var title = "\(mark.members.count) \(noun(mark.kind, mark.members.count))"
        if groups.count == 1, let group = groups.first, !group.isEmpty { title += " of \(group)" }
        let span = isName ? " COLSPAN=\"2\"" : ""
        let heading = DOTText.html(DOTText.shortened(title, to: 56))
        table += "<TR><TD ALIGN=\"LEFT\"\(span)><FONT POINT-SIZE=\"9\" COLOR=\"\(isName ? MapStyle.quietInk : ink)\">"
        table += "<B>\(heading)</B></FONT></TD></TR>"
        let windowOf = isName ? rowWindows(index) : [:]
        for member in shown {
            let node = map.nodes[member]
            let label = DOTText.html((node.isSeed ? "★ " : "") + DOTText.shortened(node.label, to: MapStyle.rowLimit))
            let back = node.isSeed ? " BGCOLOR=\"\(MapStyle.seedFill)\"" : ""
            let seedInk = node.isSeed ? MapStyle.ink : ink
            table += "<TR><TD ALIGN=\"LEFT\"\(back)><FONT POINT-SIZE=\"9\" COLOR=\"\(seedInk)\">\(label) </FONT></TD>"
            if isName {
                let window = windowOf[member].map(\.description) ?? " "
                table += "<TD ALIGN=\"LEFT\"\(back)><FONT POINT-SIZE=\"8\" COLOR=\"\(MapStyle.quietInk)\">"
                table += "\(window)</FONT></TD>"
            }
            table += "</TR>"
        }
        if rest > 0 {
            let quiet = isName ? MapStyle.quietInk : ink
            let more = DOTText.html("+\(rest) \(noun(mark.kind, rest))")
            table +=
                "<TR><TD ALIGN=\"LEFT\"\(span)><FONT POINT-SIZE=\"9\" COLOR=\"\(quiet)\"><B>\(more)</B></FONT></TD></TR>"
        }
        return table + "</TABLE>"
    }

    /// When each name of a list was tied to its addresses, hubs aside where there are others.
    private func rowWindows(_ index: Int) -> [Int: Period] {
        var ties = figure.ties.filter { $0.names == index }
        let links = ties.filter { figure.marks[$0.addresses].kind == .address }
        if !links.isEmpty { ties = links }
        var windows: [Int: Period] = [:]
        for tie in ties {
            for edge in tie.edges.map({ map.edges[$0] }) {
                windows[edge.name] = windows[edge.name].map { $0.union(edge.period) } ?? edge.period
            }
        }
        return windows
    }
}
