internal import PassiveDNS

/// Adds the answers of one transaction, of which a log keeps the question and bare data.
struct AnswerWriter {
    private var writer: RowWriter
    private var types = TypeReader()

    init(acceptable: ClosedRange<Timestamp>) {
        writer = RowWriter(acceptable: acceptable)
    }

    /// A transaction under way.
    struct Row {
        fileprivate var chain: AnswerChain
        fileprivate let period: Period
        fileprivate let sensor: Int32
        fileprivate let before: Int
        fileprivate var answers = 0

        /// What became of it.
        func outcome(_ batch: ObservationBatch) -> LineOutcome {
            if batch.count > before { return .rows(batch.count - before) }
            return .skipped(answers > 0 ? .partialData : .noAnswer)
        }
    }

    /// The type that was asked for, by its mnemonic (`*` is ANY); `nil` where the log has none.
    mutating func type(name: UnsafeRawBufferPointer) -> RecordType? {
        if name.isEmpty { return nil }
        if equal(name, "*") { return .any }
        // Of other words, such as Zeek's `query-65535` for a type without a name, nothing can be told.
        return types.type(name) ?? RecordType(rawValue: 0)
    }

    /// Begins a transaction.
    func begin(
        query: UnsafeRawBufferPointer,
        asked: RecordType?,
        at time: Timestamp,
        sensor: Int32? = nil,
        _ batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> Row {
        Row(
            chain: AnswerChain(query: query, asked: asked),
            period: try writer.period(first: time, last: time),
            sensor: sensor ?? batch.sensor(UnsafeRawBufferPointer(start: nil, count: 0)),
            before: batch.count
        )
    }

    /// Adds an answer.
    mutating func add(
        _ answer: UnsafeRawBufferPointer,
        _ row: inout Row,
        to batch: inout ObservationBatch
    ) throws(RowWriter.Problem) {
        row.answers += 1
        guard let record = row.chain.record(of: answer) else { return }
        try writer.add(
            rrname: record.owner,
            rrtype: record.type,
            rdata: answer,
            period: row.period,
            count: 1,
            sensor: row.sensor,
            to: &batch
        )
    }
}
