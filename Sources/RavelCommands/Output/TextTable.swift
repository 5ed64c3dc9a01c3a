/// A table of aligned columns, which is told part by part where it is long.
struct TextTable {
    private let columns: [String]
    private var rows: [[String]] = []
    private var widths: [Int]
    private var hasHeader = false

    /// Cells longer than this are cut, in characters.
    private static let widest = 60
    /// So many rows are told at once; those behind them are aligned with them as far as they fit.
    private static let enough = 250

    init(_ columns: [String]) {
        self.columns = columns
        widths = columns.map(\.count)
    }

    /// A whole table, without a line break at the end.
    static func text(_ columns: [String], _ rows: [[String]]) -> String {
        var table = TextTable(columns)
        for row in rows { table.add(row) }
        return table.takeLines()
    }

    /// Whether no row waits to be told.
    var isEmpty: Bool { rows.isEmpty }

    /// Whether it is time to tell the rows.
    var isFull: Bool { rows.count >= Self.enough }

    /// Adds a row, a cell for each column.
    mutating func add(_ cells: [String]) {
        let shown = cells.enumerated().map { place, cell in
            let line = cell.split(separator: "\n").joined(separator: " ")
            let safe = visible(line)
            if place == cells.count - 1 || safe.count <= Self.widest { return safe }
            // Cut before it is written out, so that no escape is cut in two.
            var kept = line.prefix(Self.widest - 1)
            while visible(String(kept)).count > Self.widest - 1 { kept.removeLast() }
            return visible(String(kept)) + "…"
        }
        for (place, cell) in shown.enumerated() { widths[place] = max(widths[place], cell.count) }
        rows.append(shown)
    }

    /// The rows since the last call, with a header and a rule before the first, without a line break at the end.
    mutating func takeLines() -> String {
        var lines = hasHeader ? [] : [line(columns), line(rule)]
        lines += rows.map(line)
        hasHeader = true
        rows.removeAll(keepingCapacity: true)
        return lines.joined(separator: "\n")
    }

    private var rule: [String] {
        columns.indices.map { place in
            String(repeating: "─", count: place == columns.count - 1 ? columns[place].count : widths[place])
        }
    }

    private func line(_ cells: [String]) -> String {
        var text = ""
        for (place, cell) in cells.enumerated() {
            text += cell
            if place < cells.count - 1 { text += String(repeating: " ", count: widths[place] - cell.count + 2) }
        }
        return text
    }
}
