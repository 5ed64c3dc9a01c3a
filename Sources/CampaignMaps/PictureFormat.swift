/// A kind of picture that Graphviz draws.
public enum PictureFormat: String, Hashable, Sendable, CaseIterable {
    /// Scalable vector graphics, with tooltips.
    case svg
    /// An image of pixels.
    case png
    /// A page.
    case pdf
}
