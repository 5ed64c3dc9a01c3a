internal import PassiveDNS

/// Tells the format of a file from its first line that says something.
struct FormatRecognition {
    let options: FormatOptions
    let acceptable: ClosedRange<Timestamp>
    private let scanner = JSONScanner()
    private let marks = JSONFields(
        "rrname obj cond event_type query id.resp_p qtype_name timestamp_s answer name data error host"
    )

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
        return text.first == UInt8(ascii: "[") || (text.count == 1 && text[0] == UInt8(ascii: "{"))
    }

    /// Whether a line is one of the header of Zeek's logs.
    static func beginsZeekLog(_ line: UnsafeRawBufferPointer) -> Bool {
        line.starts(with: "#separator ".utf8) || line.starts(with: "#fields\t".utf8)
    }

    /// The format of a file whose first line that says something is this one.
    ///
    /// - Throws: what is wrong with the line, or that no format is known that begins so.
    func format(of line: UnsafeRawBufferPointer) throws(RowWriter.Problem) -> Finding {
        if line.trimmingSpaces().first == UInt8(ascii: "{") { return Finding(format: try jsonFormat(of: line)) }
        if Self.beginsZeekLog(line) {
            return Finding(format: ZeekLogFormat(acceptable: acceptable))
        }
        if options.passivednsFields != nil || PassivednsLineFormat.recognises(line) {
            return Finding(
                format: try PassivednsLineFormat(letters: options.passivednsFields, acceptable: acceptable)
            )
        }
        let (delimited, isHeader) = try DelimitedFormat.begin(line, columns: options.columns, acceptable: acceptable)
        return Finding(format: delimited, isHeader: isHeader)
    }

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
        let names = object.members.prefix(12).map { String($0.name.string.prefix(40)) }.joined(separator: ", ")
        throw RowWriter.Problem(
            field: "",
            reason: "is JSON of no format that is known (fields: \(names)); docs/formats.md names the formats"
        )
    }
}
