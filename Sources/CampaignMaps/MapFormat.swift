/// A kind of file that a map can be written as.
public enum MapFormat: String, Hashable, Sendable, CaseIterable {
    /// The text that Graphviz draws, as it is.
    case dot
    /// Scalable vector graphics, with tooltips.
    case svg
    /// An image of pixels.
    case png
    /// A page.
    case pdf

    /// The format that a path's extension names, in any case, or `nil`.
    public init?(path: String) {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return nil }
        self.init(rawValue: name[name.index(after: dot)...].lowercased())
    }

    /// The extensions that are known, for messages.
    public static var extensions: String {
        allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
    }
}
