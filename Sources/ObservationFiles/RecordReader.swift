internal import PackedFiles
internal import PassiveDNS

/// Reads the lines of one file through its format, which the first of them tells, and counts what became of them.
struct RecordReader: ~Copyable {
    private let file: String
    private let recognition: FormatRecognition
    private let onReject: (Reject) -> Void
    /// The format, once it is known; in an array, where it is changed in place.
    private var format: [any LineFormat] = []
    private var readsNumberSigns = false
    /// Where the record began that goes on in the next line; 0 where none does.
    private var openSince = 0
    private var skipped = [Int](repeating: 0, count: SkipRule.allCases.count)
    private(set) var report = ReadReport()

    /// Rules in the order of ``skipped``.
    private static let rules = SkipRule.allCases

    init(
        file: String,
        acceptable: ClosedRange<Timestamp>,
        options: FormatOptions,
        onReject: @escaping (Reject) -> Void
    ) {
        self.file = file
        self.onReject = onReject
        recognition = FormatRecognition(options: options, acceptable: acceptable)
    }

    /// Reads what came next, and tells how many rows it gave.
    mutating func read(
        _ step: LineReader.Step,
        _ lines: inout LineReader,
        into batch: inout ObservationBatch
    ) throws(InputError) -> Int {
        guard case .line(let line) = step else {
            if case .tooLong = step {
                report.lines += 1
                reject(lines.number, "", "is longer than \(LineReader.longestLine) bytes", nil)
            }
            return 0
        }
        if openSince == 0 {
            if format.isEmpty, FormatRecognition.spansLines(line), !lines.readsElements {
                lines.readElements()
                return 0
            }
            report.lines += 1
            if let rule = rule(for: line) {
                skip(rule)
                return 0
            }
        }
        let number = openSince > 0 ? openSince : lines.number
        let before = batch.count
        do throws(RowWriter.Problem) {
            guard try isFormatKnown(line) else { return 0 }
            return count(try format[0].read(line, into: &batch), lines.number)
        } catch {
            batch.removeRows(from: before)
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
            return 0
        }
    }

    /// Ends the file, and tells what became of its lines.
    consuming func finish(_ lines: borrowing LineReader) -> ReadReport {
        if openSince > 0 { reject(openSince, "", "a quoted field never ends", nil) }
        openSince = 0
        report.notices = format.flatMap(\.notices)
        for (rule, count) in zip(Self.rules, skipped) where count > 0 { report.skipped[rule.rawValue] = count }
        report.digest = lines.finish()
        return report
    }

    /// How far reading has come.
    func progress(_ lines: borrowing LineReader) -> ReadProgress {
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

    private mutating func count(_ outcome: LineOutcome, _ number: Int) -> Int {
        switch outcome {
        case .goesOn:
            if openSince == 0 { openSince = number }
            return 0
        case .skipped(let rule):
            openSince = 0
            skip(rule)
            return 0
        case .rows(let rows):
            openSince = 0
            report.accepted += 1
            report.rows += rows
            return rows
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
        onReject(reject)
    }
}
