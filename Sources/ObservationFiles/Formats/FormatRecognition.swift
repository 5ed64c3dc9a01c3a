internal import PassiveDNS

/// Tells the format of a file from its first line that says something.
struct FormatRecognition {
    let options: FormatOptions
    let acceptable: ClosedRange<Timestamp>
    private let scanner = JSONScanner()
    private let marks = JSONFields(
        "rrname obj cond event_type query id.resp_p qtype_name timestamp_s answer name data error host"
    )

    private let other = JSONFields("Event response type objects objectClassName ldhName domainSearchResults")

    /// Who reads JSON that is no passive DNS.
    private var otherReader: String? {
        if other[0].isObject || other[1].isArray { return "is a MISP event, which ravel attacks and --seeds read" }
        if equal(other[2].bytes, "bundle"), other[3].isArray {
            return "is a STIX bundle, which ravel attacks and --seeds read"
        }
        return other[4].isText || other[5].isText || other[6].isArray
            ? "is an RDAP answer, which ravel whois reads" : nil
    }

    init(options: FormatOptions, acceptable: ClosedRange<Timestamp>) {
        self.options = options
        self.acceptable = acceptable
    }

    /// What the first line says.
    struct Finding {
        var format: any LineFormat
        /// Whether the line is a header that was read by now.
        var isHeader = false
    }

    /// Whether a file that begins with this line is one JSON value over many lines, and not one on each.
    static func spansLines(_ line: UnsafeRawBufferPointer) -> Bool {
        let text = line.trimmingSpaces()
        guard text.first == UInt8(ascii: "[") else { return text.count == 1 && text[0] == UInt8(ascii: "{") }
        // `[Querying whois.example]` begins no array.
        let next = text.dropFirst().first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? 0
        return !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(next & 0xdf)
    }

    /// Whether a line is one of the header of Zeek's logs.
    static func beginsZeekLog(_ line: UnsafeRawBufferPointer) -> Bool {
        line.starts(with: "#separator ".utf8) || line.starts(with: "#fields\t".utf8)
    }

    /// Whether a line is `sep=;`, by which spreadsheets name the delimiter; the header shows it too.
    static func namesDelimiter(_ line: UnsafeRawBufferPointer) -> Bool {
        line.count == 5 && zip(line, "sep=".utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    /// Throws where a first line is of no text that is read line by line.
    static func checkText(_ line: UnsafeRawBufferPointer, isMarkupRead: Bool = false) throws(RowWriter.Problem) {
        var reason: String?
        if line.contains(0) || line.starts(with: [0xff, 0xfe]) || line.starts(with: [0xfe, 0xff]) {
            reason = "is binary, or UTF-16: save it as UTF-8"
        } else if line.contains(UInt8(ascii: "\r")), !"{[<".utf8.contains(line.trimmingSpaces().first ?? 0) {
            reason = "has line ends of carriage returns alone; save it with line feeds (LF)"
        } else if !isMarkupRead, line.trimmingSpaces().first == UInt8(ascii: "<") {
            reason = "is XML or HTML and no passive DNS; OpenIOC is read by ravel attacks and as --seeds"
        }
        if let reason { throw RowWriter.Problem(field: "", reason: reason) }
    }

    /// What a line is that is no header of a table; `nil` where it may be one.
    static func noTable(_ line: UnsafeRawBufferPointer) -> String? {
        if line.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\t") || $0 == 0x7f }) || isScarcelyText(line) {
            return "is binary, of no format that is known; docs/formats.md names the formats"
        }
        return WhoisLabels.begin(String(decoding: line.prefix(200), as: UTF8.self))
            ? "looks like a WHOIS reply, which ravel whois reads" : nil
    }

    /// Whether over a quarter of a line is no UTF-8, more than the accents of an older encoding make.
    private static func isScarcelyText(_ line: UnsafeRawBufferPointer) -> Bool {
        let beginning = line.prefix(1_000)
        let unreadable = String(decoding: beginning, as: UTF8.self).unicodeScalars.count { $0 == "\u{fffd}" }
        return unreadable * 4 > beginning.count
    }

    /// The format of a file whose first line that says something is this one.
    ///
    /// - Throws: what is wrong with the line, or that no format is known that begins so.
    func format(of line: UnsafeRawBufferPointer, isJSON: Bool) throws(RowWriter.Problem) -> Finding {
        try Self.checkText(line)
        if isJSON || line.trimmingSpaces().first == UInt8(ascii: "{") {
            return Finding(format: UnusedOptions.told(unusedFields + unusedColumns, of: try jsonFormat(of: line)))
        }
        if Self.beginsZeekLog(line) {
            let format = ZeekLogFormat(acceptable: acceptable)
            return Finding(format: UnusedOptions.told(unusedFields + unusedColumns, of: format))
        }
        if options.passivednsFields != nil || PassivednsLineFormat.recognises(line) {
            let format = try PassivednsLineFormat(letters: options.passivednsFields, acceptable: acceptable)
            return Finding(format: UnusedOptions.told(unusedColumns, of: format))
        }
        let (delimited, isHeader) = try DelimitedFormat.begin(line, columns: options.columns, acceptable: acceptable)
        return Finding(format: delimited, isHeader: isHeader)
    }

    private var unusedFields: [String] { options.passivednsFields == nil ? [] : ["--fields"] }
    private var unusedColumns: [String] { options.columns.isEmpty ? [] : ["--map"] }

    private func jsonFormat(of line: UnsafeRawBufferPointer) throws(RowWriter.Problem) -> any LineFormat {
        let object = try scanner.object(line)
        marks.read(object)
        func has(_ index: Int) -> Bool { !marks[index].isMissing }
        if has(0) || has(1) || has(2) { return CommonOutputFormat(acceptable: acceptable) }
        if has(3) { return EVEFormat(acceptable: acceptable) }
        if has(5) || has(6) { return ZeekJSONFormat(acceptable: acceptable) }
        if has(4), has(7) || has(8) { return PassivednsJSONFormat(acceptable: acceptable) }
        if has(9), has(10) || has(11) { return MassdnsFormat(acceptable: acceptable) }
        if has(12) { return DnsxFormat(acceptable: acceptable) }
        other.read(object)
        if let reader = otherReader { throw RowWriter.Problem(field: "", reason: reader) }
        let names = object.members.prefix(12).map { String($0.name.string.prefix(40)) }.joined(separator: ", ")
        throw RowWriter.Problem(
            field: "",
            reason: "is JSON of no format that is known (fields: \(names)); docs/formats.md names the formats"
        )
    }
}
