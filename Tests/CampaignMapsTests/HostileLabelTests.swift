import CampaignMaps
import Foundation
import InfraGraph
import PassiveDNS
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Labels that an attacker might choose to break DOT, SVG or the reader's eyes.
private let hostileLabels = [
    "\"; } graph x { a -- b; /*",
    "ends in backslash\\",
    "\\\"",
    "\\N \\G \\L \\E \\T \\H \\n \\l \\r",
    "<script>alert(1)</script>",
    "&amp; &lt;script&gt; &#x3c;script&#62; &quot",
    "a & b",
    "]]>",
    "-->",
    "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
    "two\nlines\r\nand a tab\t",
    "nul\u{0}inside",
    "\u{1B}[31mred\u{1B}[0m \u{9B}31m \u{7F}",
    "safe\u{202E}elpmaxe.live\u{2066}",
    "zero\u{200B}width\u{FEFF} \u{2028}\u{2029}\u{85}",
    "not a character \u{FFFF}\u{FFFE}",
    "javascript:alert(1)",
    "<b>bold</b>",
    "<",
    "",
    " ",
    "bücher.example 例え.テスト",
    String(repeating: "a", count: 5_000),
]

/// A map that holds the label in every place that takes text.
private func map(holding label: String, names: Int = 2) -> InfrastructureMap {
    let period = Period(first: Timestamp(year: 2015, month: 4, day: 2), last: Timestamp(year: 2015, month: 7, day: 10))
    var map = InfrastructureMap(title: label, subtitle: label, omissions: [label])
    map.nodes = [
        .init(kind: .address, label: label, network: label, details: [label]),
        .init(kind: .hub(class: label), label: label, group: label, details: [label]),
    ]
    for index in 0..<names {
        map.nodes.append(
            .init(
                kind: .name,
                label: label,
                group: label,
                isSeed: index == 0,
                events: [.init(kind: .seized, date: period.last, text: label)],
                details: [label, label]
            )
        )
        map.edges.append(.init(name: index + 2, address: 0, period: period, validity: 0.9))
        map.edges.append(.init(name: index + 2, address: 1, period: period, validity: 0))
    }
    return map
}

struct HostileLabelTests {
    /// Two names are drawn one by one; a hundred share a list, which is an HTML-like label.
    @Test(arguments: hostileLabels, [2, 100])
    func anyLabelGivesWellFormedImagesWithoutScripts(label: String, names: Int) throws {
        let dot = DOTWriter.text(map(holding: label, names: names))
        let svg = try SVGReader.read(MapRenderer().render(dot, as: .svg))
        #expect(svg.elements.isDisjoint(with: ["script", "foreignObject", "image", "use", "b"]))
        #expect(svg.attributes.allSatisfy { !$0.hasPrefix("on") && $0 != "href" && $0 != "xlink:href" })
        #expect(svg.nodeCount == (names == 2 ? 4 : 3))
        let scalars = svg.texts.joined().unicodeScalars
        #expect(scalars.allSatisfy { $0.properties.generalCategory != .format && $0.value >= 0x20 })
    }

    /// What is drawn reads as the data does, in both ways of writing labels.
    @Test(
        arguments: [
            "a\"b", "a\\", "\\N\\G\\L\\\\", "<i>x</i>", "a & b", "]]>", "-->", "bücher.example", "'quoted'", "a;b{c}",
        ],
        [2, 100]
    )
    func labelsArriveUnchanged(label: String, names: Int) throws {
        let dot = DOTWriter.text(map(holding: label, names: names))
        let svg = try SVGReader.read(MapRenderer().render(dot, as: .svg))
        let plain = svg.texts.map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(plain.contains(label))
        #expect(plain.contains("★ ⚑ \(label)"))
        #expect(plain.contains(label))
        #expect(svg.tooltips.contains { $0.split(separator: "\n").contains { $0 == label } })
    }

    @Test(arguments: [
        ("a\u{202E}b", "a[U+202E]b"), ("a\nb", "a[U+000A]b"), ("a\u{0}", "a[U+0000]"), ("\u{1B}[0m", "[U+001B][0m"),
        ("&lt;", "[U+0026]lt;"), ("a\u{A0}b", "a[U+00A0]b"),
    ])
    func whatWouldNotShowIsWrittenOut(label: String, shown: String) throws {
        let dot = DOTWriter.text(map(holding: label))
        let svg = try SVGReader.read(MapRenderer().render(dot, as: .svg))
        #expect(svg.texts.contains(shown))
    }

    @Test func longNamesAreShortenedInTheMiddleAndWholeInTheTooltip() throws {
        let label = String(repeating: "a", count: 2_000) + ".perrydale.example"
        let dot = DOTWriter.text(map(holding: label))
        let svg = try SVGReader.read(MapRenderer().render(dot, as: .svg))
        #expect(svg.texts.allSatisfy { $0.count <= 130 })
        #expect(
            svg.texts.contains {
                $0.hasPrefix("aaa") && $0.hasSuffix("….perrydale.example") || $0.hasSuffix("perrydale.example")
            }
        )
        #expect(svg.tooltips.contains { $0.contains(label) })
    }
}

struct HostileOverviewTests {
    @Test(arguments: hostileLabels)
    func anyLabelGivesAWellFormedOverview(label: String) throws {
        let period = Period(first: Timestamp(seconds: 0), last: Timestamp(seconds: 1))
        var map = InfrastructureMap(title: label, subtitle: label, basis: label, omissions: [label])
        map.nodes = [
            .init(kind: .campaign(names: 5, first: label), label: label, isSeed: true, details: [label]),
            .init(kind: .campaign(names: -5, first: label), label: label, period: period, confidence: .nan),
            .init(kind: .hub(class: label), label: label, details: [label]),
        ]
        map.edges = [.init(name: 0, address: 2, period: period, validity: 0)]
        map.relations = [.init(a: 0, b: 1, score: .infinity, details: label)]
        let svg = try SVGReader.read(MapRenderer().render(DOTWriter.text(map), as: .svg))
        #expect(svg.elements.isDisjoint(with: ["script", "foreignObject", "image", "use", "b"]))
        #expect(svg.attributes.allSatisfy { !$0.hasPrefix("on") && $0 != "href" && $0 != "xlink:href" })
        #expect(svg.nodeCount == 3)
        let scalars = svg.texts.joined().unicodeScalars
        #expect(scalars.allSatisfy { $0.properties.generalCategory != .format && $0.value >= 0x20 })
    }
}
