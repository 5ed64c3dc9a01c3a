import Foundation

/// The other programs' side of tests: python3 with a library, where both are installed.
public struct Python: Sendable {
    private let path: String

    private init(path: String) {
        self.path = path
    }

    /// Finds a python3 that can import a module: the one on the path, else the system's own.
    public init?(with module: String) {
        let found = ["python3", "/usr/bin/python3"].map(Python.init(path:))
            .first { (try? $0.run("import \(module)", [])) != nil }
        guard let found else { return nil }
        self = found
    }

    /// Runs a script and gives what it printed, without the last line feed.
    public func run(_ script: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [path, "-c", script] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(arguments: arguments) }
        return text.trimmingCharacters(in: .newlines)
    }

    /// The script ended with an error.
    public struct Failed: Error {
        /// What it was given.
        public let arguments: [String]
    }
}
