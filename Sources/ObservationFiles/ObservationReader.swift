internal import Dispatch
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
    ///   - batchBytes: once the table takes about so much memory `onBatch` is called.
    ///   - onBatch: takes the table and, for each accepted line since the last call, how many rows it gave; may put an empty
    ///     table in its place. Called once more at the end.
    /// - Returns: what became of the lines.
    /// - Throws: ``InputError``, or what `onBatch` throws.
    public func read(
        into table: inout ObservationTable,
        batchBytes: Int = .max,
        onBatch: ((inout ObservationTable, [Int32]) throws -> Void)? = nil
    ) throws -> ReadReport {
        let parcels = ParcelQueue()
        defer { parcels.close() }
        startReading(to: parcels)
        var rowsOfLines: [Int32] = []
        while true {
            var parcel = parcels.take()
            for reject in parcel.rejects { onReject(reject) }
            if let progress = parcel.progress { onProgress(progress) }
            table.append(&parcel.batch)
            if onBatch != nil { rowsOfLines += parcel.rowsOfLines }
            let end = parcel.end
            parcels.giveBack(consume parcel)
            if let end {
                let report = try end.get()
                try onBatch?(&table, rowsOfLines)
                return report
            }
            guard table.byteCount >= batchBytes, let onBatch else { continue }
            try onBatch(&table, rowsOfLines)
            rowsOfLines.removeAll(keepingCapacity: true)
        }
    }

    /// Reads the file on a thread of its own, so that lines are read while names are numbered and rows stored.
    private func startReading(to parcels: ParcelQueue) {
        let (file, acceptable, options) = (file, acceptable, options)
        DispatchQueue.global().async {
            do throws(InputError) {
                var lines = try LineReader(file)
                var records = RecordReader(file: file, acceptable: acceptable, options: options)
                while try records.readNext(&lines) {
                    guard !records.parcel.isFull || parcels.send(records.takeParcel(parcels.emptyParcel())) else {
                        return
                    }
                }
                _ = parcels.send(records.finish(lines))
            } catch {
                _ = parcels.send(ReadParcel(end: .failure(error)))
            }
        }
    }
}
