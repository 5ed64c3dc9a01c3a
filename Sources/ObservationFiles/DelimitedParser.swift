internal import PassiveDNS

/// Reads passive DNS from delimited text with a header.
struct DelimitedParser {
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

    /// Maps a header; throws what is missing from it.
    init(header: UnsafeRawBufferPointer, acceptable: ClosedRange<Timestamp>) throws(RowWriter.Problem) {
        writer = RowWriter(acceptable: acceptable)
        line = DelimitedLine(delimiter: DelimitedLine.delimiter(of: header))
        _ = line.split(header)
        columns = ColumnMap(header: line.fields, fields: Self.fields)
        let missing = ["rrname", "rdata", "time_first"].filter { !columns.has($0) }
        guard missing.isEmpty else {
            let found = line.fields.prefix(12).map { String(decoding: $0.prefix(40), as: UTF8.self) }
                .joined(separator: ", ")
            throw RowWriter.Problem(
                field: missing.joined(separator: ", "),
                reason:
                    "no column for it in the header (found: \(found)); name them rrname, rdata and time_first, or as README.md lists"
            )
        }
    }

    /// Reads one record; `nil` where a quoted field goes on in the next line.
    mutating func read(
        _ text: UnsafeRawBufferPointer,
        into table: inout ObservationTable
    ) throws(RowWriter.Problem) -> Int? {
        guard line.split(text) else { return nil }
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
        let sensor = columns.value("sensor_id", fields).withUnsafeBytes { table.symbol($0) }
        let name = Array(columns.value("rrname", fields))
        let data = Array(columns.value("rdata", fields))
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
                        to: &table
                    )
                    return nil
                } catch {
                    return error
                }
            }
        }
        if let problem { throw problem }
        return 1
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
