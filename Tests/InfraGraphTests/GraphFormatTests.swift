import Foundation
import InfraGraph
import PassiveDNS
import TestSupport
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Labels that an attacker might choose to break a file, and how they read in it.
private let hostile: [(label: String, shown: String)] = [
    ("\"; } graph x { a -- b; /*", "\"; } graph x { a -- b; /*"),
    ("]]>", "]]>"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("</node><node id=\"x\"/>", "</node><node id=\"x\"/>"),
    ("&amp; &#0; &lt;", "&amp; &#0; &lt;"),
    ("ends in backslash\\", "ends in backslash\\"),
    ("nul\u{0}bell\u{7}escape\u{1B}[31m", "nul[U+0000]bell[U+0007]escape[U+001B][31m"),
    ("two\r\nlines\tand a tab", "two[U+000D][U+000A]lines[U+0009]and a tab"),
    ("safe\u{202E}elpmaxe.live\u{2066}", "safe[U+202E]elpmaxe.live[U+2066]"),
    ("not a character \u{FFFF}\u{FFFE}", "not a character [U+FFFF][U+FFFE]"),
    ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ("=\u{338}SUM(1,2)", "=\u{338}SUM(1,2)"),
    ("\"\u{301},x", "\"\u{301},x"),
    ("+1-2", "+1-2"),
    ("@SUM(1)", "@SUM(1)"),
    ("\u{FF1D}1", "\u{FF1D}1"),
    ("bücher.example 例え.テスト 😈", "bücher.example 例え.テスト 😈"),
    (String(repeating: "a", count: 252) + ".example", String(repeating: "a", count: 252) + ".example"),
]

/// A map of one address, one hub without a time of its own, and names of all kinds; two of them have the same label.
private func map() -> InfrastructureMap {
    let window = { (month: Int) in
        Period(
            first: Timestamp(year: 2015, month: month, day: 2, hour: 3, minute: 4, second: 5),
            last: Timestamp(year: 2015, month: month + 1, day: 2)
        )
    }
    var map = InfrastructureMap(title: "Campaign <c1>", subtitle: "2015 & 2016", omissions: ["2 names: ]]>"])
    map.nodes = [
        .init(kind: .address, label: "203.0.113.5", confidence: .nan, network: "AS1 \"<Net>", details: ["one", "two"]),
        .init(kind: .hub(class: "sink\"hole"), label: "198.51.100.7"),
    ]
    for (index, label) in (hostile.map(\.label) + ["twice.example", "twice.example", ""]).enumerated() {
        let node = InfrastructureMap.Node(
            kind: .name,
            label: label,
            group: label,
            period: window(3),
            confidence: 0.25,
            isSeed: index == 0,
            isPlanted: index == 1,
            spelling: Spelling(letters: label, lookalike: label),
            events: [.init(kind: .seized, date: window(3).first, text: label)],
            details: [label]
        )
        map.nodes.append(node)
        map.edges.append(.init(name: index + 2, address: 0, period: window(3), validity: 0.5, sightings: 7))
    }
    map.edges.append(.init(name: 2, address: 0, period: window(6), validity: 0.75, sightings: .max))
    map.edges.append(.init(name: 3, address: 1, period: window(8), validity: .nan))
    map.edges.append(.init(name: 99, address: 0, period: window(8), validity: 1))
    return map
}

/// Nodes and edges as a format's reader found them.
private struct Graph: Equatable {
    var nodes: [[String: String]] = []
    var edges: [[String: String]] = []
}

/// What each format must hold: an attribute that has no value is missing.
private func expected() -> Graph {
    let map = map()
    var graph = Graph()
    var ids: [String] = []
    for (index, node) in map.nodes.enumerated() {
        let shown = hostile.first { $0.label == node.label }?.shown ?? node.label
        var id = shown
        if ids.contains(id) || id.isEmpty { id += "#\(index)" }
        ids.append(id)
        var told = ["id": id, "label": shown, "is_seed": String(node.isSeed), "is_planted": String(node.isPlanted)]
        switch node.kind {
        case .name:
            told["kind"] = "name"
            told["first"] = "2015-03-02T03:04:05Z"
            told["last"] = "2015-04-02T00:00:00Z"
            told["confidence"] = "0.25"
            told["group"] = shown
            told["unicode"] = shown
            told["lookalike"] = shown
            told["events"] = "seized 2015-03-02: \(shown)"
            told["details"] = shown
        case .address:
            told["kind"] = "address"
            told["details"] = "one; two"
            told["network"] = "AS1 \"<Net>"
            told["first"] = "2015-03-02T03:04:05Z"
            told["last"] = "2015-07-02T00:00:00Z"
        default:
            told["kind"] = "hub"
            told["class"] = "sink\"hole"
            told["first"] = "2015-08-02T03:04:05Z"
            told["last"] = "2015-09-02T00:00:00Z"
        }
        graph.nodes.append(told.filter { !$0.value.isEmpty })
    }
    for edge in map.edges where edge.name < map.nodes.count {
        var told = [
            "source": ids[edge.name], "target": ids[edge.address], "kind": "tenure",
            "first": edge.period.first.description,
            "last": edge.period.last.description, "sightings": String(edge.sightings),
        ]
        if edge.validity.isFinite { told["validity"] = String(edge.validity) }
        graph.edges.append(told)
    }
    return graph
}

struct GraphFormatTests {
    @Test func graphMLHoldsTheModel() throws {
        #expect(try XMLGraph.read(GraphMLWriter.text(map())).graph == expected())
    }

    @Test func gexfHoldsTheModelAndItsTimes() throws {
        let read = try XMLGraph.read(GEXFWriter.text(map()))
        #expect(read.graph == expected())
        let told = (expected().nodes + expected().edges).map { [$0["first"], $0["last"]].map { $0?.prefix(10) ?? "" } }
        #expect(read.intervals == told.map { $0.joined(separator: " ") })
        #expect(read.summary.contains("Campaign <c1>; 2015 & 2016; 2 names: ]]>"))
    }

    @Test func cytoscapeHoldsTheModel() throws {
        let file = try JSONDecoder().decode(CytoscapeFile.self, from: Data(CytoscapeWriter.text(map()).utf8))
        let graph = Graph(
            nodes: file.elements["nodes", default: []].map(\.data.told),
            edges: file.elements["edges", default: []].map(\.data.told)
        )
        #expect(graph == expected())
        #expect(Set(file.elements["edges", default: []].map(\.data.id)).count == graph.edges.count)
    }

    @Test func tablesHoldTheModelAndNoFormula() throws {
        for (text, kind) in [(MapTables.nodes(map()), \Graph.nodes), (MapTables.edges(map()), \Graph.edges)] {
            let rows = Self.cells(text)
            let head = try #require(rows.first)
            #expect(rows.allSatisfy { $0.count == head.count })
            for cell in rows.joined() {
                #expect(!"=+-@\t\r＝".unicodeScalars.contains(cell.unicodeScalars.first ?? "x"), "\(cell)")
            }
            let told = rows.dropFirst().map { row in
                Dictionary(uniqueKeysWithValues: zip(head, row)).filter { !$0.value.isEmpty }
                    .mapValues { $0.hasPrefix("'") ? String($0.dropFirst()) : $0 }
            }
            #expect(told == expected()[keyPath: kind])
        }
    }

    @Test func equalMapsGiveEqualBytes() {
        for write in [
            GraphMLWriter.text, GEXFWriter.text, CytoscapeWriter.text, MapTables.edges, MapTables.nodes,
        ] {
            #expect(write(map()) == write(map()))
        }
    }

    @Test func emptyMapsAreWritten() throws {
        let empty = InfrastructureMap(title: "")
        #expect(try XMLGraph.read(GraphMLWriter.text(empty)).graph == Graph())
        #expect(try XMLGraph.read(GEXFWriter.text(empty)).graph == Graph())
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(CytoscapeWriter.text(empty).utf8)) }
        #expect(Self.cells(MapTables.edges(empty)).count == 1)
    }

    /// The cells of a CSV text (RFC 4180).
    private static func cells(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = String.UnicodeScalarView()
        var isQuoted = false
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            switch scalar {
            case "\"" where isQuoted && next == "\"":
                cell.append(scalar)
                next = scalars.next()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted, "\n" where !isQuoted:
                row.append(String(cell))
                cell = .init()
                if scalar == "\n" {
                    rows.append(row)
                    row = []
                }
            default: cell.append(scalar)
            }
        }
        return rows
    }
}

/// The same files, read by the programs that they are for.
struct GraphProgramTests {
    private static let networkx = Python(with: "networkx")
    private static let igraph = Python(with: "igraph")

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Nodes, edges, and the sum of what the labels hold.
    private var counts: String {
        let graph = expected()
        return
            "\(graph.nodes.count) \(graph.edges.count) \(graph.nodes.compactMap { $0["label"]?.unicodeScalars.count }.reduce(0, +))"
    }

    @Test(.enabled(if: Self.networkx != nil, "python3 with networkx is not installed"))
    func networkxReadsGraphMLAndGEXF() throws {
        let python = try #require(Self.networkx)
        let script = """
            import sys, networkx
            path = sys.argv[1]
            graph = (networkx.read_gexf if path.endswith(".gexf") else networkx.read_graphml)(path)
            labels = sum(len(data.get("label", "")) for _, data in graph.nodes(data=True))
            print(graph.number_of_nodes(), graph.number_of_edges(), labels)
            """
        let graphML = try folder.write(GraphMLWriter.text(map()), as: "map.graphml")
        #expect(try python.run(script, [graphML]) == counts)
        let gexf = try folder.write(GEXFWriter.text(map()), as: "map.gexf")
        #expect(try python.run(script, [gexf]) == counts)
    }

    @Test(.enabled(if: Self.igraph != nil, "python3 with igraph is not installed"))
    func igraphReadsGraphML() throws {
        let python = try #require(Self.igraph)
        let script = """
            import sys, igraph
            graph = igraph.Graph.Read_GraphML(sys.argv[1])
            print(graph.vcount(), graph.ecount(), sum(len(label) for label in graph.vs["label"]))
            """
        let path = try folder.write(GraphMLWriter.text(map()), as: "map.graphml")
        #expect(try python.run(script, [path]) == counts)
    }
}

/// Cytoscape JSON, as far as it is looked at.
private struct CytoscapeFile: Decodable {
    struct Element: Decodable {
        var data: Attributes
    }

    struct Attributes: Decodable {
        var id: String
        var source, target, label, kind, `class`, group, first, last, unicode, lookalike, network, events,
            details: String?
        var confidence, validity: Double?
        var is_seed, is_planted: Bool?
        var sightings: Int64?

        var told: [String: String] {
            [
                "id": source == nil ? id : nil, "source": source, "target": target, "label": label, "kind": kind,
                "class": self.class, "group": group, "first": first, "last": last, "details": details,
                "unicode": unicode, "lookalike": lookalike, "network": network, "events": events,
                "is_planted": is_planted.map { String($0) },
                "confidence": confidence.map { String($0) }, "validity": validity.map { String($0) },
                "is_seed": is_seed.map { String($0) }, "sightings": sightings.map { String($0) },
            ].compactMapValues { $0 }
        }
    }

    var elements: [String: [Element]]
}

/// Reads GraphML and GEXF with an XML parser.
private final class XMLGraph: NSObject, XMLParserDelegate {
    var graph = Graph()
    var summary = ""
    /// What Gephi's timeline shows.
    var intervals: [String] = []
    private var text = ""
    private var key = ""
    private var isEdge = false

    struct Malformed: Error {
        var line: Int
    }

    static func read(_ text: String) throws -> XMLGraph {
        let reader = XMLGraph()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        guard parser.parse() else { throw Malformed(line: parser.lineNumber) }
        return reader
    }

    private func tell(_ key: String, _ value: String) {
        if isEdge {
            graph.edges[graph.edges.count - 1][key] = value
        } else {
            graph.nodes[graph.nodes.count - 1][key] = value
        }
    }

    func parser(
        _ parser: XMLParser,
        didStartElement element: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        text = ""
        switch element {
        case "node":
            isEdge = false
            graph.nodes.append(["id": attributes["id"] ?? ""])
            if let label = attributes["label"], !label.isEmpty { tell("label", label) }
        case "edge":
            isEdge = true
            graph.edges.append(["source": attributes["source"] ?? "", "target": attributes["target"] ?? ""])
        case "data": key = String((attributes["key"] ?? "").split(separator: "_", maxSplits: 1).last ?? "")
        case "attvalue": tell(attributes["for"] ?? "", attributes["value"] ?? "")
        default: break
        }
        if let start = attributes["start"], let end = attributes["end"] { intervals.append("\(start) \(end)") }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        text += string
    }

    func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
        if element == "data" { tell(key, text) }
        if element == "description" { summary = text }
    }
}
