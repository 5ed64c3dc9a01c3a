/// Why an interface can't be captured on.
public struct LiveCaptureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The interface as it was named.
    public let interface: String
    /// What is wrong, and what to do.
    public let reason: String

    /// The interface and the reason.
    public var description: String { "\(interface): \(reason)" }
}
