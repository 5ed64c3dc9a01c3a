/// Why a file could not be read.
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named; `-` for standard input.
    public let file: String
    /// The line, from 1, where one is to blame.
    public let line: Int?
    /// What is wrong, and what to do.
    public let reason: String

    /// Makes an error from its parts.
    public init(file: String, line: Int?, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// The same with what follows from it.
    public func adding(_ consequence: String) -> InputError {
        InputError(file: file, line: line, reason: "\(reason); \(consequence)")
    }

    /// The file, the line and the reason.
    public var description: String {
        let name = file == "-" ? "standard input" : file
        return line.map { "\(name):\($0): \(reason)" } ?? "\(name): \(reason)"
    }
}
