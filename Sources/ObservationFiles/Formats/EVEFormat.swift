internal import PassiveDNS

/// Suricata's EVE log (versions 1, 2 and 3 of its `dns` object), one event a line; other events are passed over.
///
/// Takes the answer section: `answers` with their owners, else `grouped`, where aliases stand in the order of the message
/// and all else belongs to the last of them. Of `answers`, those count that lie on the way of aliases from the question: a
/// server may put any others beside them. `host` is the sensor. No client's address is read.
struct EVEFormat: LineFormat {
    private let scanner = JSONScanner()
    private let fields = JSONFields(
        "timestamp event_type src_port dest_port host dns/type dns/rrname dns/rrtype dns/rdata dns/answers dns/grouped"
            + " dns/queries"
    )
    private let record = JSONFields("rrname rrtype rdata")
    private let groups = JSONFields("CNAME A AAAA NS PTR DNAME")
    private var values = RecordValues()
    private var writer: RowWriter
    private var chain = QuestionChain()
    private var unrelated = 0

    var notices: [String] {
        unrelated == 0
            ? [] : ["\(counted(unrelated, "record")) left out that no alias ties to the question"]
    }

    init(acceptable: ClosedRange<Timestamp>) {
        writer = RowWriter(acceptable: acceptable)
    }

    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        try fields.read(line, by: scanner)
        guard equal(fields[1].bytes, "dns") else { return .skipped(.otherEvent) }
        guard equal(fields[5].bytes, "answer") || equal(fields[5].bytes, "response") else {
            return .skipped(.otherEvent)
        }
        if isLocalNamePort(fields[2].integer) || isLocalNamePort(fields[3].integer) { return .skipped(.localNames) }
        guard fields[9].isArray || fields[10].isObject || fields[8].isText else { return .skipped(.noAnswer) }
        let time = try values.time(fields[0], "timestamp")
        let period = try writer.period(first: time, last: time)
        let before = batch.count
        var answers = 0
        let sensor = try values.sensor(fields[4], "host", &batch)
        if fields[9].isArray {
            answers = try addAnswers(period, sensor, &batch)
        } else if fields[10].isObject {
            answers = try addGroups(period, sensor, &batch)
        } else {
            answers = 1
            try add(fields[6], fields[7], fields[8], period, sensor, &batch)
        }
        if batch.count > before { return .rows(batch.count - before) }
        return .skipped(answers > 0 ? .partialData : .noAnswer)
    }

    /// Adds the records of `answers` that belong to the question, and tells how many those are.
    private mutating func addAnswers(
        _ period: Period,
        _ sensor: Int32,
        _ batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> Int {
        if !fields[6].isText, let query = fields[11].items.first(where: { _ in true }) {
            record.read(query)
            chain.begin(record[0].isText ? record[0].bytes : nil)
        } else {
            chain.begin(fields[6].isText ? fields[6].bytes : nil)
        }
        var answers = 0
        for answer in fields[9].items {
            record.read(answer)
            guard chain.take(owner: record[0].bytes, type: record[1].bytes, data: record[2].bytes) else {
                unrelated += 1
                continue
            }
            answers += 1
            try add(record[0], record[1], record[2], period, sensor, &batch)
        }
        return answers
    }

    private mutating func add(
        _ rrname: JSONValue,
        _ rrtype: JSONValue,
        _ rdata: JSONValue,
        _ period: Period,
        _ sensor: Int32,
        _ batch: inout ObservationBatch
    ) throws(RowWriter.Problem) {
        guard let type = try typeIfWhole(rrtype), rdata.bytes.count > 0 else { return }
        let name = try values.text(rrname, "rrname")
        let data = try values.text(rdata, "rdata")
        try writer.add(rrname: name, rrtype: type, rdata: data, period: period, count: 1, sensor: sensor, to: &batch)
    }

    /// The type of an answer; `nil` where the log does not hold its data whole, as of all types that it has no name for.
    private mutating func typeIfWhole(_ rrtype: JSONValue) throws(RowWriter.Problem) -> RecordType? {
        guard rrtype.isText else { throw RowWriter.Problem(field: "rrtype", reason: "is missing or no text") }
        guard let type = values.typeIfKnown(rrtype.bytes), type.isWholeInLogs else { return nil }
        return type
    }

    /// Adds the answers of `grouped`, and tells how many groups there are.
    private mutating func addGroups(
        _ period: Period,
        _ sensor: Int32,
        _ batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> Int {
        if !fields[6].isText, let query = fields[11].items.first(where: { _ in true }) { record.read(query) }
        var owner = try values.text(fields[6].isText ? fields[6] : record[0], "rrname")
        groups.read(fields[10])
        for (index, type) in Self.groupTypes.enumerated() {
            for item in groups[index].items {
                let data = try values.text(item, "rdata")
                try writer.add(
                    rrname: owner,
                    rrtype: type,
                    rdata: data,
                    period: period,
                    count: 1,
                    sensor: sensor,
                    to: &batch
                )
                if type == .cname { owner = data }
            }
        }
        return fields[10].items.reduce(0) { count, _ in count + 1 }
    }

    /// The types in the order of the groups' names.
    private static let groupTypes: [RecordType] = [.cname, .a, .aaaa, .ns, .ptr, .dname]
}
