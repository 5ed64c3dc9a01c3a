internal import ArgumentParser
internal import Evaluation
internal import InfraGraph
internal import ObservationFiles
internal import PassiveDNS
internal import PublicSuffix

/// Measures what Ravel says against labels.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure campaigns, hubs, links, attacks and epochs against labels of your own.",
        discussion: """
            Analyses the store, or the files that are named, and compares with the tables in DIR (or DIR/truth): \
            domains.tsv, ips.tsv, tenures.tsv, attacks.tsv, pairs.tsv, groups.tsv, and attacks.csv beside them. Any may be \
            missing; what needs it is then left out. docs/evaluate.md tells their columns and what each figure means.

            Example: ravel evaluate observations.jsonl --whois whois.csv --truth labels
            """
    )

    @Argument(help: "Files of passive DNS to analyse instead of the store.")
    var files: [String] = []

    @Option(help: "Registration dates to go with the files.")
    var whois: String?

    @Option(help: "The folder of labels.")
    var truth: String

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if files.isEmpty, whois != nil { throw ValidationError("--whois goes with files; a store has its own dates") }
        if !files.isEmpty, location.store != nil { throw ValidationError("name files or a store, not both") }
    }

    func run() throws {
        let folder = try LabelFolder(truth)
        let analysis = try analysis()
        let evaluation = Evaluation(analysis, labels: folder.labels)
        if !folder.missing.isEmpty {
            say("\(truth): no \(folder.missing.joined(separator: ", ")); figures that need them are left out")
        }
        let report = EvaluationReport(evaluation, weights: analysis.settings.label)
        switch output.format {
        case .table: emit(TextTable.text(["part", "figure", "value"], report.rows(joining: 4)))
        case .csv: for row in [["part", "figure", "value"]] + report.rows(joining: 0) { emit(CSV.line(row)) }
        case .json: emit(report.json.text)
        }
    }

    private func analysis() throws -> Analysis {
        if files.isEmpty { return try location.analysis(by: weights) }
        let observations = try readObservations(files)
        let registrations = try whois.map { file in try readTable(file) { try $0.registrations() } } ?? []
        return Analysis(
            observations: observations,
            registrations: registrations,
            rules: PublicSuffixList(),
            settings: try weights.settings()
        )
    }
}
