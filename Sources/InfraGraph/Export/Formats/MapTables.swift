/// Writes a map as two CSV tables, for spreadsheets, Maltego and Gephi.
public enum MapTables {
    /// The table of the edges: `source` and `target` are the nodes' ids.
    public static func edges(_ map: InfrastructureMap) -> String {
        let attributes = InfrastructureMap.edgeAttributes
        var lines = [CSV.line(["source", "target"] + attributes.map(\.name))]
        for edge in MapRecords(map).edges {
            lines.append(CSV.line([edge.source, edge.target] + cells(attributes, of: edge)))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The table of the nodes.
    public static func nodes(_ map: InfrastructureMap) -> String {
        let attributes = InfrastructureMap.nodeAttributes
        var lines = [CSV.line(["id"] + attributes.map(\.name))]
        for node in MapRecords(map).nodes { lines.append(CSV.line([node.id] + cells(attributes, of: node.node))) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func cells<Element>(_ attributes: [MapAttribute<Element>], of element: Element) -> [String] {
        attributes.map { $0.value(element)?.text ?? "" }
    }
}
