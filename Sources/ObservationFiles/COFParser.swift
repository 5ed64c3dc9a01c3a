internal import CRecordScanner
internal import PassiveDNS

/// Reads lines in the Passive DNS Common Output Format (draft-dulaunoy-dnsop-passive-dns-cof) through simdjson.
///
/// Takes data as a text or an array, numbers as texts, and lines of DNSDB's streaming replies (`{"obj":{…}}`). Unknown
/// fields are passed over.
struct COFParser: ~Copyable {
    /// What became of a line.
    enum Outcome {
        /// So many rows were added.
        case rows(Int)
        /// A rule says that the line holds no observation.
        case skipped(rule: String)
    }

    private let scanner: OpaquePointer?
    private var writer: RowWriter
    private var types: [String: RecordType] = [:]
    private var sensor: Int32 = -1
    private var sensorText: [UInt8] = []

    init(acceptable: ClosedRange<Timestamp>) {
        scanner = record_scanner_create()
        writer = RowWriter(acceptable: acceptable)
    }

    deinit {
        record_scanner_destroy(scanner)
    }

    /// Reads one line, which must be followed by the scanner's padding.
    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into table: inout ObservationTable
    ) throws(RowWriter.Problem) -> Outcome {
        guard let scanner, let base = line.bindMemory(to: CChar.self).baseAddress else {
            return .skipped(rule: "blank line")
        }
        var record = scanned_record()
        switch record_scanner_scan(scanner, base, line.count, &record) {
        case record_scanned: break
        case record_is_condition: return .skipped(rule: "condition line")
        case record_is_no_object: throw RowWriter.Problem(field: "", reason: "is JSON but no object")
        case record_has_bad_field:
            throw RowWriter.Problem(
                field: record.problem.map { String(cString: $0) } ?? "",
                reason: "has a type that does not fit"
            )
        default:
            throw RowWriter.Problem(
                field: "",
                reason: "is no JSON (\(record.problem.map { String(cString: $0) } ?? ""))"
            )
        }
        guard record.rrname.data != nil else { throw RowWriter.Problem(field: "rrname", reason: "is missing") }
        guard record.rdata_count > 0 else {
            guard record.rdata == nil || record.rrtype.is_number || record.rrtype.text.data != nil else {
                throw RowWriter.Problem(field: "rdata", reason: "is missing")
            }
            throw RowWriter.Problem(field: "rdata", reason: "is missing or empty")
        }
        let type = try type(record.rrtype)
        let period = try writer.period(
            first: try time(record.time_first, "time_first"),
            last: try time(record.time_last, "time_last")
        )
        let count = try count(record.count)
        let sensor = sensor(record.sensor_id, &table)
        let before = table.count
        do {
            for index in 0..<record.rdata_count {
                try writer.add(
                    rrname: bytes(record.rrname),
                    rrtype: type,
                    rdata: bytes(record.rdata[index]),
                    period: period,
                    count: count,
                    sensor: sensor,
                    to: &table
                )
            }
        } catch {
            table.removeRows(from: before)
            throw error
        }
        return .rows(Int(record.rdata_count))
    }

    private func bytes(_ text: record_text) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: text.data, count: text.length)
    }

    private mutating func type(_ value: record_value) throws(RowWriter.Problem) -> RecordType {
        if value.is_number, let number = UInt16(exactly: value.number) { return RecordType(rawValue: number) }
        guard !value.is_number, value.text.data != nil else {
            throw RowWriter.Problem(field: "rrtype", reason: "is missing or no record type")
        }
        let text = bytes(value.text)
        if text.count == 1, text[0] == UInt8(ascii: "A") { return .a }
        let name = String(decoding: text.prefix(32), as: UTF8.self)
        if let known = types[name] { return known }
        guard let type = RecordType(name) else {
            throw RowWriter.Problem(field: "rrtype", reason: "is no record type")
        }
        types[name] = type
        return type
    }

    private func time(_ value: record_value, _ field: String) throws(RowWriter.Problem) -> Timestamp? {
        if value.is_number { return Timestamp(seconds: value.number) }
        guard value.text.data != nil else { return nil }
        guard let time = Timestamp(utf8: bytes(value.text)) else {
            throw RowWriter.Problem(field: field, reason: "is no time")
        }
        return time
    }

    private func count(_ value: record_value) throws(RowWriter.Problem) -> Int64 {
        if !value.is_number, value.text.data == nil { return 1 }
        let count = value.is_number ? value.number : Int64(String(decoding: bytes(value.text), as: UTF8.self))
        guard let count, count >= 1, count <= 1 << 53 else {
            throw RowWriter.Problem(field: "count", reason: "is no number from 1 to 2^53")
        }
        return count
    }

    /// The sensor's symbol; most lines have the sensor of the line before.
    private mutating func sensor(_ text: record_text, _ table: inout ObservationTable) -> Int32 {
        let text = bytes(text)
        if sensor >= 0, text.elementsEqual(sensorText) { return sensor }
        sensorText = Array(text)
        sensor = table.symbol(text)
        return sensor
    }
}
