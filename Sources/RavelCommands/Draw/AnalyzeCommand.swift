internal import ArgumentParser
internal import CampaignReports
internal import Foundation
internal import InfraGraph
internal import ObservationFiles
internal import PassiveDNS
internal import PublicSuffix

/// The main job in one command.
struct AnalyzeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "From files to campaigns and maps in one go, without keeping a store.",
        discussion: """
            Writes campaigns.jsonl, hubs.jsonl, links.jsonl, campaign.dot, campaign.svg and report.html, and prints a summary. The
            report tells the campaigns of the summary; more have pages with ravel ingest and ravel report.

            Example: ravel analyze observations.jsonl --whois whois.csv --seeds seeds.txt --out result
            """
    )

    @Argument(help: "Files of passive DNS, or folders of files, all of which must be; - is the standard input.")
    var files: [String]

    @Option(help: "Registration dates.")
    var whois: String?

    @Option(
        help: "A file of names and addresses, one a line, or an attacks file; only campaigns that hold one are told."
    )
    var seeds: String?

    @Option(
        name: .customLong("list"),
        parsing: .upToNextOption,
        help: "Lists of known sinkholes, parking, providers and the like, or tables of networks (see ravel lists add)."
    )
    var lists: [String] = []

    @Option(help: "The folder to write to; it is made where it is missing.")
    var out: String

    @OptionGroup var weights: WeightOptions

    func run() throws {
        var observations = try readObservations(RavelCommands.files(named: files))
        let registrations = try whois.map(readRegistrations) ?? []
        let seeds = try seeds.map(readSeeds)

        let references = try readReferences(lists)
        let settings = try weights.settings()
        let analysis = ProgressLine.during("analysing \(observations.count) observations") {
            Analysis(
                observations: observations.take(),
                registrations: registrations,
                lists: ListIndex(references.lists),
                systems: references.systems,
                rules: PublicSuffixList(),
                settings: settings
            )
        }
        keepToTheEnd(analysis)
        let campaigns = seeds.map { analysis.campaigns(seeds: $0) } ?? analysis.campaigns

        if let seeds { saySeeds(seeds, in: analysis) }
        try write(analysis, campaigns)
        let map = campaigns.first.map { analysis.map(of: [$0]) }
        if let map { try draw(map, to: out + "/campaign.dot") }
        emit(AnalysisSummary(analysis, campaigns, seeds: seeds, folder: out).text)
        // The one step that may fail when all else is done.
        if let map { try draw(map, to: out + "/campaign.svg") }
        if !campaigns.isEmpty {
            let told = Array(campaigns.prefix(AnalysisSummary.told))
            let report = CampaignReport(told, notTold: campaigns.count - told.count, seeds: seeds ?? [], in: analysis)
            try save(Array(ReportWriter.html(report).utf8), to: out + "/report.html")
        }
    }

    private func write(_ analysis: Analysis, _ campaigns: [Campaign]) throws {
        try makeFolder(out)
        try save(to: out + "/campaigns.jsonl") { try forEachJSONPart(campaigns, $0) }
        try save(to: out + "/hubs.jsonl") { try forEachJSONPart(analysis.hubs, $0) }
        try save(to: out + "/links.jsonl") { try analysis.forEachLinkBatch(as: { jsonLines(of: $0) }, $0) }
    }
}

extension Link: Printable {
    static let columns = ["a", "b", "score", "addresses", "first", "last"]

    var cells: [String] {
        [
            a.text, b.text, JSON.decimal(score), addresses.map(\.description).joined(separator: " "),
            period.first.description, period.last.description,
        ]
    }

    var json: JSON {
        .object([
            ("a", .text(a.text)), ("b", .text(b.text)), ("score", .number(score)),
            ("ips", .list(addresses.map { .text($0.description) })), ("first", .time(period.first)),
            ("last", .time(period.last)),
        ])
    }
}
