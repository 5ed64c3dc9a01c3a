internal import PassiveDNS

/// Writes a map as GEXF 1.3, whose times Gephi shows on its timeline.
///
/// The graph is undirected and dynamic: nodes and edges exist from the day when they were seen first until the day when they
/// were seen last. Days, not seconds, since networkx knows no other times of GEXF; attributes hold the seconds.
public enum GEXFWriter {
    /// Writes a map as GEXF.
    ///
    /// Linear in nodes and edges.
    public static func text(_ map: InfrastructureMap) -> String {
        let records = MapRecords(map)
        // Nodes have labels in GEXF itself.
        let attributes = InfrastructureMap.nodeAttributes.filter { $0.name != "label" }
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <gexf xmlns="http://gexf.net/1.3" version="1.3">
              <meta>
                <creator>Ravel</creator>
                <description>\(XMLText.escaped(records.summary))</description>
              </meta>
              <graph mode="dynamic" defaultedgetype="undirected" timeformat="date" timerepresentation="interval">

            """
        text += declarations(attributes, of: "node")
        text += declarations(InfrastructureMap.edgeAttributes, of: "edge")
        text += "    <nodes>\n"
        for node in records.nodes {
            text += "      <node id=\"\(XMLText.escaped(node.id))\" label=\"\(XMLText.escaped(node.node.label))\""
            text += "\(interval(node.node.period))>\n"
            text += values(attributes, of: node.node) + "      </node>\n"
        }
        text += "    </nodes>\n    <edges>\n"
        for edge in records.edges {
            text += "      <edge id=\"\(edge.id)\" source=\"\(XMLText.escaped(edge.source))\""
            text += " target=\"\(XMLText.escaped(edge.target))\"\(interval(edge.period))>\n"
            text += values(InfrastructureMap.edgeAttributes, of: edge) + "      </edge>\n"
        }
        return text + "    </edges>\n  </graph>\n</gexf>\n"
    }

    private static func interval(_ period: Period?) -> String {
        guard let period else { return "" }
        return " start=\"\(period.first.date)\" end=\"\(period.last.date)\""
    }

    private static func declarations<Element>(_ attributes: [MapAttribute<Element>], of element: String) -> String {
        var text = "    <attributes class=\"\(element)\" mode=\"static\">\n"
        for attribute in attributes {
            text +=
                "      <attribute id=\"\(attribute.name)\" title=\"\(attribute.name)\" type=\"\(attribute.kind.rawValue)\"/>\n"
        }
        return text + "    </attributes>\n"
    }

    private static func values<Element>(_ attributes: [MapAttribute<Element>], of element: Element) -> String {
        var text = "        <attvalues>\n"
        for attribute in attributes {
            guard let value = attribute.value(element) else { continue }
            text += "          <attvalue for=\"\(attribute.name)\" value=\"\(XMLText.escaped(value.text))\"/>\n"
        }
        return text + "        </attvalues>\n"
    }
}
