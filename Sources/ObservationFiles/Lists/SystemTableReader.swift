public import PackedFiles
public import PassiveDNS

/// Reads which networks (autonomous systems) announce which prefixes, and what they are called.
///
/// Two kinds of tab-separated text, as databases such as IPFire's location database export them: `prefix TAB number …`
/// and `number TAB name`.
public struct SystemTableReader {
    /// What a file holds.
    public enum Content: Sendable {
        /// Ranges and who announces them.
        case prefixes(AutonomousSystems)
        /// Names by number.
        case names([UInt32: String])
    }

    /// What became of one file.
    public struct Report: Sendable {
        /// What it holds.
        public var content: Content
        /// Its lines, blank ones and comments left out.
        public var lines = 0
        /// The lines that make no sense, at most the first hundred.
        public var rejects: [Reject] = []
        /// How many lines make no sense.
        public var rejected = 0
    }

    private let file: String

    /// Makes a reader for a path.
    public init(file: String) {
        self.file = file
    }

    /// Whether the file's first line is a row of such a table; standard input is never looked into.
    public func recognises() throws(InputError) -> Bool {
        guard file != "-" else { return false }
        var lines = try LineReader(file)
        while case .line(let bytes) = try lines.next() {
            let text = String(decoding: bytes, as: UTF8.self)
            if text.trimmed.isEmpty || text.hasPrefix("#") { continue }
            return Self.row(text) != nil
        }
        return false
    }

    private enum Row {
        case prefix(IPPrefix, UInt32)
        case name(UInt32, String)
    }

    private static func row(_ text: String) -> Row? {
        let cells = text.split(separator: "\t", omittingEmptySubsequences: false)
        guard cells.count >= 2 else { return nil }
        if let prefix = IPPrefix(cells[0]), let number = UInt32(cells[1]) { return .prefix(prefix, number) }
        if let number = UInt32(cells[0]), !cells[1].isEmpty { return .name(number, String(cells[1].prefix(100))) }
        return nil
    }

    /// Reads the table; its first row decides which kind it is.
    ///
    /// Memory is 40 bytes a prefix.
    public func read() throws(InputError) -> Report {
        var lines = try LineReader(file)
        var report = Report(content: .names([:]))
        var prefixes: [(prefix: IPPrefix, number: UInt32)] = []
        var names: [UInt32: String] = [:]
        loop: while true {
            switch try lines.next() {
            case .end: break loop
            case .tooLong: refuse(lines.number, "is too long", "", &report)
            case .line(let bytes):
                let text = String(decoding: bytes, as: UTF8.self)
                if text.trimmed.isEmpty || text.hasPrefix("#") { continue }
                report.lines += 1
                switch Self.row(text) {
                case .prefix(let prefix, let number) where names.isEmpty: prefixes.append((prefix, number))
                case .name(let number, let name) where prefixes.isEmpty: names[number] = name
                default: refuse(lines.number, "is neither prefix and number nor number and name", text, &report)
                }
            }
        }
        report.content = prefixes.isEmpty ? .names(names) : .prefixes(AutonomousSystems(prefixes: prefixes))
        return report
    }

    private func refuse(_ line: Int, _ reason: String, _ text: String, _ report: inout Report) {
        report.rejected += 1
        guard report.rejects.count < 100 else { return }
        report.rejects.append(Reject(file: file, line: line, field: "", reason: reason, text: String(text.prefix(200))))
    }
}
