/// Writes a map as GraphML, which networkx, igraph, yEd, Gephi and Cytoscape read.
///
/// The graph is undirected; sources are names and targets addresses. Several edges between two nodes are several tenures.
public enum GraphMLWriter {
    /// Writes a map as GraphML.
    ///
    /// Linear in nodes and edges.
    public static func text(_ map: InfrastructureMap) -> String {
        let records = MapRecords(map)
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="\
            http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">

            """
        for attribute in InfrastructureMap.nodeAttributes { text += key(attribute, of: "node") }
        for attribute in InfrastructureMap.edgeAttributes { text += key(attribute, of: "edge") }
        text += "  <graph id=\"infrastructure\" edgedefault=\"undirected\">\n"
        text += "    <desc>\(XMLText.escaped(records.summary))</desc>\n"
        for node in records.nodes {
            text += "    <node id=\"\(XMLText.escaped(node.id))\">\n"
            text += data(InfrastructureMap.nodeAttributes, of: node.node, "node")
            text += "    </node>\n"
        }
        for edge in records.edges {
            text += "    <edge id=\"\(edge.id)\" source=\"\(XMLText.escaped(edge.source))\""
            text += " target=\"\(XMLText.escaped(edge.target))\">\n"
            text += data(InfrastructureMap.edgeAttributes, of: edge, "edge")
            text += "    </edge>\n"
        }
        return text + "  </graph>\n</graphml>\n"
    }

    private static func key<Element>(_ attribute: MapAttribute<Element>, of element: String) -> String {
        "  <key id=\"\(element)_\(attribute.name)\" for=\"\(element)\" attr.name=\"\(attribute.name)\""
            + " attr.type=\"\(attribute.kind.rawValue)\"/>\n"
    }

    private static func data<Element>(
        _ attributes: [MapAttribute<Element>],
        of element: Element,
        _ kind: String
    ) -> String {
        var text = ""
        for attribute in attributes {
            guard let value = attribute.value(element) else { continue }
            text += "      <data key=\"\(kind)_\(attribute.name)\">\(XMLText.escaped(value.text))</data>\n"
        }
        return text
    }
}
