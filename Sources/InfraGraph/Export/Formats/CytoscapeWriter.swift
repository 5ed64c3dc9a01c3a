/// Writes a map as Cytoscape JSON, for Cytoscape and Cytoscape.js.
public enum CytoscapeWriter {
    /// Writes a map as Cytoscape JSON, one node or edge a line.
    ///
    /// Linear in nodes and edges.
    public static func text(_ map: InfrastructureMap) -> String {
        let records = MapRecords(map)
        let about = JSON.object([
            ("name", .text(VisibleText.written(map.title, keepingReferences: true))),
            ("description", .text(VisibleText.written(records.summary, keepingReferences: true))),
        ])
        let nodes = records.nodes.map { node in
            // Cytoscape shows `name`.
            let known: [(String, JSON)] = [("id", .text(node.id)), ("name", .text(node.id))]
            return element(known, InfrastructureMap.nodeAttributes, of: node.node)
        }
        let edges = records.edges.map { edge in
            let known: [(String, JSON)] = [
                ("id", .text(edge.id)), ("source", .text(edge.source)), ("target", .text(edge.target)),
            ]
            return element(known, InfrastructureMap.edgeAttributes, of: edge)
        }
        return """
            {"format_version":"1.0","generated_by":"Ravel","target_cytoscapejs_version":"~3.0","data":\(about.text),
            "elements":{"nodes":[
            \(nodes.joined(separator: ",\n"))
            ],"edges":[
            \(edges.joined(separator: ",\n"))
            ]}}

            """
    }

    private static func element<Element>(
        _ known: [(String, JSON)],
        _ attributes: [MapAttribute<Element>],
        of element: Element
    ) -> String {
        let told = attributes.compactMap { attribute in
            attribute.value(element).map { (attribute.name, $0.json) }
        }
        return JSON.object([("data", .object(known + told))]).text
    }
}
