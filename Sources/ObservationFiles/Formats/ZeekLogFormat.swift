internal import PassiveDNS

/// Zeek's dns.log as tab-separated values, one transaction a line.
///
/// Columns are found by the `#fields` line, which may come again where logs were joined; separators are those that the
/// header names. Answers have no owner in it: see ``AnswerChain``. The time is that of the query.
struct ZeekLogFormat: LineFormat {
    private var separator = UInt8(ascii: "\t")
    private var setSeparator = UInt8(ascii: ",")
    private var unset: [UInt8] = Array("-".utf8)
    private var empty: [UInt8] = Array("(empty)".utf8)
    private var places: [Int]?
    private var hasColumns = false
    private var lastPlace = 0
    /// Where the columns of the line end, up to the last that is wanted.
    private var ends: [Int] = []
    private var columns = 0
    private var escapes = ZeekEscapes()
    private var answers: AnswerWriter

    private static let names = ["ts", "query", "answers", "qtype", "qtype_name", "qclass", "id.orig_p", "id.resp_p"]

    init(acceptable: ClosedRange<Timestamp>) {
        answers = AnswerWriter(acceptable: acceptable)
    }

    var readsNumberSigns: Bool { true }

    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        if line.first == UInt8(ascii: "#") {
            try readHeader(line)
            return .skipped(.header)
        }
        guard hasColumns else {
            guard places == nil else { return .skipped(.otherEvent) }
            throw RowWriter.Problem(field: "", reason: "stands before any #fields line")
        }
        var escapes = self.escapes
        defer { self.escapes = escapes }
        return try escapes.withPlain(line, isJSON: false, padding: 0) { line throws(RowWriter.Problem) in
            try readRow(line, into: &batch)
        }
    }

    private mutating func readRow(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        split(line)
        guard columns > lastPlace else {
            throw RowWriter.Problem(field: "", reason: "has \(columns) columns, fewer than the #fields line")
        }
        func value(_ index: Int) -> UnsafeRawBufferPointer { self.value(index, of: line) }
        if isLocalNamePort(wholeNumber(value(6)) ?? 0) || isLocalNamePort(wholeNumber(value(7)) ?? 0) {
            return .skipped(.localNames)
        }
        let query = value(1)
        let list = value(2)
        if query.isEmpty || list.isEmpty { return .skipped(.noAnswer) }
        let asksInternet = value(5).isEmpty || equal(value(5), "1")
        guard asksInternet else { return .skipped(.otherClass) }
        guard let time = Timestamp(utf8: value(0)) else { throw RowWriter.Problem(field: "ts", reason: "is no time") }
        let number = wholeNumber(value(3)).flatMap { UInt16(exactly: $0) }
        let asked = number.map { RecordType(rawValue: $0) } ?? answers.type(name: value(4))
        var row = try answers.begin(query: query, asked: asked, at: time, &batch)
        var at = 0
        while at <= list.count {
            let end = list.firstIndex(of: setSeparator, from: at) ?? list.count
            try answers.add(UnsafeRawBufferPointer(rebasing: list[at..<end]), &row, to: &batch)
            at = end + 1
        }
        return row.outcome(batch)
    }

    /// A column's value; empty where it is unset, empty or not there.
    private func value(_ index: Int, of line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let place = places?[index], place >= 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let value = UnsafeRawBufferPointer(rebasing: line[(place == 0 ? 0 : ends[place - 1] + 1)..<ends[place]])
        return equal(value, unset) || equal(value, empty) ? UnsafeRawBufferPointer(start: nil, count: 0) : value
    }

    /// Finds the ends of columns, eight bytes a step.
    private mutating func split(_ line: UnsafeRawBufferPointer) {
        let wanted = lastPlace + 1
        if ends.count < wanted { ends = Array(repeating: 0, count: wanted) }
        let separators = UInt64(separator) &* 0x0101_0101_0101_0101
        let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
        columns = 0
        var at = 0
        while at + 8 <= line.count, columns < wanted {
            let word = line.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian ^ separators
            // The highest bit of each byte that is the separator.
            var found = ~((word & low) &+ low | word | low)
            while found != 0, columns < wanted {
                ends[columns] = at + found.trailingZeroBitCount / 8
                columns += 1
                found &= found &- 1
            }
            at += 8
        }
        while at < line.count, columns < wanted {
            if line[at] == separator {
                ends[columns] = at
                columns += 1
            }
            at += 1
        }
        if columns < wanted {
            ends[columns] = line.count
            columns += 1
        }
    }

    // MARK: - Header

    private mutating func readHeader(_ line: UnsafeRawBufferPointer) throws(RowWriter.Problem) {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("#separator ") {
            guard let byte = Self.unescaped(text.dropFirst("#separator ".count)).first else { return }
            separator = byte
            return
        }
        let parts = text.utf8.split(separator: separator, omittingEmptySubsequences: false).map { String($0) ?? "" }
        let value = Self.unescaped((parts.count > 1 ? parts[1] : "")[...])
        switch parts[0] {
        case "#set_separator": setSeparator = value.first ?? setSeparator
        case "#unset_field": unset = value
        case "#empty_field": empty = value
        case "#fields":
            let places = Self.names.map { parts.dropFirst().firstIndex(of: $0).map { $0 - 1 } ?? -1 }
            self.places = places
            lastPlace = places.max() ?? 0
            hasColumns = places.prefix(3).allSatisfy { $0 >= 0 }
            guard hasColumns else {
                throw RowWriter.Problem(
                    field: "#fields",
                    reason: "has no ts, query and answers, so what follows is no dns.log; it is left out"
                )
            }
        default: break
        }
    }

    /// A header's value, in which octets may be written as `\x09`.
    private static func unescaped(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text
        while let character = rest.first {
            if rest.hasPrefix("\\x"), let byte = UInt8(rest.dropFirst(2).prefix(2), radix: 16) {
                bytes.append(byte)
                rest = rest.dropFirst(4)
            } else {
                bytes.append(contentsOf: character.utf8)
                rest = rest.dropFirst()
            }
        }
        return bytes
    }
}
