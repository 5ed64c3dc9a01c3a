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

    @Option(
        help:
            "About how much memory to take beside the program's own 40M, such as 512M or 2G (default: a quarter of the machine's, 4G at most); larger inputs go in part by part."
    )
    var memory: MemoryBound?

    @OptionGroup var formats: FormatArguments
    @OptionGroup var location: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let memory = memory ?? .usual
        let store = try location.open(for: .writing, cacheBytes: memory.storeCache)
        defer { store.close() }
        let rejected = try rejects.map { try RejectFile(path: $0) }
        var results: [IngestResult] = []
        var sensed: [SenseResult] = []
        var failures = 0
        let read = try RavelCommands.files(named: files)
        for file in read {
            do {
                if Sensor.recognises(file) {
                    let result = try SenseReader(settings: sensorSettings()).read(file, into: store)
                    sensed.append(result)
                    if result.damage == nil { try remove(file, taken: result.observations, rejected: 0) }
                } else {
                    let result = try ingest(file, into: store, rejected, memory)
                    results.append(result)
                    if result.isNothing { failures += 1 }
                    // The file may go only once its rejected lines are written.
                    if remove { try rejected?.flush() }
                    try remove(file, taken: result.accepted, rejected: result.rejected)
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
        show(results, sensed)
        if read != files { say(IngestResult.total(results + sensed.map(IngestResult.init))) }
        try rejected?.flush()
        if failures > 0 { throw ExitCode(1) }
    }

    /// Shows what became of files and of captures: in CSV all in one table.
    private func show(_ results: [IngestResult], _ sensed: [SenseResult]) {
        let (results, sensed) =
            output.format == .csv && !results.isEmpty
            ? (results + sensed.map(IngestResult.init), []) : (results, sensed)
        if !sensed.isEmpty { RavelCommands.show(sensed, as: output.format, orSay: "") }
        guard !results.isEmpty || sensed.isEmpty else { return }
        RavelCommands.show(results, as: output.format, orSay: "nothing was ingested")
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

    private func ingest(
        _ file: String,
        into store: ObservationStore,
        _ rejected: RejectFile?,
        _ memory: MemoryBound
    ) throws -> IngestResult {
        let progress = ProgressLine(file: file)
        defer { progress.end() }
        var reader = ObservationReader(file: file, acceptable: acceptableTimes(), options: try formats.options())
        reader.onReject = { rejected?.add($0) }
        reader.onProgress = { progress.show($0) }
        let feed = StoreFeed(store, file: file)
        defer { feed.giveUp() }
        var table = ObservationTable()
        let report = try reader.read(into: &table, batchBytes: memory.table) { table, rowsOfLines in
            try feed.write(table.take(), rowsOfLines: rowsOfLines)
        }
        try BatchName.check(file, digest: report.digest)
        let (isNew, stored) = try feed.end(.init(digest: report.digest, lines: report.lines, rows: report.rows))
        progress.end()
        sayRejects(report.firstRejects, inAll: report.rejected)
        for notice in report.notices { say("\(file): \(notice)") }
        if !isNew { say("\(file): this content is in the store already; nothing changed") }
        if report.lines == 0 { say("\(file): is empty") }
        return IngestResult(file: file, report: report, stored: stored, isNew: isNew)
    }
}
