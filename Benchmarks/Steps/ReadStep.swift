internal import Foundation
internal import ObservationFiles
internal import PassiveDNS

let anyTime = Timestamp(seconds: 0)...Timestamp(seconds: 4_000_000_000)

/// Reads a file without keeping its rows: unpacking, SHA-256, parsing, checking and numbering of names and addresses.
func read(_ file: String) throws {
    var table = ObservationTable()
    let begin = clock()
    let report = try ObservationReader(file: file, acceptable: anyTime)
        .read(into: &table, batchBytes: 1 << 27) { table, _ in table = ObservationTable() }
    let seconds = Double(clock() - begin) / Double(CLOCKS_PER_SEC)
    tell(["lines": report.lines, "records": report.rows, "rejected": report.rejected, "cpu_s": seconds])
}

/// Prints one JSON object.
func tell(_ facts: [String: Any]) {
    let data = (try? JSONSerialization.data(withJSONObject: facts, options: .sortedKeys)) ?? Data()
    print(String(decoding: data, as: UTF8.self))
}

/// The milliseconds that something takes.
func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(body) / .milliseconds(1)
}
