internal import PassiveDNS

/// Delimited text: CSV (RFC 4180), or columns between tabs, semicolons or bars.
///
/// The header tells the columns, or the analyst does, by name or by number.
struct DelimitedFormat: LineFormat {
    private var writer: RowWriter
    private var line: DelimitedLine
    private let columns: ColumnMap

    /// The fields and the names that their columns go by.
    static let fields: [ColumnMap.Field] = [
        .init(name: "rrname", synonyms: ["name", "domain", "query", "qname", "hostname", "host", "fqdn"]),
        .init(name: "rdata", synonyms: ["ip", "address", "ip_address", "value", "answer", "data"]),
        .init(name: "rrtype", synonyms: ["type", "qtype", "record_type"]),
        .init(name: "time_first", synonyms: ["first_seen", "firstseen", "first", "date", "timestamp", "time"]),
        .init(name: "time_last", synonyms: ["last_seen", "lastseen", "last"]),
        .init(name: "count", synonyms: ["hits", "sightings"]),
        .init(name: "sensor_id", synonyms: ["sensor", "source"]),
    ]

    private static let needed = ["rrname", "rdata", "time_first"]

    private init(_ line: DelimitedLine, _ columns: ColumnMap, _ acceptable: ClosedRange<Timestamp>) {
        writer = RowWriter(acceptable: acceptable)
        self.line = line
        self.columns = columns
    }

    /// Begins with the first line of a file, and tells whether that is a header.
    ///
    /// Where name, data and time are given by number, it is one only if it holds no time where one should be.
    static func begin(
        _ first: UnsafeRawBufferPointer,
        columns given: [(field: String, column: String)],
        acceptable: ClosedRange<Timestamp>
    ) throws(RowWriter.Problem) -> (DelimitedFormat, isHeader: Bool) {
        var line = DelimitedLine(delimiter: DelimitedLine.delimiter(of: first))
        _ = line.split(first)
        let numbers = given.compactMap { name, column in Int(column).map { (field: name, column: $0 - 1) } }
        let numbered = ColumnMap(numbers: numbers)
        if needed.allSatisfy(numbered.has) {
            let isRecord = numbered.value("time_first", line.fields).withUnsafeBytes { Timestamp(utf8: $0) } != nil
            return (DelimitedFormat(line, numbered, acceptable), !isRecord)
        }
        let columns = try ColumnMap(header: line.fields, fields: fields, given: given)
        try check(columns, line, first)
        return (DelimitedFormat(line, columns, acceptable), true)
    }

    private static func check(
        _ columns: ColumnMap,
        _ line: DelimitedLine,
        _ first: UnsafeRawBufferPointer
    ) throws(RowWriter.Problem) {
        let missing = needed.filter { !columns.has($0) }
        guard missing.isEmpty else {
            if let other = FormatRecognition.noTable(first) { throw RowWriter.Problem(field: "", reason: other) }
            let found = line.fields.prefix(12).map { String(decoding: $0.prefix(40), as: UTF8.self) }
                .joined(separator: ", ")
            throw RowWriter.Problem(
                field: missing.joined(separator: ", "),
                reason: "no column for it (found: \(found)); name it with --map \(missing[0])=COLUMN"
            )
        }
    }

    mutating func read(
        _ text: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        guard line.split(text) else { return .goesOn }
        try readRecord(into: &batch)
        return .rows(1)
    }

    private mutating func readRecord(into batch: inout ObservationBatch) throws(RowWriter.Problem) {
        let fields = line.fields
        let typeText = String(decoding: columns.value("rrtype", fields), as: UTF8.self)
        var type: RecordType?
        if !typeText.isEmpty {
            guard let read = RecordType(typeText) else {
                throw RowWriter.Problem(field: "rrtype", reason: "is no record type")
            }
            type = read
        }
        let period = try writer.period(first: try time("time_first", fields), last: try time("time_last", fields))
        let countText = columns.value("count", fields)
        let count = countText.isEmpty ? 1 : Int64(String(decoding: countText, as: UTF8.self))
        guard let count, count >= 1, count <= 1 << 53 else {
            throw RowWriter.Problem(field: "count", reason: "is no number from 1 to 2^53")
        }
        let sensor = columns.value("sensor_id", fields).withUnsafeBytes { batch.sensor($0) }
        let name = Refanged.bytes(of: columns.value("rrname", fields), isTypeKnown: type != nil)
        let isNamed = type.map { $0.isAddress || $0.isName } ?? true
        let rdata = columns.value("rdata", fields)
        let data = isNamed ? Refanged.bytes(of: rdata, isTypeKnown: type != nil) : Array(rdata)
        let problem: RowWriter.Problem? = name.withUnsafeBytes { name in
            data.withUnsafeBytes { data in
                do throws(RowWriter.Problem) {
                    try writer.add(
                        rrname: name,
                        rrtype: type,
                        rdata: data,
                        period: period,
                        count: count,
                        sensor: sensor,
                        to: &batch
                    )
                    return nil
                } catch {
                    return error
                }
            }
        }
        if let problem { throw problem }
    }

    private func time(_ field: String, _ fields: [[UInt8]]) throws(RowWriter.Problem) -> Timestamp? {
        let text = columns.value(field, fields)
        guard !text.isEmpty else { return nil }
        guard let time = text.withUnsafeBytes({ Timestamp(utf8: $0) }) else {
            throw RowWriter.Problem(field: field, reason: "is no time")
        }
        return time
    }
}
