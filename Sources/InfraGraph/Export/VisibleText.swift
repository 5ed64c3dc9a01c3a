/// Text from attackers, made visible as it is.
public enum VisibleText {
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
    public static func written(_ text: String, keepingReferences: Bool = false) -> String {
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
