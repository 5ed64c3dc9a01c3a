internal import PassiveDNS

/// Reads dates as registries write them.
///
/// The ways of writing are patterns, tried in order: `Y` a year of four digits, `y` of two, `M` and `D` a month and a day,
/// `1` and `2` a day and a month in an order that only the registry knows, `b` a month's name, `a` a weekday's, `h`, `m` and
/// `s` a time, `z` an offset or zone (may be missing, and is UTC then), `C` year, month and day as eight digits, `T` hour,
/// minute and second as six; a space is any number of spaces; anything else stands for itself.
enum WhoisDate {
    private static let patterns = [
        "Y-M-DTh:m:s z", "Y-M-DTh:mz", "Y-M-D h:m:s z", "Y-M-D h:m z", "Y-M-D", "Y/M/D h:m:s z", "Y/M/D",
        "Y.M.D h:m:s z", "Y.M.D", "Y. M. D.", "Y-b-D", "D-b-Y h:m:s z", "D-b-Y", "D b Y h:m:s z", "D b Y h:m z",
        "D b Y", "a D b Y", "a b D Y", "a b D h:m:s z Y", "a b D h:m:s Y", "b D h:m:s z Y", "b D Y", "D.M.Y h:m:s z",
        "D.M.Y", "1/2/Y h:m:s z", "1/2/Y h:m z", "1/2/Y", "1-2-Y h:m:s z", "1-2-Y", "1/2/y", "CT", "C h:m:s z", "C",
    ].map(Array.init)

    /// The order of a day and a month between bars or hyphens.
    enum Order {
        case dayFirst, monthFirst
    }

    /// Top-level domains whose registries write such dates, and the order; of others, only days after the 12th tell.
    static let orders: [(order: Order, topLevels: Set<String>)] = [
        (
            .dayFirst,
            ["lu", "pt", "fr", "re", "pm", "tf", "wf", "yt", "sm", "hm", "bg", "es", "hk", "nl", "ug", "ro", "tt"]
        ),
        (.monthFirst, ["tk", "cf", "ga", "gq", "ml"]),
    ]

    /// Reads a date; `nil` where it is none, or its day and month can't be told apart.
    ///
    /// Behind it something else may stand after a space, a bracket or a stop.
    static func read(_ text: String, order: Order?) -> (time: Timestamp, hasTimeOfDay: Bool)? {
        let bytes = Array(text.utf8.prefix(80))
        for pattern in patterns {
            var match = DateMatch(bytes: bytes)
            if match.take(pattern), let time = match.time(order) { return (time, match.hasTimeOfDay) }
        }
        return nil
    }
}

/// One pattern held against one text.
private struct DateMatch {
    let bytes: [UInt8]
    private var at = 0
    private var year = 0
    private var month = 0
    private var day = 0
    private var pair: (Int, Int)?
    private var seconds = 0
    private var offset = 0
    private(set) var hasTimeOfDay = false

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether the text begins as the pattern says, and then ends or goes on with something else.
    mutating func take(_ pattern: [Character]) -> Bool {
        for item in pattern where !take(item) { return false }
        guard at < bytes.count else { return true }
        return !isLetter(bytes[at]) && !isDigit(bytes[at]) && bytes[at] != UInt8(ascii: ":")
            && bytes[at] != UInt8(ascii: "-") && bytes[at] != UInt8(ascii: "/")
    }

    /// The time that was read; `nil` where the date does not exist.
    func time(_ order: WhoisDate.Order?) -> Timestamp? {
        var day = day
        var month = month
        if let (first, second) = pair {
            switch (first > 12, second > 12, first == second, order) {
            case (true, false, _, _): (day, month) = (first, second)
            case (false, true, _, _): (day, month) = (second, first)
            case (_, _, true, _): (day, month) = (first, second)
            case (_, _, _, .dayFirst?): (day, month) = (first, second)
            case (_, _, _, .monthFirst?): (day, month) = (second, first)
            default: return nil
            }
        }
        guard (1...12).contains(month), (1...31).contains(day), (1_980...2_200).contains(year) else { return nil }
        let midnight = Timestamp(year: year, month: month, day: day)
        guard midnight.civil.day == day else { return nil }
        return Timestamp(seconds: midnight.seconds + Int64(seconds) - Int64(offset))
    }

    private mutating func take(_ item: Character) -> Bool {
        switch item {
        case "Y": return number(4...4, into: \.year)
        case "y":
            guard number(2...2, into: \.year) else { return false }
            year += year < 80 ? 2_000 : 1_900
            return true
        case "M": return number(1...2, into: \.month)
        case "D":
            guard number(1...2, into: \.day) else { return false }
            // English ordinals: 2nd April.
            for suffix in ["st", "nd", "rd", "th"] where skip(suffix) { break }
            return true
        case "1":
            guard let first = digits(1...2) else { return false }
            pair = (first, 0)
            return true
        case "2":
            guard let second = digits(1...2) else { return false }
            pair?.1 = second
            return true
        case "b": return monthName()
        case "a": return letters(3...9) != nil
        case "h": return timeOfDay(3_600, upTo: 23)
        case "m": return timeOfDay(60, upTo: 59)
        case "s": return timeOfDay(1, upTo: 60) && fraction()
        case "z": return zone()
        case "C": return number(4...4, into: \.year) && number(2...2, into: \.month) && number(2...2, into: \.day)
        case "T" where at < bytes.count && bytes[at] == UInt8(ascii: "T"):
            at += 1
            return true
        case "T": return timeOfDay(3_600, upTo: 23) && timeOfDay(60, upTo: 59) && timeOfDay(1, upTo: 60)
        case " ":
            while at < bytes.count, bytes[at] == UInt8(ascii: " ") || bytes[at] == UInt8(ascii: ",") { at += 1 }
            return true
        default: return skip(String(item))
        }
    }

    private mutating func number(_ width: ClosedRange<Int>, into field: WritableKeyPath<Self, Int>) -> Bool {
        guard let value = digits(width) else { return false }
        self[keyPath: field] = value
        return true
    }

    private mutating func timeOfDay(_ unit: Int, upTo most: Int) -> Bool {
        guard let value = digits(2...2), value <= most else { return false }
        seconds += value * unit
        hasTimeOfDay = true
        return true
    }

    /// So many digits; no more may follow where the number may be shorter.
    private mutating func digits(_ width: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        while at < bytes.count, count < width.upperBound, isDigit(bytes[at]) {
            value = value * 10 + Int(bytes[at] - UInt8(ascii: "0"))
            at += 1
            count += 1
        }
        return width.contains(count) ? value : nil
    }

    private mutating func fraction() -> Bool {
        guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "."), isDigit(bytes[at + 1]) else { return true }
        at += 1
        while at < bytes.count, isDigit(bytes[at]) { at += 1 }
        return true
    }

    private mutating func letters(_ width: ClosedRange<Int>) -> String? {
        let start = at
        while at < bytes.count, isLetter(bytes[at]) { at += 1 }
        guard width.contains(at - start) else { return nil }
        return String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
    }

    private mutating func monthName() -> Bool {
        guard let name = letters(3...9), let place = Self.months.firstIndex(where: { $0.hasPrefix(name) }) else {
            return false
        }
        month = place + 1
        return true
    }

    private mutating func zone() -> Bool {
        _ = skip("(")
        if let name = letters(1...4) {
            offset = (Self.zones[name] ?? 0) * 3_600
        }
        guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"),
            isDigit(bytes[at + 1])
        else { return true }
        let sign = bytes[at] == UInt8(ascii: "+") ? 1 : -1
        at += 1
        guard let hours = digits(1...2) else { return false }
        _ = skip(":")
        let minutes = at < bytes.count && isDigit(bytes[at]) ? digits(2...2) : 0
        guard let minutes, hours < 24, minutes < 60 else { return false }
        offset = sign * (hours * 3_600 + minutes * 60)
        return true
    }

    private mutating func skip(_ text: String) -> Bool {
        guard bytes[at...].starts(with: text.utf8) else { return false }
        at += text.utf8.count
        return true
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// Hours east of UTC, of the zones that RFC 5322 section 4.3 names; other names stand for several zones, and times in
    /// them are taken as UTC.
    private static let zones = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7,
        "pdt": -7,
        "pst": -8,
    ]
}
