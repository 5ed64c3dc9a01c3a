import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What an SVG image holds, read by an XML parser that knows nothing of Graphviz.
final class SVGReader: NSObject, XMLParserDelegate {
    private(set) var elements = Set<String>()
    private(set) var attributes = Set<String>()
    private(set) var texts: [String] = []
    private(set) var tooltips: [String] = []
    private(set) var nodeCount = 0
    private var open: String?

    struct Malformed: Error {
        var reason: String
    }

    static func read(_ bytes: [UInt8]) throws -> SVGReader {
        let reader = SVGReader()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = reader
        guard parser.parse() else {
            throw Malformed(reason: "line \(parser.lineNumber): \(String(describing: parser.parserError))")
        }
        return reader
    }

    func parser(
        _ parser: XMLParser,
        didStartElement element: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.insert(element)
        self.attributes.formUnion(attributes.keys)
        if let tooltip = attributes["xlink:title"] { tooltips.append(tooltip) }
        if element == "g", attributes["class"] == "node" { nodeCount += 1 }
        open = element == "text" ? "" : nil
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        open?.append(string)
    }

    func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
        if element == "text", let open { texts.append(open) }
        open = nil
    }
}
