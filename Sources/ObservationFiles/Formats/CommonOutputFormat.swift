internal import PassiveDNS

/// The Passive DNS Common Output Format (draft-dulaunoy-dnsop-passive-dns-cof), one JSON object a line, as CIRCL and
/// DNSDB API v1 write it, and the replies of DNSDB API v2, where each is wrapped as `{"obj":{…}}` between conditions.
///
/// Takes data as a text or an array, numbers as texts, and types as numbers. Unknown fields are passed over.
struct CommonOutputFormat: LineFormat {
    private let scanner = JSONScanner()
    private let frame = JSONFields("rrname obj cond msg")
    private let fields = JSONFields(
        "rrname rrtype rdata time_first time_last count sensor_id zone_time_first zone_time_last"
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
        into table: inout ObservationTable
    ) throws(RowWriter.Problem) -> LineOutcome {
        let root = try scanner.object(line)
        fields.read(root)
        if fields[0].isMissing {
            frame.read(root)
            if frame[1].isObject {
                reply.record()
                fields.read(frame[1])
            } else if frame[2].isText {
                reply.condition(frame[2].string, message: frame[3].string)
                return .skipped(.condition)
            }
        }
        return .rows(try readRecord(into: &table))
    }

    private mutating func readRecord(into table: inout ObservationTable) throws(RowWriter.Problem) -> Int {
        let name = try values.text(fields[0], "rrname")
        let type = try values.type(fields[1], "rrtype")
        let first = try values.time(fields[3].isMissing ? fields[7] : fields[3], "time_first")
        let last = try values.time(fields[4].isMissing ? fields[8] : fields[4], "time_last")
        let period = try writer.period(first: first, last: last)
        let count = try values.count(fields[5], "count")
        let sensor = try values.sensor(fields[6], "sensor_id", &table)
        if fields[2].isText {
            try writer.add(
                rrname: name,
                rrtype: type,
                rdata: fields[2].bytes,
                period: period,
                count: count,
                sensor: sensor,
                to: &table
            )
            return 1
        }
        guard fields[2].isArray else {
            throw RowWriter.Problem(field: "rdata", reason: fields[2].isMissing ? "is missing" : "is no text or array")
        }
        let before = table.count
        for item in fields[2].items {
            try writer.add(
                rrname: name,
                rrtype: type,
                rdata: try values.text(item, "rdata"),
                period: period,
                count: count,
                sensor: sensor,
                to: &table
            )
        }
        guard table.count > before else { throw RowWriter.Problem(field: "rdata", reason: "is empty") }
        return table.count - before
    }
}
