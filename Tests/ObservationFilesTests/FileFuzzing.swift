import Foundation
import ObservationFiles
import PackedFiles
import PassiveDNS

/// What the fuzzer runs on any bytes that should be a file, and the tests on its corpus: everything must hold, whatever
/// they are.
enum FileFuzzing {
    static let times = Timestamp(year: 1980, month: 1, day: 1)...Timestamp(year: 2100, month: 1, day: 1)

    /// What a file of each format is read by; each starts from its own folder of the corpus.
    static let targets: [String: @Sendable (UnsafeRawBufferPointer) -> Void] = [
        "cof": { records($0) }, "zeek-log": { records($0) }, "zeek-json": { records($0) }, "eve": { records($0) },
        "passivedns": { records($0) }, "massdns": { records($0) }, "dnsx": { records($0) }, "csv": { records($0) },
        "columns": { columns($0) },
        "rdap": { registrations($0) }, "whois": { registrations($0) }, "registrations": { registrations($0) },
        "misp": { indicators($0) }, "stix": { indicators($0) }, "openioc": { indicators($0) },
        "indicators": { indicators($0) },
    ]

    /// Passive DNS of any format.
    static func records(_ input: UnsafeRawBufferPointer) {
        read(input, FormatOptions())
    }

    /// Passive DNS in columns that the analyst names.
    static func columns(_ input: UnsafeRawBufferPointer) {
        var options = FormatOptions()
        options.columns = [("rrname", "2"), ("rdata", "3"), ("time_first", "1"), ("count", "4")]
        read(input, options)
        options.columns = []
        options.passivednsFields = "HhQTAn"
        read(input, options)
    }

    /// Registrations of any format.
    static func registrations(_ input: UnsafeRawBufferPointer) {
        withFile(input) { file in
            var reader = TableReader(file: file)
            let found = (try? reader.registrations()) ?? []
            for registration in found {
                precondition((try? DomainName(registration.domain.text)) == registration.domain, "names are canonical")
            }
            check(reader)
        }
    }

    /// Attacks and seeds of any format.
    static func indicators(_ input: UnsafeRawBufferPointer) {
        withFile(input) { file in
            var reader = TableReader(file: file)
            let attacks = (try? reader.attacks()) ?? []
            precondition(attacks.count <= reader.records, "each attack is a record")
            check(reader)
            var seeds = TableReader(file: file)
            _ = try? seeds.seeds()
            check(seeds)
        }
    }

    private static func check(_ reader: TableReader) {
        precondition(reader.records >= 0)
        precondition(reader.rejects.allSatisfy { $0.line > 0 && !$0.reason.isEmpty && $0.text.utf8.count <= 4_000 })
    }

    private static func read(_ input: UnsafeRawBufferPointer, _ options: FormatOptions) {
        withFile(input) { file in
            var table = ObservationTable()
            var rejects = 0
            var reader = ObservationReader(file: file, acceptable: times, options: options)
            reader.onReject = { reject in
                precondition(reject.line > 0 && !reject.reason.isEmpty)
                rejects += 1
            }
            guard let report = try? reader.read(into: &table) else { return }
            precondition(report.lines == report.accepted + report.skippedLines + report.rejected, "one counter a line")
            precondition(report.rejected == rejects && report.rows == table.count && report.accepted <= report.rows)
            for row in 0..<table.count { check(table[row]) }
        }
    }

    private static func check(_ row: Observation) {
        precondition((try? DomainName(row.rrname.text)) == row.rrname, "names are canonical")
        precondition(times.contains(row.period.first) && times.contains(row.period.last) && row.count > 0)
        guard case .text(let text) = row.rdata else { return }
        precondition(!text.isEmpty)
        if row.rrtype.isName { precondition((try? DomainName(text))?.text == text) }
    }

    /// Where files lie in memory, on Linux.
    private static let folder =
        FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : FileManager.default.temporaryDirectory.path

    private static func withFile(_ input: UnsafeRawBufferPointer, _ body: (String) -> Void) {
        let thread = UInt(bitPattern: pthread_self().hashValue)
        let file = "\(folder)/ravel-fuzz-\(ProcessInfo.processInfo.processIdentifier)-\(thread)"
        defer { unlink(file) }
        guard (try? Data(input).write(to: URL(fileURLWithPath: file))) != nil else { return }
        body(file)
    }
}
