import CampaignMaps
import InfraGraph
import Testing

struct MapRendererTests {
    private let dot: String = {
        var shape = CampaignShape(seed: 3)
        return DOTWriter.text(shape.map(size: 20))
    }()

    @Test func imagesBeginAsTheirFormatsDo() throws {
        #expect(try MapRenderer().render(dot, as: .png).starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]))
        #expect(try MapRenderer().render(dot, as: .pdf).starts(with: "%PDF-".utf8))
        #expect(try MapRenderer().render(dot, as: .svg).starts(with: "<?xml".utf8))
    }

    @Test func equalMapsGiveEqualBytes() throws {
        for size in [20, 300] {
            var (first, second) = (CampaignShape(seed: 5), CampaignShape(seed: 5))
            let (one, other) = (DOTWriter.text(first.map(size: size)), DOTWriter.text(second.map(size: size)))
            #expect(one == other)
            let svg = try MapRenderer().render(one, as: .svg)
            #expect(try MapRenderer().render(other, as: .svg) == svg)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [1, 20, 45, 200, 1_000, 5_000])
    func mapsOfEverySizeAreDrawn(size: Int) throws {
        var shape = CampaignShape(seed: 11)
        let dot = DOTWriter.text(shape.map(size: size))
        let svg = try SVGReader.read(MapRenderer().render(dot, as: .svg))
        #expect(svg.nodeCount > 0)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [100, 600, 5_000])
    func mapsThatDoNotFoldAreDrawn(size: Int) throws {
        var shape = CampaignShape(seed: 13)
        let svg = try SVGReader.read(MapRenderer().render(DOTWriter.text(shape.tangle(size: size)), as: .svg))
        #expect(svg.nodeCount > size * 9 / 10, "all but addresses without names")
    }

    @Test func anEmptyMapIsDrawnWithItsTitle() throws {
        let dot = DOTWriter.text(InfrastructureMap(title: "Nothing to see"))
        let svg = try SVGReader.read(MapRenderer().render(dot, as: .svg))
        #expect(svg.texts.contains("Nothing to see"))
    }

    @Test(arguments: [
        "", "graph {", "graph { a [label=\"open }", "digraph { a -- b }", "graph { a\u{0} }", "graph { a [label=<b] }",
    ])
    func brokenTextIsReportedAndLeavesNothingBehind(text: String) throws {
        let before = try MapRenderer().render(dot, as: .svg)
        #expect {
            try MapRenderer().render(text, as: .svg)
        } throws: { error in
            guard case .invalidDOT(let reason) = error as? MapError else { return false }
            return !reason.isEmpty
        }
        #expect(try MapRenderer().render(dot, as: .svg) == before)
    }

    @Test func anUnknownLayoutEngineIsReported() {
        #expect {
            try MapRenderer().render("graph { layout=origami; a }", as: .svg)
        } throws: { error in
            guard case .layoutFailed(let reason) = error as? MapError else { return false }
            return reason.contains("origami")
        }
    }

    @Test func drawingsFromManyTasksWaitForEachOther() async throws {
        let expected = try MapRenderer().render(dot, as: .svg)
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { [dot] in try MapRenderer().render(dot, as: .svg) } }
            for try await svg in group { #expect(svg == expected) }
        }
    }
}

struct MapFormatTests {
    @Test func theExtensionNamesTheFormat() {
        #expect(MapFormat(path: "campaign.svg") == .svg)
        #expect(MapFormat(path: "out.d/Campaign.PNG") == .png)
        #expect(MapFormat(path: "a.b.pdf") == .pdf)
        #expect(MapFormat(path: "x.dot") == .dot)
        #expect(MapFormat(path: "x.y.GraphML") == .graphml)
        #expect(MapFormat.extensions == ".svg, .png, .pdf, .dot, .graphml, .gexf, .cyjs, .csv")
    }

    @Test(arguments: ["campaign", "campaign.gif", "svg", "dir.svg/campaign", "", "campaign."])
    func otherExtensionsNameNone(path: String) {
        #expect(MapFormat(path: path) == nil)
    }
}
