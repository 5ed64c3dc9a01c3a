/// Text from the data, made safe for XML.
package enum XMLText {
    /// Text for an element or a double-quoted attribute.
    ///
    /// What XML 1.0 forbids, and what would not show, is written out first (`[U+0000]`).
    package static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in VisibleText.written(text, keepingReferences: true).unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "&": result += "&amp;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
