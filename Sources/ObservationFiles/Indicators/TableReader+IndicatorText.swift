internal import PassiveDNS

extension TableReader {
    /// The indicators of a list or of running text.
    ///
    /// A line that is one word, or whose words are all indicators, is a line of a list. Of other lines only what is
    /// defanged counts, for only that was meant as an indicator; where a file has such lines, those without are passed over,
    /// and so are whole URLs, which are links.
    mutating func indicatorText(
        _ lines: inout LineReader,
        first: (text: String, number: Int)
    ) throws -> [Indicator] {
        var found: [(indicator: Indicator, isLink: Bool)] = []
        var seen: Set<Indicator> = []
        var isText = false
        var refused: [(line: Int, problem: any Error, text: String)] = []
        var line: (text: String, number: Int)? = first
        while let (text, number) = line {
            defer { records += 1 }
            let content = String(String(text.prefix { $0 != "#" }).trimmed)
            let words = content.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.isEmpty {
                records -= 1
            } else if words.count == 1 || words.allSatisfy(DefangedText.isIndicator) {
                for word in words {
                    do {
                        let indicator = try Self.indicator(DefangedText.refanged(word))
                        let isLink = DefangedText.isLink(word)
                        if seen.insert(indicator).inserted { found.append((indicator, isLink)) }
                    } catch {
                        refused.append((number, error, text))
                    }
                }
            } else {
                let indicators = DefangedText.indicators(in: text)
                isText = isText || !indicators.isEmpty
                for indicator in indicators where seen.insert(indicator).inserted { found.append((indicator, false)) }
                if indicators.isEmpty {
                    let problem = RowWriter.Problem(field: "", reason: "is text without a defanged indicator")
                    refused.append((number, problem, text))
                }
            }
            line = try Self.textLine(&lines, file, &rejects)
        }
        if !isText {
            for (line, problem, text) in refused { refuse(line, problem, text) }
        }
        return found.filter { !isText || !$0.isLink }.map(\.indicator)
    }
}
