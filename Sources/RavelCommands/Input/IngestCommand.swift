internal import ArgumentParser
internal import DNSSensor
internal import Foundation
internal import InfraGraph
internal import ObservationFiles
internal import ObservationStore
internal import PassiveDNS

/// Takes passive DNS into the store.
struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Take passive DNS into the store.",
        discussion: """
            Reads the Common Output Format, DNSDB and CIRCL replies, Zeek dns.log (TSV and JSON), Suricata EVE, gamelinux
            passivedns (lines and JSON), massdns and dnsx, one JSON object a line or in arrays, and CSV or TSV; plain, gzip,
            bzip2, xz or zstd; captures and dnstap as ravel sense -r does. All is told from the content; docs/formats.md has an example of each. A file goes in whole or
            not at all, and the same content twice changes nothing.

            Example: ravel ingest observations.jsonl.gz dns.log.gz eve.json
            Or: ravel ingest --map rrname=target,rdata=3,time_first=seen export.csv
            """
    )

    @Argument(help: "Files to read, or folders of files; - is the standard input.")
    var files: [String]

    @Flag(
        help:
            "Remove each file once the store has it, as for the batches of a sensor; one with rejected lines with --rejects only."
    )
    var remove = false

    @Option(help: "Keep the rejected lines here, as JSON lines with file, line, field and reason.")
    var rejects: String?

    @OptionGroup var formats: FormatArguments
    @OptionGroup var location: StoreOptions
    @OptionGroup var output: OutputOptions

    /// Rows that are merged into the store at a time; bounds the memory of a large file.
    private static let batchRows = 1_000_000

    func run() throws {
        let store = try location.open(for: .writing)
        let rejected = try rejects.map { try RejectFile(path: $0) }
        var results: [IngestResult] = []
        var sensed: [SenseResult] = []
        var failures = 0
        for file in try RavelCommands.files(named: files) {
            do {
                if Sensor.recognises(file) {
                    let result = try SenseReader(settings: sensorSettings()).read(file, into: store)
                    sensed.append(result)
                    if result.damage == nil { try remove(file, taken: result.observations, rejected: 0) }
                } else {
                    let result = try ingest(file, into: store, rejected)
                    results.append(result)
                    if result.isNothing { failures += 1 }
                    // The file may go only once its rejected lines are written.
                    if remove { try rejected?.flush() }
                    try remove(file, taken: result.report.accepted, rejected: result.report.rejected)
                }
            } catch {
                if remove, !files.contains(file), !FileManager.default.fileExists(atPath: file) {
                    say("\(file): is gone; another may have taken it")
                    continue
                }
                say((error as? Failure)?.message ?? "\(error)")
                failures += 1
            }
        }
        for damage in sensed.compactMap(\.damage) {
            say(damage)
            failures += 1
        }
        if !sensed.isEmpty { show(sensed, as: output.format, orSay: "") }
        if !results.isEmpty || sensed.isEmpty { show(results, as: output.format, orSay: "nothing was ingested") }
        try rejected?.flush()
        if failures > 0 { throw ExitCode(1) }
    }

    /// Removes a file that the store has, unless something would be lost with it.
    private func remove(_ file: String, taken: Int, rejected: Int) throws {
        guard remove, file != "-" else { return }
        if taken == 0 {
            say("\(file): is kept, since nothing of it was taken")
        } else if rejected > 0, rejects == nil {
            say("\(file): is kept for its \(counted(rejected, "rejected line")); with --rejects FILE it is removed")
        } else {
            try FileManager.default.removeItem(atPath: file)
        }
    }

    private func ingest(_ file: String, into store: ObservationStore, _ rejected: RejectFile?) throws -> IngestResult {
        let progress = ProgressLine(file: file)
        defer { progress.end() }
        var reader = ObservationReader(file: file, acceptable: acceptableTimes(), options: try formats.options())
        reader.onReject = { rejected?.add($0) }
        reader.onProgress = { progress.show($0) }
        var report = ReadReport()
        var stored = 0
        let isNew = try store.ingest(file) { session in
            var table = ObservationTable()
            report = try reader.read(into: &table, batchRows: Self.batchRows) { table, rowsOfLines in
                let isNewPeriod = try session.merge(table)
                var row = 0
                for rows in rowsOfLines {
                    if isNewPeriod[row..<(row + Int(rows))].contains(true) { stored += 1 }
                    row += Int(rows)
                }
                table.removeRows()
            }
            return .init(digest: report.digest, lines: report.lines, rows: report.rows)
        }
        progress.end()
        sayRejects(report.firstRejects, inAll: report.rejected)
        for notice in report.notices { say("\(file): \(notice)") }
        if !isNew { say("\(file): this content is in the store already; nothing changed") }
        if report.lines == 0 { say("\(file): is empty") }
        return IngestResult(file: file, report: report, stored: stored, isNew: isNew)
    }
}

/// What became of one file's lines.
struct IngestResult: Printable {
    let file: String
    let report: ReadReport
    let stored: Int
    let isNew: Bool

    /// Whether the file has lines for the store, all of which were refused.
    var isNothing: Bool { report.accepted == 0 && report.rejected > 0 }

    /// Lines that were merged into periods that were there; all accepted ones where the content was known.
    private var counts: [(String, Int)] {
        let stored = isNew ? self.stored : 0
        let known = isNew ? 0 : report.accepted
        return [
            ("lines", report.lines), ("stored", stored), ("merged", isNew ? report.accepted - stored : 0),
            ("already_known", known), ("skipped", report.skippedLines), ("rejected", report.rejected),
        ]
    }

    static let columns = ["file", "lines", "stored", "merged", "already_known", "skipped", "rejected", "skipped_by"]

    private var rules: [(String, Int)] { report.skipped.sorted { $0.key < $1.key } }

    var cells: [String] {
        [file] + counts.map { String($0.1) } + [rules.map { "\($0.0) \($0.1)" }.joined(separator: ", ")]
    }

    var json: JSON {
        .object(
            [("file", .text(file))] + counts.map { ($0.0, .integer(Int64($0.1))) }
                + [("skipped_by", .object(rules.map { ($0.0, .integer(Int64($0.1))) }))]
        )
    }
}
