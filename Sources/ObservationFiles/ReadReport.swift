/// What became of the lines of a file.
///
/// Every line ends in exactly one of ``accepted``, ``skipped`` and ``rejected``. A quoted CSV field that spans lines makes
/// them one.
public struct ReadReport: Hashable, Sendable {
    /// Lines read.
    public internal(set) var lines = 0
    /// Lines that gave at least one observation.
    public internal(set) var accepted = 0
    /// Observations; a line with several data gives several.
    public internal(set) var rows = 0
    /// Lines that hold no observation by a named rule.
    public internal(set) var skipped: [String: Int] = [:]
    /// Lines that were refused.
    public internal(set) var rejected = 0
    /// The first rejects, for display.
    public internal(set) var firstRejects: [Reject] = []
    /// What is to be said of the file as a whole, such as that a reply was cut off.
    public internal(set) var notices: [String] = []
    /// SHA-256 of the decompressed content, in hexadecimal.
    public internal(set) var digest = ""

    /// Makes the report of a file of which nothing was read.
    public init() {}

    /// Lines skipped by any rule.
    public var skippedLines: Int {
        skipped.values.reduce(0, +)
    }
}

/// How far reading has come.
public struct ReadProgress: Sendable {
    /// Lines read so far.
    public var lines: Int
    /// Bytes read from the file so far, as they lie on disk.
    public var bytesRead: Int64
    /// Bytes of the file; `nil` for a pipe.
    public var bytesInAll: Int64?
}
