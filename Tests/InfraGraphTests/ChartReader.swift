import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// An SVG image as a tree, read by an XML parser.
final class ChartReader: NSObject, XMLParserDelegate {
    final class Element {
        let name: String
        let attributes: [String: String]
        var children: [Element] = []
        var text = ""

        init(name: String, attributes: [String: String]) {
            self.name = name
            self.attributes = attributes
        }

        /// The elements below it.
        var all: [Element] { children.flatMap { [$0] + $0.all } }

        /// The groups of a class below it.
        func groups(_ name: String) -> [Element] { all.filter { $0.attributes["class"] == name } }

        func number(_ attribute: String) -> Double { attributes[attribute].flatMap(Double.init) ?? 0 }

        /// What pointing at it shows.
        var tooltip: String { children.first { $0.name == "title" }?.text ?? "" }
    }

    struct Malformed: Error {
        var reason: String
    }

    private var open = [Element(name: "", attributes: [:])]

    /// The root element.
    static func read(_ text: String) throws -> Element {
        let reader = ChartReader()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        guard parser.parse(), let root = reader.open[0].children.first else {
            throw Malformed(reason: "line \(parser.lineNumber): \(String(describing: parser.parserError))")
        }
        return root
    }

    func parser(
        _ parser: XMLParser,
        didStartElement element: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        let element = Element(name: element, attributes: attributes)
        open[open.count - 1].children.append(element)
        open.append(element)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        open[open.count - 1].text += string
    }

    func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }
}
