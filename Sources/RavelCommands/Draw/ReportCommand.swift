internal import ArgumentParser
internal import CampaignMaps
internal import CampaignReports
internal import InfraGraph
internal import PassiveDNS

/// Tells campaigns as a page.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Tell campaigns as HTML with maps, names, reasons and indicators to copy.",
        discussion: """
            With -o FILE.html, one page that needs nothing beside it and loads nothing: it can be mailed, kept, printed, and read without a
            network. With -o FOLDER, a page for each campaign, and an index with what may relate them. An id may be a former one; a name or
            an address stands for the campaign that holds it. Without any, the campaigns that hold a seed, or the largest ones.

            Example: ravel report rpt.perrydale.com -o report.html
            """
    )

    @Argument(help: "Ids of campaigns, as `ravel campaigns` lists them, or names or addresses.")
    var campaigns: [String] = []

    @Option(help: "A file of names and addresses, one a line, or an attacks file.")
    var seeds: String?

    @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write, .html, or a folder.")
    var output: String

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions

    /// The folder that was asked for; `nil` where a file was.
    private var folder: ReportFolder? {
        output.lowercased().hasSuffix(".html") ? nil : ReportFolder(path: output)
    }

    func validate() throws {
        guard folder?.isPlausible ?? true else {
            throw ValidationError("\(output): must end in .html, or be a folder, which may end in /")
        }
    }

    func run() throws {
        let seeds = try seeds.map(readSeeds)
        let analysis = try location.analysis(by: weights)
        if let seeds { saySeeds(seeds, in: analysis) }
        var chosen =
            try campaigns.isEmpty
            ? seeds.map { analysis.campaigns(seeds: $0) } ?? analysis.campaigns
            : found(campaigns, in: analysis)
        guard !chosen.isEmpty else { throw Failure("there is no campaign to tell; `ravel campaigns` lists them") }
        let most = folder == nil ? Self.mostOfPage : Self.mostOfFolder
        let left = campaigns.isEmpty ? max(0, chosen.count - most) : 0
        if left > 0 { chosen = Array(chosen.prefix(most)) }
        if let folder {
            try folder.write(chosen, notTold: left, seeds: seeds ?? [], in: analysis)
        } else {
            let report = CampaignReport(chosen, notTold: left, seeds: seeds ?? [], in: analysis)
            try save(Array(ReportWriter.html(report).utf8), to: output)
        }
        say(
            "\(output): \(counted(chosen.count, "campaign"))\(left > 0 ? ", the largest; name others to have them told" : "")"
        )
    }

    /// More campaigns than this make a page that nobody reads.
    private static let mostOfPage = 25
    /// More campaigns than this are drawn for longer than anybody waits.
    private static let mostOfFolder = 500
}
