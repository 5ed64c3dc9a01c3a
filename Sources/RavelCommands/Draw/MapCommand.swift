internal import ArgumentParser
internal import CampaignMaps
internal import InfraGraph

/// Draws campaigns.
struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Draw campaigns as a map of names and addresses.",
        discussion: """
            Without ids, the largest campaigns. The format follows the file's extension: .dot, .svg, .png or .pdf.

            Example: ravel map c-4k2m9x -o campaign.svg
            """
    )

    @Argument(help: "Ids of campaigns, as `ravel campaigns` lists them.")
    var campaigns: [String] = []

    @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write: .dot, .svg, .png or .pdf.")
    var output: String

    @OptionGroup var location: StoreOptions

    func validate() throws {
        guard MapFormat(path: output) != nil else {
            throw ValidationError("\(output): the extension must be one of \(MapFormat.extensions)")
        }
    }

    func run() throws {
        let analysis = try location.analysis()
        let chosen: [Campaign]
        var omissions: [String] = []
        if campaigns.isEmpty {
            chosen = largest(analysis.campaigns)
            let left = analysis.campaigns.count - chosen.count
            if left > 0 { omissions.append("\(left) smaller campaigns are not drawn") }
        } else {
            chosen = try campaigns.map { id in
                guard let campaign = analysis.campaign(id: id) else {
                    throw Failure("\(id): no such campaign; `ravel campaigns` lists them")
                }
                return campaign
            }
        }
        guard !chosen.isEmpty else { throw Failure("there are no campaigns to draw") }
        var map = analysis.map(of: chosen)
        map.omissions += omissions
        try draw(map, to: output)
        say("\(output): \(map.title), \(map.subtitle)")
    }

    /// The largest campaigns that fit into one picture.
    private func largest(_ campaigns: [Campaign]) -> [Campaign] {
        var names = 0
        return Array(
            campaigns.prefix { campaign in
                names += campaign.members.count
                return names <= 400 || names == campaign.members.count
            }
        )
    }
}
