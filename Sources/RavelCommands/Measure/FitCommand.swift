internal import ArgumentParser
internal import Evaluation
internal import Foundation
internal import InfraGraph
internal import ObservationFiles
internal import PassiveDNS
internal import PublicSuffix

/// Refits link weights.
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Refit link weights and their calibration to labelled pairs of your own.",
        discussion: """
            A folder of labels with its own observations (observations.jsonl or the like, and whois.csv, in it or beside it) \
            is analysed by itself; otherwise the labels are about what the store holds. The figures after are by \
            cross-validation: each folder, or a fifth of the pairs where there is but one, is scored by a fit to the others. \
            docs/evaluate.md tells the format of pairs.tsv.

            Example: ravel fit --truth world1 world2 world3 --out weights.json
            """
    )

    @Option(parsing: .upToNextOption, help: "Folders of labels with pairs.tsv.")
    var truth: [String] = []

    @Option(help: "A file of labelled pairs: a, b, and 1 where one party held both, else 0.")
    var pairs: String?

    @Option(name: .shortAndLong, help: "The weights file to write.")
    var out: String

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard truth.isEmpty != (pairs == nil) else { throw ValidationError("name folders with --truth, or --pairs") }
    }

    func run() throws {
        let settings = try weights.settings()
        let (examples, all) = try examples(settings)
        guard Set(examples.map(\.fold)).count > 1, Set(examples.map(\.isSame)).count == 2 else {
            throw Failure(
                "\(examples.count) of \(all) pairs share an address; more are needed, of kin and of strangers"
            )
        }
        say("\(examples.count) of \(all) pairs share an address that can link them; the others tell nothing of weights")
        let fit = LinkFit(examples, from: settings)
        let told = WeightTable.weights.filter { weight in
            weight.name.hasPrefix(WeightTable.linkPrefix)
                || weight.value(in: settings) != weight.value(in: AnalysisSettings())
        }
        try save(Array((WeightFile.json(fit.settings, only: told).text + "\n").utf8), to: out)
        show(FitRow.rows(fit, settings), as: output.format, orSay: "")
    }

    private func examples(_ settings: AnalysisSettings) throws -> ([LinkFit.Example], all: Int) {
        if let pairs {
            let labels = try readTable(pairs) { reader in
                try reader.rows(columns: ["a", "b", "same"]) { row in
                    Labels.Pair(a: try row.name("a"), b: try row.name("b"), isSame: try row.flag("same"), kind: "")
                }
            }
            return (LinkFit.examples(labels, try location.analysis(by: weights), fold: nil), labels.count)
        }
        var found: [LinkFit.Example] = []
        var all = 0
        for folder in truth {
            guard let labels = try LabelFolder(folder).labels.pairs else {
                throw Failure("\(folder): holds no pairs.tsv")
            }
            let analysis = try Self.analysis(in: folder, settings) ?? location.analysis(by: weights)
            found += LinkFit.examples(labels, analysis, fold: truth.count > 1 ? folder : nil)
            all += labels.count
        }
        return (found, all)
    }

    /// An analysis of the observations in a folder or beside it; `nil` where there are none.
    private static func analysis(in folder: String, _ settings: AnalysisSettings) throws -> Analysis? {
        for place in [folder, folder + "/.."] {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
            let observations = files.filter { $0.hasPrefix("observations.") }.sorted().map { place + "/" + $0 }
            guard !observations.isEmpty else { continue }
            let whois = place + "/whois.csv"
            let dates =
                FileManager.default.fileExists(atPath: whois)
                ? try readTable(whois) { try $0.registrations() } : []
            return Analysis(
                observations: try readObservations(observations),
                registrations: dates,
                rules: PublicSuffixList(),
                settings: settings
            )
        }
        return nil
    }
}

/// A figure or a weight before and after a fit.
private struct FitRow: Printable {
    let name: String
    let before: Double
    let after: Double

    static func rows(_ fit: LinkFit, _ settings: AnalysisSettings) -> [FitRow] {
        [
            FitRow(name: "log-loss", before: fit.before.logLoss, after: fit.after.logLoss),
            FitRow(name: "brier", before: fit.before.brier, after: fit.after.brier),
            FitRow(name: "ece", before: fit.before.ece, after: fit.after.ece),
            FitRow(name: "auc", before: fit.before.auc, after: fit.after.auc),
        ]
            + WeightTable.links.map {
                FitRow(name: $0.name, before: $0.value(in: settings), after: $0.value(in: fit.settings))
            }
    }

    static let columns = ["figure", "before", "after"]
    var cells: [String] { [name, JSON.decimal(before), JSON.decimal(after)] }
    var json: JSON { .object([("figure", .text(name)), ("before", .number(before)), ("after", .number(after))]) }
}
