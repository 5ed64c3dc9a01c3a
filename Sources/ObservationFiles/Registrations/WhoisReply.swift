internal import PassiveDNS

/// What a WHOIS reply (RFC 3912) says of a domain's registration; the protocol gives the text no form.
///
/// One pass over the lines. Lines that begin with `%`, `#` or `>>>` are remarks. A field's first value counts; where a
/// registry and then a registrar tell the same day, the one with a time of day.
struct WhoisReply {
    private(set) var domain = ""
    private(set) var registrar = ""
    private var dates: [WhoisLabels.Field: (time: Timestamp, hasTimeOfDay: Bool)] = [:]
    private var order: WhoisDate.Order?
    /// A label without a value, which stands on the next line.
    private var waiting: WhoisLabels.Field?
    private var isInOtherObject = false
    private var isAtBlockStart = true
    /// Dates that wait for the domain, whose registry tells the order of day and month.
    private var unread: [(field: WhoisLabels.Field, text: String)] = []

    var created: Timestamp? { dates[.created]?.time }
    var updated: Timestamp? { dates[.updated]?.time }
    var expires: Timestamp? { dates[.expires]?.time }

    /// The reply that begins with a line, where that names another domain than this reply's; `nil` where it does not.
    func next(at line: String) -> WhoisReply? {
        guard !domain.isEmpty else { return nil }
        let text = String(line.trimmed)
        let parts = Self.split(text)
        let isNamed = parts.map { WhoisLabels.fields[$0.label] == .domain } ?? false
        let isAwaited = waiting == .domain && (parts == nil || parts?.label == "name")
        guard isNamed || isAwaited, let name = Self.domain(parts?.value ?? text), name != domain else { return nil }
        var next = WhoisReply()
        if isAwaited { next.waiting = .domain }
        return next
    }

    /// Whether any date is told.
    var hasDates: Bool { !dates.isEmpty }

    /// Ends the reply: now the dates are read.
    mutating func finish() {
        for (field, text) in unread { note(field, text) }
        unread = []
    }

    /// Reads the next line.
    mutating func read(_ line: String) {
        let text = String(line.trimmed)
        guard !text.isEmpty, !["%", "#", ">>>", "&gt;"].contains(where: text.hasPrefix) else {
            if text.isEmpty { isAtBlockStart = true }
            return
        }
        guard let (label, value) = Self.split(text) else {
            if let field = waiting { take(field, text) }
            waiting = nil
            isAtBlockStart = false
            return
        }
        if isAtBlockStart {
            isInOtherObject = WhoisLabels.otherObjects.contains(label)
            isAtBlockStart = false
        }
        if let field = WhoisLabels.fields[label] {
            waiting = value.isEmpty ? field : nil
            if !value.isEmpty { take(field, value) }
        } else {
            // `Registrar:` and then `Name: …` below it.
            if let field = waiting, label == "name", field == .domain || field == .registrar { take(field, value) }
            waiting = nil
        }
    }

    private mutating func take(_ field: WhoisLabels.Field, _ value: String) {
        switch field {
        case .domain:
            guard domain.isEmpty, let name = Self.domain(value) else { return }
            domain = name
            let topLevel = domain.split(separator: ".").last.map(String.init) ?? ""
            order = WhoisDate.orders.first { $0.topLevels.contains(topLevel) }?.order
        case .registrar:
            if registrar.isEmpty { registrar = String(value.prefix(200)) }
        default:
            if !isInOtherObject, unread.count < 64 { unread.append((field, value)) }
        }
    }

    private static func domain(_ value: String) -> String? {
        guard let word = value.split(whereSeparator: { $0 == " " || $0 == "\t" }).first, word.contains(".") else {
            return nil
        }
        return (word.last == "." ? word.dropLast() : word).lowercased()
    }

    private mutating func note(_ field: WhoisLabels.Field, _ text: String) {
        // Ukraine's registry writes its name before the date.
        let text = text.hasPrefix("0-UANIC ") ? String(text.dropFirst(8)) : text
        let plain = String(text.drop { $0 == "\"" || $0 == "." || $0 == ":" || $0 == " " })
        guard let read = WhoisDate.read(plain, order: order) else { return }
        guard let known = dates[field] else {
            dates[field] = read
            return
        }
        let isSameDay = abs(known.time.seconds - read.time.seconds) < Timestamp.day
        if isSameDay, read.hasTimeOfDay, !known.hasTimeOfDay { dates[field] = read }
    }

    /// A line's label and value: `Label: value`, `[Label] value`, `Label.....: value`, or a sentence that is known.
    private static func split(_ line: String) -> (label: String, value: String)? {
        let text = String(line.trimmed)
        let lower = text.lowercased()
        for sentence in WhoisLabels.sentences where lower.hasPrefix(sentence) {
            return (String(sentence.dropLast()), String(String(text.dropFirst(sentence.count)).trimmed))
        }
        let head = text.prefix(80)
        if let open = head.firstIndex(of: "["), head.distance(from: head.startIndex, to: open) <= 2,
            let close = head.firstIndex(of: "]"), open < close
        {
            let label = text[text.index(after: open)..<close]
            return (plain(label), String(String(text[text.index(after: close)...]).trimmed))
        }
        guard let colon = head.firstIndex(of: ":") else { return nil }
        let label = plain(text[..<colon])
        let value = String(String(text[text.index(after: colon)...]).trimmed)
        // Morocco's registry puts the object's class before each label.
        if label == "domain", let second = value.firstIndex(of: ":") {
            return (plain(value[..<second]), String(String(value[value.index(after: second)...]).trimmed))
        }
        return (label, value)
    }

    private static func plain(_ label: some StringProtocol) -> String {
        label.lowercased().split { $0 == " " || $0 == "\t" || $0 == "." || $0 == "*" }.joined(separator: " ")
    }
}
