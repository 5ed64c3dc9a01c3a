/// A file format that maps can be drawn in.
public enum MapFormat: String, Hashable, Sendable, CaseIterable {
    /// The DOT language of Graphviz, not laid out.
    case dot
    /// Scalable Vector Graphics.
    case svg
    /// A bitmap.
    case png
    /// A page.
    case pdf

    /// The format that a path's extension names, or `nil`.
    public init?(path: String) {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        self.init(rawValue: path[path.index(after: dot)...].lowercased())
    }

    /// The extensions that are known, for messages.
    public static var extensions: String {
        allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
    }
}
