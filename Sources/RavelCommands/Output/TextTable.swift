/// A table of aligned columns.
enum TextTable {
    /// Cells longer than this are cut, in characters.
    private static let widest = 60

    /// The header, a rule and the rows, without a line break at the end.
    static func text(_ columns: [String], _ rows: [[String]]) -> String {
        let shown = rows.map { row in
            row.enumerated().map { place, cell in
                let line = cell.split(separator: "\n").joined(separator: " ")
                let safe = visible(line)
                if place == row.count - 1 || safe.count <= widest { return safe }
                // Cut before it is written out, so that no escape is cut in two.
                var kept = line.prefix(widest - 1)
                while visible(String(kept)).count > widest - 1 { kept.removeLast() }
                return visible(String(kept)) + "…"
            }
        }
        var widths = columns.map(\.count)
        for row in shown {
            for (place, cell) in row.enumerated() { widths[place] = max(widths[place], cell.count) }
        }
        let line = { (cells: [String]) in
            var text = ""
            for (place, cell) in cells.enumerated() {
                text += cell
                if place < cells.count - 1 { text += String(repeating: " ", count: widths[place] - cell.count + 2) }
            }
            return text
        }
        let rule = columns.indices.map {
            String(repeating: "─", count: $0 == columns.count - 1 ? columns[$0].count : widths[$0])
        }
        return ([line(columns), line(rule)] + shown.map(line)).joined(separator: "\n")
    }
}
