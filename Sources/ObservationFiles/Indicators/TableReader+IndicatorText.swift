internal import PassiveDNS

extension TableReader {
    /// The indicators of a list or of running text, and their dates where a list has them.
    ///
    /// A line of a list is one word, words that are all indicators, or an indicator and further fields behind commas,
    /// semicolons, bars or tabs, of which the second may be its date. Of other lines only what is defanged counts, for only
    /// that was meant as an indicator; where a file has such lines, those without are passed over, and so are whole URLs,
    /// which are links.
    mutating func indicatorText(
        _ lines: inout LineReader,
        first: (text: String, number: Int)
    ) throws -> [(indicator: Indicator, date: Timestamp?)] {
        var found: [(indicator: Indicator, date: Timestamp?, isLink: Bool)] = []
        var seen: Set<Indicator> = []
        var isText = false
        var noIndicators = RejectList()
        var line: (text: String, number: Int)? = first
        while let (text, number) = line {
            let content = String(String(text.prefix { $0 != "#" }).trimmed)
            do {
                if content.isEmpty {
                    records -= 1
                } else if let items = try Self.listed(content) {
                    for (word, indicator, date) in items where seen.insert(indicator).inserted {
                        found.append((indicator, date, DefangedText.isLink(word)))
                    }
                } else {
                    let indicators = DefangedText.indicators(in: text)
                    guard !indicators.isEmpty else {
                        throw RowWriter.Problem(field: "", reason: "is text without a defanged indicator")
                    }
                    isText = true
                    for one in indicators where seen.insert(one).inserted { found.append((one, nil, false)) }
                }
            } catch {
                noIndicators.append(reject(number, error, text))
            }
            records += 1
            line = try Self.textLine(&lines, file, &refused)
        }
        if !isText { refused.append(noIndicators) }
        return found.filter { !isText || !$0.isLink }.map { ($0.indicator, $0.date) }
    }

    /// The indicators of a list's line; `nil` where it is running text.
    private static func listed(_ line: String) throws -> [(word: String, indicator: Indicator, date: Timestamp?)]? {
        let fields = line.split(maxSplits: 16, omittingEmptySubsequences: false) { ",;|\t".contains($0) }
            .map { unquoted($0) }
        if fields.count > 1, DefangedText.isIndicator(fields[0]) {
            let date = Timestamp(fields[1])
            if date != nil || !line.contains(" ") {
                let others = fields.dropFirst(date == nil ? 1 : 2).filter(DefangedText.isIndicator)
                return try ([fields[0]] + others).map { ($0, try indicator(DefangedText.refanged($0)), date) }
            }
        }
        let words = line.split(whereSeparator: \.isWhitespace).map { unquoted($0) }
        guard words.count == 1 || words.allSatisfy(DefangedText.isIndicator) else { return nil }
        return try words.map { ($0, try indicator(DefangedText.refanged($0)), nil) }
    }

    private static func unquoted(_ field: Substring) -> String {
        var field = field.drop(while: \.isWhitespace)
        while field.last?.isWhitespace == true { field = field.dropLast() }
        guard field.count >= 2, let quote = field.first, "\"'".contains(quote), field.last == quote else {
            return String(field)
        }
        return String(field.dropFirst().dropLast())
    }
}
