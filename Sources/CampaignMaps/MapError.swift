/// Why a map could not be drawn.
public enum MapError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text is no DOT; Graphviz' own words say where.
    case invalidDOT(reason: String)
    /// Graphviz could not place the nodes.
    case layoutFailed(reason: String)
    /// Graphviz could not write the format, most often because a plugin is missing.
    case renderingFailed(format: PictureFormat, reason: String)

    /// What happened, and what to do about it.
    public var description: String {
        switch self {
        case .invalidDOT(let reason):
            "the text to draw is no DOT" + Self.suffix(reason)
        case .layoutFailed(let reason):
            "Graphviz could not lay out the map" + Self.suffix(reason) + Self.remedy
        case .renderingFailed(let format, let reason):
            "Graphviz could not write \(format.rawValue)" + Self.suffix(reason) + Self.remedy
        }
    }

    private static let remedy =
        "; its plugins come with 'apt-get install libgvc6 libgvc6-plugins-gtk fonts-dejavu-core'"

    private static func suffix(_ reason: String) -> String {
        reason.isEmpty ? "" : ": \(reason)"
    }
}
