internal import CRecordScanner
internal import PassiveDNS

/// Zeek's dns.log as JSON, one transaction a line; see ``ZeekLogFormat``.
///
/// Times are Unix seconds, milliseconds or ISO 8601, as Zeek can write all three.
struct ZeekJSONFormat: LineFormat {
    private let scanner = JSONScanner()
    private let fields = JSONFields("ts query answers qtype qtype_name qclass id.orig_p id.resp_p _path")
    private let values = RecordValues()
    private var escapes = ZeekEscapes()
    private var answers: AnswerWriter

    init(acceptable: ClosedRange<Timestamp>) {
        answers = AnswerWriter(acceptable: acceptable)
    }

    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        var escapes = self.escapes
        defer { self.escapes = escapes }
        return try escapes.withPlain(line, isJSON: true, padding: Int(json_padding)) {
            line throws(RowWriter.Problem) in try readObject(line, into: &batch)
        }
    }

    private mutating func readObject(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        try fields.read(line, by: scanner)
        if fields[8].isText, !equal(fields[8].bytes, "dns") { return .skipped(.otherEvent) }
        if isLocalNamePort(fields[6].integer) || isLocalNamePort(fields[7].integer) { return .skipped(.localNames) }
        guard fields[1].isText, !fields[1].bytes.isEmpty, fields[2].isArray else { return .skipped(.noAnswer) }
        guard fields[5].isMissing || fields[5].integer == 1 else { return .skipped(.otherClass) }
        guard let time = try time(fields[0]) else { throw RowWriter.Problem(field: "ts", reason: "is missing") }
        var row = try answers.begin(query: fields[1].bytes, asked: try asked(), at: time, &batch)
        for answer in fields[2].items {
            guard answer.isText else {
                throw RowWriter.Problem(field: "answers", reason: "holds something other than texts")
            }
            try answers.add(answer.bytes, &row, to: &batch)
        }
        return row.outcome(batch)
    }

    private mutating func asked() throws(RowWriter.Problem) -> RecordType? {
        if fields[3].isNumber, let number = UInt16(exactly: fields[3].integer) { return RecordType(rawValue: number) }
        return answers.type(name: fields[4].bytes)
    }

    private func time(_ value: JSONValue) throws(RowWriter.Problem) -> Timestamp? {
        // No transaction was logged before 1973, and none will be after 5138.
        if value.isNumber, value.integer >= 100_000_000_000 { return Timestamp(seconds: value.integer / 1_000) }
        return try values.time(value, "ts")
    }
}
