internal import InfraGraph
internal import ObservationFiles
internal import PassiveDNS

/// What became of one file's lines.
struct IngestResult: Printable {
    let file: String
    /// Lines that gave observations, and lines that were refused.
    let accepted: Int
    let rejected: Int
    /// The numbers in the order of the columns.
    private let counts: [(name: String, value: Int)]
    private let rules: [(name: String, lines: Int)]
    private let leftOut: String

    /// Whether the file has lines for the store, all of which were refused.
    var isNothing: Bool { accepted == 0 && rejected > 0 }

    /// What became of lines, `stored` of which made new periods unless the content was known; the others were merged.
    init(file: String, report: ReadReport, stored: Int, isNew: Bool) {
        self.file = file
        accepted = report.accepted
        rejected = report.rejected
        let stored = isNew ? stored : 0
        counts = Self.counts([
            report.lines, stored, isNew ? accepted - stored : 0, isNew ? 0 : accepted, report.skippedLines, rejected,
        ])
        rules = report.skipped.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        leftOut = rules.map { "\($0.name) \($0.lines)" }.joined(separator: ", ")
    }

    /// What became of a capture's observations, each as a line.
    init(_ sensed: SenseResult) {
        file = sensed.file
        accepted = sensed.observations
        rejected = 0
        counts = Self.counts([accepted, sensed.stored ?? 0, sensed.merged ?? 0, sensed.known ?? 0, 0, 0])
        rules = []
        leftOut = sensed.leftOut
    }

    private static func counts(_ values: [Int]) -> [(String, Int)] {
        Array(zip(columns.dropFirst(), values))
    }

    static let columns = ["file", "lines", "stored", "merged", "already_known", "skipped", "rejected", "skipped_by"]

    var cells: [String] { [file] + counts.map { String($0.value) } + [leftOut] }

    var json: JSON {
        .object(
            [("file", .text(file))] + counts.map { ($0.name, .integer(Int64($0.value))) }
                + [("skipped_by", .object(rules.map { ($0.name, .integer(Int64($0.lines))) }))]
        )
    }

    /// The numbers of several files together, to be said.
    static func total(_ results: [IngestResult]) -> String {
        let sums = columns.dropFirst().dropLast().enumerated().map { place, name in
            "\(results.reduce(0) { $0 + $1.counts[place].value }) \(name.replacing("_", with: " "))"
        }
        return "in all \(counted(results.count, "file")): " + sums.joined(separator: ", ")
    }
}
