internal import PackedFiles
internal import PassiveDNS

/// Reads the lines of one file through its format, which the first of them tells, into parcels, and counts what became of
/// them.
struct RecordReader: ~Copyable {
    private let file: String
    private let recognition: FormatRecognition
    /// The format, once it is known; in an array, where it is changed in place.
    private var format: [any LineFormat] = []
    private var readsNumberSigns = false
    /// Where the record began that goes on in the next line; 0 where none does.
    private var openSince = 0
    private var skipped = [Int](repeating: 0, count: SkipRule.allCases.count)
    private var report = ReadReport()
    /// What was read since ``takeParcel()``.
    private(set) var parcel = ReadParcel()

    /// Rules in the order of ``skipped``.
    private static let rules = SkipRule.allCases

    /// Lines between two reports of progress.
    private static let stride = 20_000

    init(file: String, acceptable: ClosedRange<Timestamp>, options: FormatOptions) {
        self.file = file
        recognition = FormatRecognition(options: options, acceptable: acceptable)
    }

    /// Reads the next line; `false` at the end.
    mutating func readNext(_ lines: inout LineReader) throws(InputError) -> Bool {
        let step = try lines.next()
        if case .end = step { return false }
        if report.lines % Self.stride == 0 { parcel.progress = progress(lines) }
        let before = parcel.batch.count
        try read(step, &lines)
        let rows = parcel.batch.count - before
        if rows > 0 { parcel.rowsOfLines.append(Int32(rows)) }
        return true
    }

    /// What was read since the last call.
    mutating func takeParcel() -> ReadParcel {
        var taken = ReadParcel()
        swap(&taken, &parcel)
        return taken
    }

    private mutating func read(_ step: LineReader.Step, _ lines: inout LineReader) throws(InputError) {
        guard case .line(let line) = step else {
            if case .tooLong = step {
                report.lines += 1
                reject(lines.number, "", "is longer than \(LineReader.longestLine) bytes", nil)
            }
            return
        }
        if openSince == 0 {
            if format.isEmpty, FormatRecognition.spansLines(line), !lines.readsElements {
                lines.readElements()
                return
            }
            report.lines += 1
            if let rule = rule(for: line) {
                skip(rule)
                return
            }
        }
        let number = openSince > 0 ? openSince : lines.number
        let before = parcel.batch.count
        do throws(RowWriter.Problem) {
            if try isFormatKnown(line) { count(try format[0].read(line, into: &parcel.batch), lines.number) }
        } catch {
            parcel.batch.removeRows(from: before)
            // Of a file that begins with a header, nothing can be read where that makes no sense.
            if format.isEmpty, line.trimmingSpaces().first != UInt8(ascii: "{") {
                throw InputError(
                    file: file,
                    line: number,
                    reason: error.field.isEmpty ? error.reason : "\(error.field): \(error.reason)"
                )
            }
            openSince = 0
            reject(number, error.field, error.reason, line)
        }
    }

    /// Ends the file with a last parcel, which tells what became of its lines.
    consuming func finish(_ lines: borrowing LineReader) -> ReadParcel {
        if openSince > 0 { reject(openSince, "", "a quoted field never ends", nil) }
        openSince = 0
        report.notices = format.flatMap(\.notices)
        for (rule, count) in zip(Self.rules, skipped) where count > 0 { report.skipped[rule.rawValue] = count }
        report.digest = lines.finish()
        parcel.progress = progress(lines)
        parcel.end = .success(report)
        return takeParcel()
    }

    /// How far reading has come.
    private func progress(_ lines: borrowing LineReader) -> ReadProgress {
        ReadProgress(lines: report.lines, bytesRead: lines.bytesRead, bytesInAll: lines.bytesInAll)
    }

    /// Tells the format by the first line that says something; `false` where that line is a header, and read by now.
    private mutating func isFormatKnown(_ line: UnsafeRawBufferPointer) throws(RowWriter.Problem) -> Bool {
        guard format.isEmpty else { return true }
        let finding = try recognition.format(of: line)
        format = [finding.format]
        readsNumberSigns = finding.format.readsNumberSigns
        if finding.isHeader { skip(.header) }
        return !finding.isHeader
    }

    private mutating func count(_ outcome: LineOutcome, _ number: Int) {
        switch outcome {
        case .goesOn:
            if openSince == 0 { openSince = number }
        case .skipped(let rule):
            openSince = 0
            skip(rule)
        case .rows(let rows):
            openSince = 0
            report.accepted += 1
            report.rows += rows
        }
    }

    /// Why a line is passed over before any format sees it.
    private func rule(for line: UnsafeRawBufferPointer) -> SkipRule? {
        guard let first = line.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
            return .blank
        }
        guard first == UInt8(ascii: "#"), !readsNumberSigns else { return nil }
        return format.isEmpty && FormatRecognition.beginsZeekLog(line) ? nil : .comment
    }

    private mutating func skip(_ rule: SkipRule) {
        for index in Self.rules.indices where Self.rules[index] == rule { skipped[index] += 1 }
    }

    private mutating func reject(_ line: Int, _ field: String, _ reason: String, _ text: UnsafeRawBufferPointer?) {
        report.rejected += 1
        let beginning = text.map { String(decoding: $0.prefix(1_000), as: UTF8.self) } ?? ""
        let reject = Reject(file: file, line: line, field: field, reason: reason, text: beginning)
        if report.firstRejects.count < 5 { report.firstRejects.append(reject) }
        parcel.rejects.append(reject)
    }
}
