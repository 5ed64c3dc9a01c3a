internal import PassiveDNS

/// The NDJSON of massdns (`-o J`), one reply a line; its answer section is taken, with the owners that it names.
struct MassdnsFormat: LineFormat {
    private let scanner = JSONScanner()
    private let reply = JSONFields("class rx_ts data")
    private let sections = JSONFields("answers")
    private let record = JSONFields("name type class data")
    private var values = RecordValues()
    private var writer: RowWriter

    init(acceptable: ClosedRange<Timestamp>) {
        writer = RowWriter(acceptable: acceptable)
    }

    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        try reply.read(line, by: scanner)
        if reply[0].isText, !equal(reply[0].bytes, "IN") { return .skipped(.otherClass) }
        sections.read(reply[2])
        guard sections[0].isArray else { return .skipped(.noAnswer) }
        guard reply[1].isNumber else {
            throw RowWriter.Problem(field: "rx_ts", reason: "is missing; newer versions of massdns write it")
        }
        // Nanoseconds since 1970.
        let time = Timestamp(seconds: reply[1].integer / 1_000_000_000)
        let period = try writer.period(first: time, last: time)
        let sensor = batch.sensor(UnsafeRawBufferPointer(start: nil, count: 0))
        let before = batch.count
        for answer in sections[0].items {
            record.read(answer)
            guard record[2].isMissing || equal(record[2].bytes, "IN") else { continue }
            try writer.add(
                rrname: try values.text(record[0], "name"),
                rrtype: try values.type(record[1], "type"),
                rdata: try values.text(record[3], "data"),
                period: period,
                count: 1,
                sensor: sensor,
                to: &batch
            )
        }
        return batch.count > before ? .rows(batch.count - before) : .skipped(.noAnswer)
    }
}
