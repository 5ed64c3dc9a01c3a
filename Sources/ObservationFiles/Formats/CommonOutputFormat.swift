internal import PassiveDNS

/// The Passive DNS Common Output Format (draft-dulaunoy-dnsop-passive-dns-cof), one JSON object a line, as CIRCL and
/// DNSDB API v1 write it, and the replies of DNSDB API v2, where each is wrapped as `{"obj":{…}}` between conditions.
///
/// Takes data as a text or an array, numbers as texts, and types as numbers. Unknown fields are passed over.
struct CommonOutputFormat: LineFormat {
    private let scanner = JSONScanner()
    private let fields = JSONFields(
        "rrname rrtype rdata time_first time_last count sensor_id zone_time_first zone_time_last obj cond msg"
    )
    private var values: RecordValues
    private var writer: RowWriter
    private var reply = StreamedReply()

    init(acceptable: ClosedRange<Timestamp>) {
        writer = RowWriter(acceptable: acceptable)
        values = RecordValues()
    }

    var notices: [String] { reply.notices }

    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        try fields.read(line, by: scanner)
        if fields[0].isMissing {
            if fields[9].isObject {
                reply.record()
                fields.read(fields[9])
            } else if fields[10].isText {
                reply.condition(fields[10].string, message: fields[11].string)
                return .skipped(.condition)
            }
        }
        return .rows(try readRecord(into: &batch))
    }

    private mutating func readRecord(into batch: inout ObservationBatch) throws(RowWriter.Problem) -> Int {
        let name = try values.text(fields[0], "rrname")
        let type = try values.type(fields[1], "rrtype")
        let first = try values.time(fields[3].isMissing ? fields[7] : fields[3], "time_first")
        let last = try values.time(fields[4].isMissing ? fields[8] : fields[4], "time_last")
        let period = try writer.period(first: first, last: last)
        let count = try values.count(fields[5], "count")
        let sensor = try values.sensor(fields[6], "sensor_id", &batch)
        if fields[2].isText {
            try writer.add(
                rrname: name,
                rrtype: type,
                rdata: fields[2].bytes,
                period: period,
                count: count,
                sensor: sensor,
                to: &batch
            )
            return 1
        }
        guard fields[2].isArray else {
            throw RowWriter.Problem(field: "rdata", reason: fields[2].isMissing ? "is missing" : "is no text or array")
        }
        let before = batch.count
        for item in fields[2].items {
            try writer.add(
                rrname: name,
                rrtype: type,
                rdata: try values.text(item, "rdata"),
                period: period,
                count: count,
                sensor: sensor,
                to: &batch
            )
        }
        guard batch.count > before else { throw RowWriter.Problem(field: "rdata", reason: "is empty") }
        return batch.count - before
    }
}
