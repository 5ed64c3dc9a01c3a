/// Why a registration could not be looked up.
public struct LookupError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was asked for: a domain, a file or a URL.
    public let subject: String
    /// What is wrong, and what to do.
    public let reason: String

    /// The subject and the reason.
    public var description: String { "\(subject): \(reason)" }
}
