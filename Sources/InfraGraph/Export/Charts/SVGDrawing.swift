/// An SVG image while it is written.
///
/// Only presentation attributes, no style sheets, ids, links or scripts: an image can lie in a page with others and
/// changes nothing around it.
struct SVGDrawing {
    private(set) var body = ""

    /// The image, with its title.
    func image(width: Double, height: Double, title: String) -> String {
        let (w, h) = (SVGText.number(width), SVGText.number(height))
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(w)\" height=\"\(h)\" viewBox=\"0 0 \(w) \(h)\""
            + " role=\"img\" font-family=\"\(MapStyle.font)\" fill=\"\(MapStyle.light.ink)\">\n"
            + "<title>\(XMLText.escaped(title))</title>\n"
            + "<rect width=\"\(w)\" height=\"\(h)\" fill=\"\(ChartStyle.paper)\"/>\n"
            + body + "</svg>\n"
    }

    /// Adds what was drawn apart, on top.
    mutating func append(_ other: SVGDrawing) { body += other.body }

    /// Opens a group; attributes are made safe here.
    mutating func open(_ attributes: [(String, String)] = []) {
        body += "<g"
        for (name, value) in attributes { body += " \(name)=\"\(XMLText.escaped(value))\"" }
        body += ">"
    }

    /// Closes the last group that was opened.
    mutating func close() { body += "</g>\n" }

    /// What a reader sees who points at the group around it.
    mutating func tooltip(_ lines: [String]) {
        body += "<title>\(lines.map(XMLText.escaped).joined(separator: "\n"))</title>"
    }

    mutating func rect(
        _ x: Double,
        _ y: Double,
        _ width: Double,
        _ height: Double,
        fill: String,
        line: String? = nil,
        lineWidth: Double = 1,
        radius: Double = 0
    ) {
        body += "<rect x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\" width=\"\(SVGText.number(width))\""
        body += " height=\"\(SVGText.number(height))\" fill=\"\(fill)\""
        if radius > 0 { body += " rx=\"\(SVGText.number(radius))\"" }
        body += stroke(line, lineWidth, nil) + "/>"
    }

    mutating func line(
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double,
        _ colour: String,
        width: Double = 1,
        dashes: String? = nil
    ) {
        body += "<line x1=\"\(SVGText.number(x1))\" y1=\"\(SVGText.number(y1))\" x2=\"\(SVGText.number(x2))\""
        body += " y2=\"\(SVGText.number(y2))\"" + stroke(colour, width, dashes) + "/>"
    }

    /// A shape with straight sides.
    mutating func polygon(_ points: [(x: Double, y: Double)], fill: String, line: String, lineWidth: Double = 1) {
        let path = points.map { "\(SVGText.number($0.x)),\(SVGText.number($0.y))" }.joined(separator: " ")
        body += "<polygon points=\"\(path)\" fill=\"\(fill)\"" + stroke(line, lineWidth, nil) + "/>"
    }

    private func stroke(_ colour: String?, _ width: Double, _ dashes: String?) -> String {
        guard let colour else { return "" }
        let dashed = dashes.map { " stroke-dasharray=\"\($0)\"" } ?? ""
        return " stroke=\"\(colour)\" stroke-width=\"\(SVGText.number(width))\"" + dashed
    }

    /// Where a text lies about its x.
    enum Anchor: String {
        case start, middle, end
    }

    mutating func text(
        _ text: String,
        _ x: Double,
        _ y: Double,
        size: Double,
        ink: String = MapStyle.light.ink,
        anchor: Anchor = .start,
        isBold: Bool = false
    ) {
        body += "<text x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\" font-size=\"\(SVGText.number(size))\""
        if ink != MapStyle.light.ink { body += " fill=\"\(ink)\"" }
        if anchor != .start { body += " text-anchor=\"\(anchor.rawValue)\"" }
        if isBold { body += " font-weight=\"bold\"" }
        body += ">\(XMLText.escaped(text))</text>"
    }

    /// Lines below each other; returns the baseline that the next line would have.
    mutating func paragraph(
        _ lines: [String],
        _ x: Double,
        _ y: Double,
        size: Double,
        ink: String = MapStyle.light.ink,
        isBold: Bool = false
    ) -> Double {
        var y = y
        for line in lines {
            text(line, x, y, size: size, ink: ink, isBold: isBold)
            body += "\n"
            y += size * 1.35
        }
        return y
    }
}
