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

    /// The text with every character written out that would not show, would change the direction of others, or that no
    /// XML may hold.
    ///
    /// An ampersand that begins what looks like a character reference is written out too: Graphviz decodes such
    /// references in labels and leaves them as they are in SVG, so no escape means the same in both.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - keepingReferences: whether such ampersands stay, for formats that have an escape for them.
    /// - Returns: the text, in which all scalars show.
    static func visible(_ text: String, keepingReferences: Bool = false) -> String {
        let scalars = text.unicodeScalars
        var result = String.UnicodeScalarView()
        var at = scalars.startIndex
        while at < scalars.endIndex {
            let scalar = scalars[at]
            at = scalars.index(after: at)
            if isHidden(scalar) || (!keepingReferences && scalar == "&" && beginsReference(scalars[at...])) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let padding = String(repeating: "0", count: max(0, 4 - digits.count))
                result.append(contentsOf: "[U+\(padding)\(digits)]".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func beginsReference(_ rest: Substring.UnicodeScalarView) -> Bool {
        for scalar in rest {
            switch scalar {
            case ";": return true
            case "#", "0"..."9", "a"..."z", "A"..."Z": continue
            default: return false
            }
        }
        return false
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
        case .spaceSeparator: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0xFFFD
        }
    }
}
