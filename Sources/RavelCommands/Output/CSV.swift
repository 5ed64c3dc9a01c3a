/// Comma-separated values (RFC 4180).
enum CSV {
    /// One line.
    ///
    /// A cell that a spreadsheet would take for a formula gets a quote mark in front.
    static func line(_ cells: [String]) -> String {
        cells.map { cell in
            var cell = cell
            if let first = cell.first, "=+-@\t\r".contains(first), Double(cell) == nil { cell = "'" + cell }
            guard cell.contains(where: { ",\"\n\r".contains($0) }) else { return cell }
            return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        .joined(separator: ",")
    }
}
