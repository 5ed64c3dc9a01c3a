internal import PassiveDNS

/// Finds indicators that a text has made harmless: `hxxp://evil[.]example`, `198.51.100(dot)7`, `evil\.example`.
enum DefangedText {
    /// The indicators of a line, in its order; mailboxes are left out, since many share their provider's name.
    static func indicators(in line: String) -> [Indicator] {
        line.split(whereSeparator: { $0.isWhitespace || "\"'<>|`,;".contains($0) }).compactMap { word in
            guard isDefanged(word), !isMailbox(word) else { return nil }
            let text = refanged(bare(word))
            guard text.contains(".") || text.contains(":"), let indicator = try? Indicator(text) else { return nil }
            return isPlausible(indicator) ? indicator : nil
        }
    }

    /// Whether a word is an indicator, defanged or not.
    static func isIndicator(_ word: String) -> Bool {
        let text = refanged(word)
        guard text.contains(".") || text.contains(":"), let indicator = try? Indicator(text) else { return false }
        return isPlausible(indicator)
    }

    /// Whether a word is a URL that works.
    static func isLink(_ word: String) -> Bool {
        ["http://", "https://"].contains { word.lowercased().hasPrefix($0) } && !isDefanged(word[...])
    }

    /// A word with its dots, colons and scheme as they were; what ``Indicator`` itself undoes is left to it.
    static func refanged(_ word: String) -> String {
        var text = word
        for (defanged, plain) in replacements {
            text = text.split(separator: defanged, omittingEmptySubsequences: false).joined(separator: plain)
        }
        return text
    }

    private static let replacements = [
        ("[://]", "://"), ("[:]", ":"), ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."),
        ("{dot}", "."), ("[DOT]", "."), ("(DOT)", "."), ("\\.", "."), ("[.", "."), (".]", "."),
    ]

    private static func isDefanged(_ word: Substring) -> Bool {
        let lower = word.lowercased()
        return ["[.", ".]", "(.)", "{.}", "[dot]", "(dot)", "{dot}", "\\.", "[:]", "[://]"].contains {
            lower.contains($0)
        }
            || ["hxxp", "fxp", "meow"].contains { lower.contains("\($0)://") || lower.contains("\($0)s://") }
    }

    private static func isMailbox(_ word: Substring) -> Bool {
        guard !word.contains("://"), !word.contains("[://]"), !word.contains("[:]//") else { return false }
        return ["@", "[at]", "(at)"].contains { word.lowercased().contains($0) }
    }

    /// A word without the brackets and stops that belong to its sentence.
    private static func bare(_ word: Substring) -> String {
        var word = word
        while let first = word.first, "([{*".contains(first), !word.hasPrefix("[.") { word = word.dropFirst() }
        while let last = word.last {
            let open: Character? = last == ")" ? "(" : last == "]" ? "[" : last == "}" ? "{" : nil
            if let open {
                let surplus = word.count { $0 == last } > word.count { $0 == open }
                guard surplus else { break }
            } else if !".:!?*".contains(last) {
                break
            }
            word = word.dropLast()
        }
        return String(word)
    }

    /// Whether a name could be one of a host: two labels or more, of letters, digits and hyphens.
    private static func isPlausible(_ indicator: Indicator) -> Bool {
        guard case .name(let name) = indicator else { return true }
        return name.text.contains(".") && !name.text.contains("\\")
    }
}
