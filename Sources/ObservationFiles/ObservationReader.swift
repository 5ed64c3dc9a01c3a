internal import PackedFiles
public import PassiveDNS

/// Reads passive DNS from a file: Common Output Format (one JSON object a line) or delimited text with a header,
/// plain or packed with gzip, bzip2, xz or zstd.
///
/// Format and packing are told from the content.
///
/// One pass; memory is the table's and a few MiB. Single lines that make no sense are refused and counted; a file that
/// can't be read to its end, or has no header that makes sense, is an error as a whole.
public struct ObservationReader {
    private let file: String
    private let acceptable: ClosedRange<Timestamp>
    /// Called with each refused line.
    public var onReject: (Reject) -> Void = { _ in }
    /// Called now and then, about every 20,000 lines.
    public var onProgress: (ReadProgress) -> Void = { _ in }

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - file: a path, or `-` for standard input.
    ///   - acceptable: times outside are refused as impossible.
    public init(file: String, acceptable: ClosedRange<Timestamp>) {
        self.file = file
        self.acceptable = acceptable
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
        var report = ReadReport()
        var lines = try LineReader(file)
        var cof = COFParser(acceptable: acceptable)
        var delimited: DelimitedParser?
        var isDelimited: Bool?
        var pending: [UInt8] = []
        var pendingLine = 0
        var rowsOfLines: [Int32] = []
        var batched = 0

        reading: while true {
            let text: UnsafeRawBufferPointer
            switch try lines.next() {
            case .end: break reading
            case .tooLong:
                report.lines += 1
                reject(&report, lines.number, "", "is longer than \(LineReader.longestLine) bytes", nil)
                continue
            case .line(let line): text = line
            }
            if report.lines % 20_000 == 0 {
                onProgress(
                    ReadProgress(lines: report.lines, bytesRead: lines.bytesRead, bytesInAll: lines.bytesInAll)
                )
            }
            if pending.isEmpty {
                report.lines += 1
                if let rule = Self.skipRule(text, isDelimited) {
                    report.skipped[rule, default: 0] += 1
                    continue
                }
            }
            if isDelimited == nil {
                guard text.first != UInt8(ascii: "[") else {
                    throw InputError(
                        file: file,
                        line: lines.number,
                        reason: "a JSON array is no stream of records; convert it with: jq -c '.[]'"
                    )
                }
                isDelimited = text.first != UInt8(ascii: "{")
                if isDelimited == true {
                    do throws(RowWriter.Problem) {
                        delimited = try DelimitedParser(header: text, acceptable: acceptable)
                    } catch {
                        throw InputError(file: file, line: lines.number, reason: "\(error.field): \(error.reason)")
                    }
                    report.skipped["header", default: 0] += 1
                    continue
                }
            }
            do throws(RowWriter.Problem) {
                let rows: Int
                if delimited == nil {
                    switch try cof.read(text, into: &table) {
                    case .rows(let count): rows = count
                    case .skipped(let rule):
                        report.skipped[rule, default: 0] += 1
                        continue
                    }
                } else if pending.isEmpty {
                    guard let count = try delimited?.read(text, into: &table) else {
                        pending = Array(text)
                        pendingLine = lines.number
                        continue
                    }
                    rows = count
                } else {
                    pending.append(UInt8(ascii: "\n"))
                    pending.append(contentsOf: text)
                    guard pending.count <= LineReader.longestLine else {
                        pending = []
                        throw RowWriter.Problem(field: "", reason: "a quoted field never ends")
                    }
                    let whole = pending
                    let line = DelimitedText(bytes: whole)
                    guard let count = try line.read(&delimited, into: &table) else { continue }
                    pending = []
                    rows = count
                }
                report.accepted += 1
                report.rows += rows
                batched += rows
                if onBatch != nil { rowsOfLines.append(Int32(rows)) }
            } catch {
                let number = pendingLine > 0 ? pendingLine : lines.number
                reject(&report, number, error.field, error.reason, text)
                pending = []
            }
            pendingLine = 0
            if batched >= batchRows, let onBatch {
                try onBatch(&table, rowsOfLines)
                rowsOfLines.removeAll(keepingCapacity: true)
                batched = 0
            }
        }
        if !pending.isEmpty {
            reject(&report, pendingLine, "", "a quoted field never ends", nil)
        }
        try onBatch?(&table, rowsOfLines)
        onProgress(ReadProgress(lines: report.lines, bytesRead: lines.bytesRead, bytesInAll: lines.bytesInAll))
        report.digest = lines.finish()
        return report
    }

    private static func skipRule(_ text: UnsafeRawBufferPointer, _ isDelimited: Bool?) -> String? {
        guard let first = text.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
            return "blank line"
        }
        return first == UInt8(ascii: "#") ? "comment" : nil
    }

    private func reject(
        _ report: inout ReadReport,
        _ line: Int,
        _ field: String,
        _ reason: String,
        _ text: UnsafeRawBufferPointer?
    ) {
        report.rejected += 1
        let beginning = text.map { String(decoding: $0.prefix(1_000), as: UTF8.self) } ?? ""
        let reject = Reject(file: file, line: line, field: field, reason: reason, text: beginning)
        if report.firstRejects.count < 5 { report.firstRejects.append(reject) }
        onReject(reject)
    }
}

/// A record that was gathered from several lines.
private struct DelimitedText {
    let bytes: [UInt8]

    func read(_ parser: inout DelimitedParser?, into table: inout ObservationTable) throws(RowWriter.Problem) -> Int? {
        let outcome: Result<Int?, RowWriter.Problem> = bytes.withUnsafeBytes { text in
            do throws(RowWriter.Problem) {
                return .success(try parser?.read(text, into: &table))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }
}
