internal import PassiveDNS

/// The JSON of gamelinux passivedns (`-j`), one record a line; see ``PassivednsLineFormat``.
struct PassivednsJSONFormat: LineFormat {
    private let scanner = JSONScanner()
    private let fields = JSONFields("query type class answer count timestamp_s timestamp hostname")
    private var values = RecordValues()
    private var writer: RowWriter

    init(acceptable: ClosedRange<Timestamp>) {
        writer = RowWriter(acceptable: acceptable)
    }

    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        try fields.read(line, by: scanner)
        if fields[2].isText, !equal(fields[2].bytes, "IN") { return .skipped(.otherClass) }
        let answer = try values.text(fields[3], "answer")
        if isResponseCode(answer) { return .skipped(.responseCode) }
        let type = try values.type(fields[1], "type")
        guard type.isWholeInLogs else { return .skipped(.partialData) }
        // `timestamp` is local time and is read only where the seconds were left out.
        let time = try values.time(fields[5].isMissing ? fields[6] : fields[5], "timestamp")
        try writer.add(
            rrname: try values.text(fields[0], "query"),
            rrtype: type,
            rdata: answer,
            period: try writer.period(first: time, last: time),
            count: try values.count(fields[4], "count"),
            sensor: try values.sensor(fields[7], "hostname", &batch),
            to: &batch
        )
        return .rows(1)
    }
}
