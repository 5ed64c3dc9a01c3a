import Testing

@testable import InfraGraph

/// Texts that an attacker might choose to break SVG or the reader's eyes.
let hostileTexts = [
    "\"'><script>alert(1)</script>", "' onload='alert(1)", "]]>", "-->", "&lt; &#x3c; &amp &", "<![CDATA[",
    "two\nlines\ttab",
    "nul\u{0}inside \u{1B}[31m \u{7F}\u{9B}", "safe\u{202E}elpmaxe.live\u{2066}", "\u{200B}\u{FEFF}\u{2028}\u{FFFF}",
    "",
    " ", "bücher.example 例え.テスト", String(repeating: "w", count: 5_000), String(repeating: "a b ", count: 1_000),
    Array(repeating: String(repeating: "m", count: 63), count: 3).joined(separator: ".") + "."
        + String(repeating: "m", count: 61),
]

/// What holds for every chart: it is well-formed, harmless in a page, and nothing reaches over its edges.
func checkChart(_ text: String) throws -> ChartReader.Element {
    let root = try ChartReader.read(text)
    #expect(root.name == "svg" && root.attributes["role"] == "img")
    #expect(root.children.first?.name == "title")
    let (width, height) = (root.number("width"), root.number("height"))
    #expect(root.attributes["viewBox"] == "0 0 \(SVGText.number(width)) \(SVGText.number(height))")
    #expect(Set(root.all.map(\.name)).isSubset(of: ["title", "g", "rect", "line", "polygon", "text"]))
    let attributes = Set(root.all.flatMap(\.attributes.keys))
    #expect(attributes.isDisjoint(with: ["id", "style", "href", "xlink:href"]))
    #expect(!attributes.contains { $0.hasPrefix("on") })
    for element in root.all {
        switch element.name {
        case "rect":
            #expect(element.number("x") >= 0 && element.number("x") + element.number("width") <= width)
            #expect(element.number("y") >= 0 && element.number("y") + element.number("height") <= height)
        case "text":
            let isBold = element.attributes["font-weight"] == "bold"
            let wide = SVGText.width(element.text, size: element.number("font-size"), isBold: isBold)
            let shares: [String: Double] = ["middle": 0.5, "end": 1]
            let share = shares[element.attributes["text-anchor"] ?? ""] ?? 0
            let x = element.number("x") - share * wide
            #expect(x >= 0 && x + wide <= width + 0.1, "\(element.text)")
            #expect(element.number("y") <= height)
        default: break
        }
    }
    let scalars =
        root.all.flatMap(\.text.unicodeScalars) + root.all.flatMap(\.attributes.values).flatMap(\.unicodeScalars)
    #expect(
        !scalars.contains {
            $0 != "\n" && ($0.properties.generalCategory == .control || $0.properties.generalCategory == .format)
        }
    )
    return root
}
