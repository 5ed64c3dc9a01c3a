internal import PackedFiles
public import PassiveDNS

/// Reads passive DNS from a file of any format that `docs/formats.md` names, plain or packed with gzip, bzip2, xz or zstd.
///
/// Format and packing are told from the content.
///
/// One pass; memory is the table's and a few MiB. Single lines that make no sense are refused and counted; a file that
/// can't be read to its end, or has no header that makes sense, is an error as a whole.
public struct ObservationReader {
    private let file: String
    private let acceptable: ClosedRange<Timestamp>
    private let options: FormatOptions
    /// Called with each refused line.
    public var onReject: (Reject) -> Void = { _ in }
    /// Called now and then, about every 20,000 lines.
    public var onProgress: (ReadProgress) -> Void = { _ in }

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - file: a path, or `-` for standard input.
    ///   - acceptable: times outside are refused as impossible.
    ///   - options: what the content does not tell.
    public init(file: String, acceptable: ClosedRange<Timestamp>, options: FormatOptions = FormatOptions()) {
        self.file = file
        self.acceptable = acceptable
        self.options = options
    }

    /// Reads the file into a table.
    ///
    /// - Parameters:
    ///   - table: where the observations go.
    ///   - batchRows: after about so many rows `onBatch` is called.
    ///   - onBatch: takes the table and, for each accepted line since the last call, how many rows it gave; may remove the
    ///     rows. Called once more at the end.
    /// - Returns: what became of the lines.
    /// - Throws: ``InputError``, or what `onBatch` throws.
    public func read(
        into table: inout ObservationTable,
        batchRows: Int = .max,
        onBatch: ((inout ObservationTable, [Int32]) throws -> Void)? = nil
    ) throws -> ReadReport {
        var lines = try LineReader(file)
        var records = RecordReader(file: file, acceptable: acceptable, options: options, onReject: onReject)
        var batch = ObservationBatch()
        var rowsOfLines: [Int32] = []
        var batched = 0
        while true {
            let step = try lines.next()
            if case .end = step { break }
            if records.report.lines % 20_000 == 0 { onProgress(records.progress(lines)) }
            let rows = try records.read(step, &lines, into: &batch)
            if batch.isFull { table.append(&batch) }
            guard rows > 0, let onBatch else { continue }
            rowsOfLines.append(Int32(rows))
            batched += rows
            if batched >= batchRows {
                table.append(&batch)
                try onBatch(&table, rowsOfLines)
                rowsOfLines.removeAll(keepingCapacity: true)
                batched = 0
            }
        }
        table.append(&batch)
        try onBatch?(&table, rowsOfLines)
        onProgress(records.progress(lines))
        return records.finish(lines)
    }
}
