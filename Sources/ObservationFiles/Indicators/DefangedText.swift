internal import PassiveDNS

/// Finds indicators that a text has made harmless: `hxxp://evil[.]example`, `198.51.100(dot)7`, `evil\.example`.
enum DefangedText {
    /// Longer words are passed over, in bytes: no name or URL is so long, and to look into them would take long.
    private static let longestWord = 4_096

    /// The indicators of a line, in its order; mailboxes are left out, since many share their provider's name.
    static func indicators(in line: String) -> [Indicator] {
        line.split(whereSeparator: { $0.isWhitespace || "\"'<>|`,;".contains($0) }).compactMap { word in
            guard word.utf8.count <= longestWord, isDefanged(word), !isMailbox(word) else { return nil }
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
        // For each closing bracket, how many of it there are more than of its opening one.
        var surplus: [Character: Int] = [:]
        for character in word {
            if let close = brackets[character] { surplus[close, default: 0] -= 1 }
            if brackets.values.contains(character) { surplus[character, default: 0] += 1 }
        }
        while let last = word.last {
            if let more = surplus[last] {
                guard more > 0 else { break }
                surplus[last] = more - 1
            } else if !".:!?*".contains(last) {
                break
            }
            word = word.dropLast()
        }
        return String(word)
    }

    private static let brackets: [Character: Character] = ["(": ")", "[": "]", "{": "}"]

    /// Whether a name could be one of a host.
    private static func isPlausible(_ indicator: Indicator) -> Bool {
        guard case .name(let name) = indicator else { return true }
        return DomainName.isHostName(name.text.utf8)
    }
}
