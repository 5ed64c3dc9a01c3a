import CampaignMaps
<<<<<<< HEAD
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
=======
import InfraGraph
import Testing

struct MapRendererTests {
    private let dot: String = {
        var shape = CampaignShape(seed: 3)
        return DOTWriter.write(shape.map(size: 20))
    }()

    @Test func imagesBeginAsTheirFormatsDo() throws {
        #expect(try MapRenderer().render(dot: dot, format: .png).starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]))
        #expect(try MapRenderer().render(dot: dot, format: .pdf).starts(with: "%PDF-".utf8))
        #expect(try MapRenderer().render(dot: dot, format: .svg).starts(with: "<?xml".utf8))
        #expect(try MapRenderer().render(dot: dot, format: .dot) == Array(dot.utf8))
    }

    @Test func equalMapsGiveEqualBytes() throws {
        for size in [20, 300] {
            var (first, second) = (CampaignShape(seed: 5), CampaignShape(seed: 5))
            let (one, other) = (DOTWriter.write(first.map(size: size)), DOTWriter.write(second.map(size: size)))
            #expect(one == other)
            let svg = try MapRenderer().render(dot: one, format: .svg)
            #expect(try MapRenderer().render(dot: other, format: .svg) == svg)
        }
    }

    @Test(arguments: [1, 20, 45, 200, 1_000, 5_000])
    func mapsOfEverySizeAreDrawnInSeconds(size: Int) throws {
        var shape = CampaignShape(seed: 11)
        let dot = DOTWriter.write(shape.map(size: size))
        let start = ContinuousClock.now
        let svg = try SVGReader.read(MapRenderer().render(dot: dot, format: .svg))
        #expect(svg.nodeCount > 0)
        #expect(ContinuousClock.now - start < .seconds(size <= 200 ? 2 : 20))
    }

    @Test func mapsThatDoNotFoldAreDrawnInSeconds() throws {
        var shape = CampaignShape(seed: 13)
        for size in [100, 600, 5_000] {
            let dot = DOTWriter.write(shape.tangle(size: size))
            let start = ContinuousClock.now
            _ = try SVGReader.read(MapRenderer().render(dot: dot, format: .svg))
            #expect(ContinuousClock.now - start < .seconds(30))
        }
    }

    @Test func anEmptyMapIsDrawnWithItsTitle() throws {
        let dot = DOTWriter.write(InfrastructureMap(title: "Nothing to see"))
        let svg = try SVGReader.read(MapRenderer().render(dot: dot, format: .svg))
        #expect(svg.texts.contains("Nothing to see"))
    }

    @Test(arguments: [
        "", "graph {", "graph { a [label=\"open }", "digraph { a -- b }", "graph { a\u{0} }", "graph { a [label=<b] }",
    ])
    func brokenTextIsReportedAndLeavesNothingBehind(text: String) throws {
        let before = try MapRenderer().render(dot: dot, format: .svg)
        #expect {
            try MapRenderer().render(dot: text, format: .svg)
        } throws: { error in
            guard case .invalidDOT(let reason) = error as? MapError else { return false }
            return !reason.isEmpty
        }
        #expect(try MapRenderer().render(dot: dot, format: .svg) == before)
    }

    @Test func anUnknownLayoutEngineIsReported() {
        #expect {
            try MapRenderer().render(dot: "graph { layout=origami; a }", format: .svg)
        } throws: { error in
            guard case .layoutFailed(let reason) = error as? MapError else { return false }
            return reason.contains("origami")
        }
    }

    @Test func drawingsFromManyTasksWaitForEachOther() async throws {
        let expected = try MapRenderer().render(dot: dot, format: .svg)
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { [dot] in try MapRenderer().render(dot: dot, format: .svg) } }
            for try await svg in group { #expect(svg == expected) }
        }
    }
}

struct MapFormatTests {
    @Test func theExtensionNamesTheFormat() throws {
        #expect(try MapFormat(path: "campaign.svg") == .svg)
        #expect(try MapFormat(path: "out.d/Campaign.PNG") == .png)
        #expect(try MapFormat(path: "a.b.pdf") == .pdf)
        #expect(try MapFormat(path: "x.dot") == .dot)
    }

    @Test(arguments: ["campaign", "campaign.gif", "svg", "dir.svg/campaign", "", "campaign."])
    func otherExtensionsAreRefusedWithTheKnownOnes(path: String) {
        #expect(throws: MapError.unknownExtension(path: path)) { try MapFormat(path: path) }
        #expect("\(MapError.unknownExtension(path: path))".contains(".dot, .svg, .png, .pdf"))
>>>>>>> 4bbea6b (Draw maps with Graphviz in process)
    }
}
