/// Why a file could not be read.
///
/// Nothing of such a file counts.
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named; `-` for standard input.
    public let file: String
    /// The line, from 1, where one is to blame.
    public let line: Int?
    /// What is wrong, and what to do.
    public let reason: String

    /// The file, the line and the reason.
    public var description: String {
        let name = file == "-" ? "standard input" : file
        return line.map { "\(name):\($0): \(reason)" } ?? "\(name): \(reason)"
    }
}

/// A line that was refused while the rest of its file was read.
public struct Reject: Hashable, Sendable {
    /// The file as it was named.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The field that is to blame; empty where it is the whole line.
    public let field: String
    /// What is wrong.
    public let reason: String
    /// The beginning of the line, at most 1,000 bytes.
    public let text: String
}
