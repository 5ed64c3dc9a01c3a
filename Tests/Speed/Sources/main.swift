import Foundation
import ObservationFiles
import PassiveDNS

// Reads each file and prints its lines, records, and records per second of processor time.
for file in CommandLine.arguments.dropFirst() {
    var table = ObservationTable()
    let reader = ObservationReader(file: file, acceptable: Timestamp(seconds: 0)...Timestamp(seconds: 4_000_000_000))
    let begin = clock()
    let report = try reader.read(into: &table, batchRows: 1_000_000) { table, _ in table.removeRows() }
    let seconds = Double(clock() - begin) / Double(CLOCKS_PER_SEC)
    let rate = Int(Double(report.rows) / seconds)
    print(
        "\(file): \(report.lines) lines, \(report.rows) records, \(report.rejected) rejected, \(rate) records a second"
    )
}
