internal import Synchronization

/// Draws DOT text with libgraphviz, in process.
///
/// Graphviz keeps global state, so drawings wait for each other; call it off the main thread where that matters. It can
/// take minutes, leak, and end the process by an assertion of its own; a program that has something to lose calls it in a
/// process of its own, as `ravel map` does.
public struct MapRenderer: Sendable {
    /// Makes a renderer.
    public init() {}

    /// Loads what drawing in a format takes, plugins and fonts, so that the first picture doesn't wait for them.
    public func prepare(for format: PictureFormat) {
        // What is amiss is told of the picture that somebody wants.
        _ = try? render("graph { layout=sfdp; a }", as: format)
    }

    /// Draws DOT text in a format.
    ///
    /// What takes time is the layout that the text names in `layout=`; `dot` is taken where it names none.
    ///
    /// - Parameters:
    ///   - dot: a graph in the DOT language, such as `DOTWriter` writes.
    ///   - format: what to make of it.
    /// - Returns: the bytes of the file.
    /// - Throws: ``MapError`` where the text is no DOT or Graphviz lacks a plugin.
    public func render(_ dot: String, as format: PictureFormat) throws(MapError) -> [UInt8] {
        let result = Self.turn.withLock { _ in
            Result { () throws(MapError) in try Self.draw(dot, format) }
        }
        return try result.get()
    }

    /// Held by the one drawing that is under way.
    private static let turn = Mutex(())

    private static func draw(_ dot: String, _ format: PictureFormat) throws(MapError) -> [UInt8] {
        GraphvizMessages.begin()
        let layout = try GraphvizLayout(of: GraphvizGraph(dot), in: GraphvizContext())
        if format == .png { layout.setResolution() }
        let picture = try layout.render(format)
        return format == .pdf ? undated(picture) : picture
    }

    /// A PDF without the time at which it was made, so that equal maps give equal bytes.
    ///
    /// Blanks take the place of the entry (ISO 32000-1, 14.3.3), since the places of objects are told in bytes.
    static func undated(_ pdf: [UInt8]) -> [UInt8] {
        var pdf = pdf
        let mark = Array("/CreationDate (".utf8)
        guard let begin = pdf.indices.reversed().first(where: { pdf[$0...].starts(with: mark) }),
            let end = pdf[begin...].firstIndex(of: UInt8(ascii: ")"))
        else { return pdf }
        for place in begin...end { pdf[place] = UInt8(ascii: " ") }
        return pdf
    }
}
