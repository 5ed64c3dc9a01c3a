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
    /// Whether the file is read object by object.
    private var isJSON = false
    /// The lines of the record that goes on in the next line; none where none does.
    private var open = OpenRecord()
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
        if report.lines % Self.stride == 0 { parcel.progress = progress(lines) }
        switch try lines.next() {
        case .line(let line):
            if !open.isEmpty {
                goOn(line)
            } else if format.isEmpty, FormatRecognition.spansLines(line), !lines.readsElements {
                isJSON = true
                lines.readElements()
            } else {
                try read(line, lines.number)
            }
        case .tooLong:
            giveUp()
            report.lines += 1
            reject(lines.number, "", "is longer than \(LineReader.longestLine) bytes", nil)
        case .end:
            giveUp()
            return false
        }
        return true
    }

    /// What was read since the last call; an empty parcel takes its place.
    mutating func takeParcel(_ empty: ReadParcel = ReadParcel()) -> ReadParcel {
        var taken = empty
        swap(&taken, &parcel)
        return taken
    }

    private mutating func read(_ line: UnsafeRawBufferPointer, _ number: Int) throws(InputError) {
        report.lines += 1
        if let rule = Self.rule(for: line, isFirst: format.isEmpty, readsNumberSigns) {
            if format.isEmpty { try checkText(line, number) }
            return skip(rule)
        }
        let before = parcel.batch.count
        do throws(RowWriter.Problem) {
            guard try isFormatKnown(line) else { return }
            switch try format[0].read(line, into: &parcel.batch) {
            case .goesOn: open.begin(line, number)
            case .skipped(let rule): skip(rule)
            case .rows(let rows): accept(rows)
            }
        } catch {
            parcel.batch.removeRows(from: before)
            // Of a file that begins with a header, nothing can be read where that makes no sense.
            if format.isEmpty, !isJSON, line.trimmingSpaces().first != UInt8(ascii: "{") {
                throw InputError(
                    file: file,
                    line: number,
                    reason: error.field.isEmpty ? error.reason : "\(error.field): \(error.reason)"
                )
            }
            reject(number, error.field, error.reason, line)
        }
    }

    // MARK: - Records of several lines

    /// Reads a further line of a record, together with those before.
    private mutating func goOn(_ line: UnsafeRawBufferPointer) {
        let isEnd = open.append(line)
        guard !open.isTooLong else { return giveUp() }
        guard isEnd else { return }
        let before = parcel.batch.count
        let bytes = open.bytes
        bytes.withUnsafeBytes { bytes in
            do throws(RowWriter.Problem) {
                guard case .rows(let rows) = try format[0].read(bytes, into: &parcel.batch) else { return }
                open.removeAll()
                accept(rows)
            } catch {
                parcel.batch.removeRows(from: before)
                giveUp(error)
            }
        }
    }

    /// Refuses the first line of an open record, and reads the others again, each alone.
    private mutating func giveUp(_ problem: RowWriter.Problem? = nil) {
        guard !open.isEmpty else { return }
        let given = open
        open.removeAll()
        let unclosed =
            "opens a quote that is not closed within \(counted(min(given.lines.count, OpenRecord.mostLines), "line"))"
        for (place, range) in given.lines.enumerated() {
            given.bytes.withUnsafeBytes { bytes in
                let line = UnsafeRawBufferPointer(rebasing: bytes[range])
                let number = given.number + place
                if place == 0 { return reject(number, problem?.field ?? "", problem?.reason ?? unclosed, line) }
                // The format is known, so that nothing is thrown.
                try? read(line, number)
                if !open.isEmpty {
                    open.removeAll()
                    reject(number, "", "opens a quote that is not closed on its line", line)
                }
            }
        }
    }

    /// Ends the file with a last parcel, which tells what became of its lines.
    consuming func finish(_ lines: borrowing LineReader) -> ReadParcel {
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
        if FormatRecognition.namesDelimiter(line) {
            skip(.header)
            return false
        }
        let finding = try recognition.format(of: line, isJSON: isJSON)
        format = [finding.format]
        readsNumberSigns = finding.format.readsNumberSigns
        if finding.isHeader { skip(.header) }
        return !finding.isHeader
    }

    private mutating func accept(_ rows: Int) {
        report.accepted += 1
        report.rows += rows
        parcel.rowsOfLines.append(Int32(rows))
    }

    /// Throws where a comment holds the whole file, since its line ends are others.
    private func checkText(_ line: UnsafeRawBufferPointer, _ number: Int) throws(InputError) {
        do throws(RowWriter.Problem) {
            try FormatRecognition.checkText(line)
        } catch {
            throw InputError(file: file, line: number, reason: error.reason)
        }
    }

    /// Why a line is passed over before any format sees it.
    ///
    /// Static, since the whole reader would be copied for the call.
    private static func rule(
        for line: UnsafeRawBufferPointer,
        isFirst: Bool,
        _ readsNumberSigns: Bool
    ) -> SkipRule? {
        guard let first = line.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
            return .blank
        }
        guard first == UInt8(ascii: "#"), !readsNumberSigns else { return nil }
        return isFirst && FormatRecognition.beginsZeekLog(line) ? nil : .comment
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
