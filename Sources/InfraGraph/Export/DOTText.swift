/// Text from the data, made safe for each place in a DOT file.
///
/// Names come from attackers. First everything invisible or direction-changing is written out (`[U+202E]`), then what DOT,
/// its escape strings (`\N`, `\G`), its HTML-like labels and its character entities give a meaning to is escaped.
enum DOTText {
    /// A double-quoted string for a label of one or more lines.
    static func label(_ lines: [String]) -> String {
        quoted(lines, backslash: #"\\"#)
    }

    /// A double-quoted string for the tooltip of a node or an edge, of one or more lines.
    ///
    /// Graphviz expands escape strings in these twice, so backslashes are doubled twice. Tooltips of clusters are expanded
    /// once: ``label(_:)`` serves them.
    static func tooltip(_ lines: [String]) -> String {
        quoted(lines, backslash: #"\\\\"#)
    }

    private static func quoted(_ lines: [String], backslash: String) -> String {
        var text = "\""
        for (index, line) in lines.enumerated() {
            if index > 0 { text += "\\n" }
            for scalar in visible(line).unicodeScalars {
                switch scalar {
                case "\"": text += "\\\""
                case "\\": text += backslash
                case "&": text += "&amp;"
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        return text + "\""
    }

    /// Text inside an HTML-like label.
    ///
    /// Backslashes are doubled, since Graphviz expands escape strings inside HTML-like text too.
    static func html(_ line: String) -> String {
        var text = ""
        for scalar in visible(line).unicodeScalars {
            switch scalar {
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "&": text += "&amp;"
            case "\\": text += "\\\\"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Text of a size and colour, for an HTML-like label.
    static func font(_ text: String, size: Double, _ colour: String, bold: Bool = false) -> String {
        // Graphviz refuses empty text in a font.
        guard !text.isEmpty else { return "" }
        let text = bold ? "<B>\(html(text))</B>" : html(text)
        return "<FONT POINT-SIZE=\"\(MapStyle.number(size))\" COLOR=\"\(colour)\">\(text)</FONT>"
    }

    /// The text with its middle left out where it is longer than a limit, counted in Unicode scalars.
    ///
    /// More is kept of the end, where a name says whose it is.
    static func shortened(_ text: String, to limit: Int) -> String {
        let scalars = visible(text).unicodeScalars
        guard scalars.count > limit, limit > 2 else { return String(scalars) }
        let head = (limit - 1) * 2 / 5
        return String(scalars.prefix(head)) + "…" + String(scalars.suffix(limit - 1 - head))
    }

    /// The text in lines of at most a number of characters, broken at spaces.
    static func wrapped(_ text: String, to limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in visible(text).split(separator: " ") {
            let word = shortened(String(word), to: limit)
            if line.isEmpty {
                line = word
            } else if line.count + 1 + word.count <= limit {
                line += " " + word
            } else {
                lines.append(line)
                line = word
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    private static func visible(_ text: String) -> String { VisibleText.written(text) }
}
