internal import PassiveDNS

/// The JSON of dnsx (`-json`), one name a line, with the data of each type in an array.
///
/// Addresses belong to the last alias; see ``AnswerChain``.
struct DnsxFormat: LineFormat {
    private let scanner = JSONScanner()
    private let fields = JSONFields("host timestamp cname a aaaa ns ptr mx txt soa srv caa")
    private let values = RecordValues()
    private var answers: AnswerWriter

    init(acceptable: ClosedRange<Timestamp>) {
        answers = AnswerWriter(acceptable: acceptable)
    }

    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into table: inout ObservationTable
    ) throws(RowWriter.Problem) -> LineOutcome {
        fields.read(try scanner.object(line))
        let host = try values.text(fields[0], "host")
        guard (2...11).contains(where: { fields[$0].isArray }) else { return .skipped(.noAnswer) }
        guard let time = try values.time(fields[1], "timestamp") else {
            throw RowWriter.Problem(field: "timestamp", reason: "is missing; dnsx writes it since version 1.0.5")
        }
        let before = table.count
        var chain = try answers.begin(query: host, asked: nil, at: time, &table)
        for index in 2...4 { try add(fields[index], &chain, &table) }
        var servers = try answers.begin(query: host, asked: .ns, at: time, &table)
        try add(fields[5], &servers, &table)
        var pointers = try answers.begin(query: host, asked: .ptr, at: time, &table)
        try add(fields[6], &pointers, &table)
        return table.count > before ? .rows(table.count - before) : .skipped(.partialData)
    }

    private mutating func add(
        _ list: JSONValue,
        _ row: inout AnswerWriter.Row,
        _ table: inout ObservationTable
    ) throws(RowWriter.Problem) {
        for item in list.items { try answers.add(try values.text(item, "data"), &row, to: &table) }
    }
}
