/// Comma-separated values (RFC 4180).
package enum CSV {
    /// One line.
    ///
    /// A cell that a spreadsheet would take for a formula gets a quote mark in front. Scalars are looked at, not
    /// characters: an `=` with an accent over it still begins a formula, and a carriage return before a line feed a line.
    package static func line(_ cells: [String]) -> String {
        cells.map { cell in
            var cell = cell
            if let first = cell.unicodeScalars.first, formulas.contains(first), Double(cell) == nil {
                cell = "'" + cell
            }
            guard cell.unicodeScalars.contains(where: special.contains) else { return cell }
            var quoted = "\""
            for scalar in cell.unicodeScalars {
                if scalar == "\"" { quoted += "\"" }
                quoted.unicodeScalars.append(scalar)
            }
            return quoted + "\""
        }
        .joined(separator: ",")
    }

    private static let special: Set<Unicode.Scalar> = [",", "\"", "\n", "\r"]

    /// What begins a formula, also in the wide forms that East Asian spreadsheets take for the same.
    private static let formulas: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]
}
