internal import PassiveDNS

/// The lines of gamelinux passivedns: columns between `||`, one record each.
///
/// A line's count is how often the record was seen since its line before, and its time when it was seen last, so lines of
/// one record add up. Times without an offset are taken as UTC.
struct PassivednsLineFormat: LineFormat {
    private let fields: PassivednsFields
    private var columns: [UnsafeRawBufferPointer] = []
    private var values = RecordValues()
    private var writer: RowWriter

    /// Takes the fields as passivedns' `-f` does; its default where there are none.
    init(letters: String?, acceptable: ClosedRange<Timestamp>) throws(RowWriter.Problem) {
        fields = try PassivednsFields(letters: letters ?? PassivednsFields.usual)
        writer = RowWriter(acceptable: acceptable)
    }

    /// Whether a line looks like one with the default fields: nine columns, the first a time.
    static func recognises(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let first = line.bar(from: 0),
            Timestamp(utf8: UnsafeRawBufferPointer(rebasing: line[..<first])) != nil
        else { return false }
        var bars = 0
        var at = 0
        while let bar = line.bar(from: at) {
            bars += 1
            at = bar + 2
        }
        return bars >= 8
    }

    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        split(line)
        // A text in an answer may hold bars of its own.
        let surplus = columns.count - fields.count
        guard surplus >= 0 else {
            throw RowWriter.Problem(
                field: "",
                reason: "has \(columns.count) columns, not \(fields.count); name them with --fields"
            )
        }
        func value(_ place: Int) -> UnsafeRawBufferPointer { columns[place > fields.answer ? place + surplus : place] }
        if fields.recordClass >= 0, !equal(value(fields.recordClass), "IN") { return .skipped(.otherClass) }
        let answer = value(fields.answer)
        if isResponseCode(answer) { return .skipped(.responseCode) }
        guard let type = values.typeIfKnown(value(fields.type)) else {
            throw RowWriter.Problem(field: "type", reason: "is no record type")
        }
        guard type.isWholeInLogs else { return .skipped(.partialData) }
        guard let time = Timestamp(utf8: value(fields.time)) else {
            throw RowWriter.Problem(field: "timestamp", reason: "is no time")
        }
        let count = fields.sightings < 0 ? 1 : wholeNumber(value(fields.sightings))
        guard let count, count >= 1, count <= 1 << 53 else {
            throw RowWriter.Problem(field: "count", reason: "is no number from 1 to 2^53")
        }
        let host = fields.host < 0 ? UnsafeRawBufferPointer(start: nil, count: 0) : value(fields.host)
        try writer.add(
            rrname: value(fields.query),
            rrtype: type,
            rdata: answer,
            period: try writer.period(first: time, last: time),
            count: count,
            sensor: batch.sensor(host),
            to: &batch
        )
        return .rows(1)
    }

    private mutating func split(_ line: UnsafeRawBufferPointer) {
        columns.removeAll(keepingCapacity: true)
        var at = 0
        while let bar = line.bar(from: at) {
            columns.append(UnsafeRawBufferPointer(rebasing: line[at..<bar]))
            at = bar + 2
        }
        columns.append(UnsafeRawBufferPointer(rebasing: line[at...]))
    }
}

extension UnsafeRawBufferPointer {
    /// Where the next `||` begins.
    fileprivate func bar(from start: Int) -> Int? {
        var at = start
        while let found = firstIndex(of: UInt8(ascii: "|"), from: at) {
            if found + 1 < count, self[found + 1] == UInt8(ascii: "|") { return found }
            at = found + 1
        }
        return nil
    }
}
