/// A kind of file that a map can be written as; the raw values are the extensions.
public enum MapFormat: String, Hashable, Sendable, CaseIterable {
    /// Scalable vector graphics, with tooltips.
    case svg
    /// An image of pixels.
    case png
    /// A page.
    case pdf
    /// The text that Graphviz draws.
    case dot
    /// A graph for networkx, igraph, yEd and others.
    case graphml
    /// A graph in time, for Gephi.
    case gexf
    /// A graph for Cytoscape.
    case cyjs
    /// Two tables: edges, and beside them nodes.
    case csv

    /// The format that a path's extension names, in any case, or `nil`.
    public init?(path: String) {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return nil }
        self.init(rawValue: name[name.index(after: dot)...].lowercased())
    }

    /// Whether it is looked at, rather than read by another program.
    public var isPicture: Bool {
        switch self {
        case .svg, .png, .pdf, .dot: true
        case .graphml, .gexf, .cyjs, .csv: false
        }
    }

    /// The extensions that are known, for messages.
    public static var extensions: String {
        allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
    }
}
