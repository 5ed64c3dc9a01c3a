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
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        try fields.read(line, by: scanner)
        let host = try values.text(fields[0], "host")
        guard (2...11).contains(where: { fields[$0].isArray }) else { return .skipped(.noAnswer) }
        guard let time = try values.time(fields[1], "timestamp") else {
            throw RowWriter.Problem(field: "timestamp", reason: "is missing; dnsx writes it since version 1.0.5")
        }
        let before = batch.count
        var chain = try answers.begin(query: host, asked: nil, at: time, &batch)
        for index in 2...4 { try add(fields[index], &chain, &batch) }
        var servers = try answers.begin(query: host, asked: .ns, at: time, &batch)
        try add(fields[5], &servers, &batch)
        var pointers = try answers.begin(query: host, asked: .ptr, at: time, &batch)
        try add(fields[6], &pointers, &batch)
        return batch.count > before ? .rows(batch.count - before) : .skipped(.partialData)
    }

    private mutating func add(
        _ list: JSONValue,
        _ row: inout AnswerWriter.Row,
        _ batch: inout ObservationBatch
    ) throws(RowWriter.Problem) {
        for item in list.items { try answers.add(try values.text(item, "data"), &row, to: &batch) }
    }
}
