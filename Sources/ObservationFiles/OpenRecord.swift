/// The lines of a record of a table whose quoted field goes on from line to line.
struct OpenRecord {
    /// The lines with line feeds between them.
    private(set) var bytes: [UInt8] = []
    /// Where each line lies in ``bytes``.
    private(set) var lines: [Range<Int>] = []
    /// The number of the first line.
    private(set) var number = 0

    /// A quoted field may hold this many lines; more mean that a quote is missing.
    static let mostLines = 32

    var isEmpty: Bool { lines.isEmpty }

    /// Whether the record is longer than any may be.
    var isTooLong: Bool { lines.count > Self.mostLines || bytes.count > LineReader.longestLine }

    /// Begins with a record's first line.
    mutating func begin(_ line: UnsafeRawBufferPointer, _ number: Int) {
        self.number = number
        _ = append(line)
    }

    /// Adds a line; `true` where it could close the quote.
    mutating func append(_ line: UnsafeRawBufferPointer) -> Bool {
        if !lines.isEmpty { bytes.append(UInt8(ascii: "\n")) }
        lines.append(bytes.count..<bytes.count + line.count)
        bytes.append(contentsOf: line)
        return line.firstIndex(of: UInt8(ascii: "\""), from: 0) != nil
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
    }
}
