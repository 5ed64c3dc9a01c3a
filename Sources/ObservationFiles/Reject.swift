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

/// The first refused lines of a file, and how many there are: bounded, whatever the file holds.
struct RejectList {
    private(set) var first: [Reject] = []
    private(set) var count = 0

    private static let kept = 5

    mutating func append(_ reject: @autoclosure () -> Reject) {
        count += 1
        if first.count < Self.kept { first.append(reject()) }
    }

    mutating func append(_ other: RejectList) {
        count += other.count
        first += other.first.prefix(Self.kept - first.count)
    }
}
