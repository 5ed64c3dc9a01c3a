<<<<<<< HEAD
/// A file format that maps can be drawn in.
public enum MapFormat: String, Hashable, Sendable, CaseIterable {
    /// The DOT language of Graphviz, not laid out.
    case dot
    /// Scalable Vector Graphics.
    case svg
    /// A bitmap.
=======
/// A kind of file that a map can be written as.
public enum MapFormat: String, CaseIterable, Sendable {
    /// The text that Graphviz draws, as it is.
    case dot
    /// Scalable vector graphics, with tooltips.
    case svg
    /// An image of pixels.
>>>>>>> 4bbea6b (Draw maps with Graphviz in process)
    case png
    /// A page.
    case pdf

<<<<<<< HEAD
    /// The format that a path's extension names, or `nil`.
    public init?(path: String) {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        self.init(rawValue: path[path.index(after: dot)...].lowercased())
    }

    /// The extensions that are known, for messages.
    public static var extensions: String {
        allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
=======
    /// Takes the format from a file's extension, in any case.
    ///
    /// - Throws: ``MapError/unknownExtension(path:)`` where the extension names no format.
    public init(path: String) throws(MapError) {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last, let format = MapFormat(rawValue: last.lowercased()) else {
            throw .unknownExtension(path: path)
        }
        self = format
>>>>>>> 4bbea6b (Draw maps with Graphviz in process)
    }
}
