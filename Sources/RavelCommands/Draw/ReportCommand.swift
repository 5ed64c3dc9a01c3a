internal import ArgumentParser
internal import CampaignMaps
internal import CampaignReports
internal import InfraGraph
internal import PassiveDNS

/// Tells campaigns as a page.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Tell campaigns as one HTML page with maps, names, reasons and indicators to copy.",
        discussion: """
            The page needs nothing beside it and loads nothing: it can be mailed, kept, printed, and read without a network. An id may be a
            former one; a name or an address stands for the campaign that holds it. Without any, the campaigns that hold a seed, or the
            largest ones.

            Example: ravel report rpt.perrydale.com -o report.html
            """
    )

    @Argument(help: "Ids of campaigns, as `ravel campaigns` lists them, or names or addresses.")
    var campaigns: [String] = []

    @Option(help: "A file of names and addresses, one a line, or an attacks file.")
    var seeds: String?

    @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write: .html.")
    var output: String

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions

    func validate() throws {
        guard output.lowercased().hasSuffix(".html") else { throw ValidationError("\(output): must end in .html") }
    }

    func run() throws {
        let seeds = try seeds.map(readSeeds)
        let analysis = try location.analysis(by: weights)
        var chosen =
            try campaigns.isEmpty
            ? seeds.map { analysis.campaigns(seeds: $0) } ?? analysis.campaigns
            : found(campaigns, in: analysis)
        guard !chosen.isEmpty else { throw Failure("there is no campaign to tell; `ravel campaigns` lists them") }
        let left = campaigns.isEmpty ? max(0, chosen.count - Self.most) : 0
        if campaigns.isEmpty { chosen = Array(chosen.prefix(Self.most)) }
        let sections = chosen.enumerated().map { section(of: $1, $0, seeds ?? [], analysis) }
        let title = chosen.count == 1 ? "Campaign \(chosen[0].title)" : counted(chosen.count, "campaign")
        let report = CampaignReport(
            title: "\(title): infrastructure report",
            basis: analysis.basis + (left > 0 ? " · \(counted(left, "smaller campaign")) not told" : ""),
            sections: sections
        )
        try save(Array(ReportWriter.html(report).utf8), to: output)
        say(
            "\(output): \(counted(chosen.count, "campaign"))\(left > 0 ? ", the largest; name others to have them told" : "")"
        )
    }

    /// More campaigns than this make a page that nobody reads.
    private static let most = 25

    private func section(
        of campaign: Campaign,
        _ number: Int,
        _ seeds: [Seed],
        _ analysis: Analysis
    ) -> CampaignReport.Section {
        let map = analysis.map(of: [campaign]).spelled
        let prefix = "c\(number)-"
        let timeline = analysis.timeline(of: campaign, seeds: seeds)
        var notes = map.omissions
        var drawing: String?
        do {
            let picture = try DrawingProcess(format: .svg, limit: DrawingProcess.usualLimit).picture(
                of: DOTWriter.text(map, prefix: prefix)
            )
            drawing = String(decoding: picture, as: UTF8.self)
        } catch {
            notes.append("The map could not be drawn: \(error)")
        }
        return CampaignReport.Section(
            campaign: campaign,
            story: analysis.story(of: campaign),
            scene: MapScene(map, prefix: prefix),
            map: drawing,
            timeline: TimelineWriter.text(timeline),
            notes: notes
        )
    }
}
