import ObservationFiles
import PassiveDNS
import Testing

/// What a reader made of a file.
struct Reading {
    let table: ObservationTable
    let report: ReadReport
    let rejects: [Reject]

    init(of file: String, _ options: FormatOptions = FormatOptions()) throws {
        var table = ObservationTable()
        var rejects: [Reject] = []
        var reader = ObservationReader(file: file, acceptable: ObservationReaderTests.times, options: options)
        reader.onReject = { rejects.append($0) }
        let report = try reader.read(into: &table)
        #expect(report.lines == report.accepted + report.skippedLines + report.rejected)
        #expect(report.rejected == rejects.count)
        #expect(report.rows == table.count)
        self.table = table
        self.report = report
        self.rejects = rejects
    }

    /// The rows as `rrname rrtype rdata first last count`.
    var rows: [String] {
        (0..<table.count).map {
            let row = table[$0]
            return
                "\(row.rrname) \(row.rrtype) \(row.rdata) \(row.period.first.seconds) \(row.period.last.seconds) \(row.count)"
        }
    }

    var sensors: Set<String> { Set((0..<table.count).map { table[$0].sensor }) }

    var sightings: Int64 { table.sightings.reduce(0, +) }
}
