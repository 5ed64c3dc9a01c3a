import CampaignMaps
import Foundation
import InfraGraph
import PassiveDNS
import TestSupport
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct MapRendererTests {
    static let hostile = [
        "\"", "\\", "\\\"", "\\N", "\\G\\L", "<script>alert(1)</script>", "&amp;", "&#x3c;", "]]>", "a\nb", "a\0b",
        "\u{1b}[31m",
        "a\u{202e}b", "-->", "<!DOCTYPE x>", "javascript:alert(1)", "<b>x</b>", "|{}",
        String(repeating: "long.", count: 1_000),
        "\"];evil[label=\"", "e\u{301}", "",
    ]

    private func map(labels: [String]) -> InfrastructureMap {
        let period = Period(
            first: Timestamp(year: 2015, month: 4, day: 2),
            last: Timestamp(year: 2015, month: 7, day: 10)
        )
        var map = InfrastructureMap(
            title: labels.joined(separator: " "),
            subtitle: labels.first ?? "",
            omissions: labels
        )
        map.nodes.append(.init(kind: .address, label: "198.51.100.1"))
        for label in labels {
            map.edges.append(.init(name: map.nodes.count, address: 0, period: period, validity: 0.7))
            map.nodes.append(.init(kind: .name, label: label, group: label, details: [label]))
        }
        map.nodes.append(.init(kind: .hub(class: labels.last ?? ""), label: labels.last ?? ""))
        return map
    }

    private final class Elements: NSObject, XMLParserDelegate {
        var names: [String: Int] = [:]
        func parser(
            _: XMLParser,
            didStartElement name: String,
            namespaceURI _: String?,
            qualifiedName _: String?,
            attributes: [String: String]
        ) {
            names[name, default: 0] += 1
        }
    }

    private func elements(_ svg: [UInt8]) -> [String: Int]? {
        let delegate = Elements()
        let parser = XMLParser(data: Data(svg))
        parser.delegate = delegate
        return parser.parse() ? delegate.names : nil
    }

    @Test("hostile labels break neither DOT nor SVG", arguments: hostile)
    func hostileLabel(label: String) throws {
        let svg = try MapRenderer().render(DOTWriter.text(map(labels: [label, "b.example"])), as: .svg)
        let names = try #require(elements(svg))
        #expect(names["script"] == nil)
        #expect(names["ellipse"] == nil)
        #expect(names["polygon", default: 0] >= 2)
    }

    @Test func drawsTheSameBytesTwice() throws {
        let map = map(labels: Self.hostile)
        #expect(DOTWriter.text(map) == DOTWriter.text(map))
        let renderer = MapRenderer()
        #expect(try renderer.render(DOTWriter.text(map), as: .svg) == renderer.render(DOTWriter.text(map), as: .svg))
    }

    @Test func drawsEveryFormat() throws {
        let dot = DOTWriter.text(map(labels: ["a.example"]))
        #expect(try MapRenderer().render(dot, as: .png).starts(with: [0x89, 0x50, 0x4e, 0x47]))
        #expect(try MapRenderer().render(dot, as: .pdf).starts(with: Array("%PDF".utf8)))
        #expect(try MapRenderer().render(dot, as: .dot) == Array(dot.utf8))
    }

    @Test func refusesWhatIsNoGraph() {
        #expect(throws: MapError.self) { try MapRenderer().render("graph {", as: .svg) }
    }

    @Test("folds the leaves of a large map and keeps the seeds")
    func foldsLeaves() {
        var map = map(labels: (0..<400).map { "n\($0).example" })
        map.nodes[300].isSeed = true
        let text = DOTWriter.text(map)
        #expect(text.contains("★ n299.example"))
        #expect(text.contains("+393 names"))
    }

    @Test func knowsFormatsByExtension() {
        #expect(MapFormat(path: "a.b/c.SVG") == .svg)
        #expect(MapFormat(path: "c.gif") == nil)
        #expect(MapFormat(path: "svg") == nil)
    }
}
