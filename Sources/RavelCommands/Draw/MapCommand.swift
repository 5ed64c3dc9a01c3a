internal import ArgumentParser
internal import CampaignMaps
internal import InfraGraph
internal import PassiveDNS

/// Draws campaigns.
struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Draw campaigns as a map of names and addresses.",
        discussion: """
            An id may be a former one. A name or an address stands for the campaign that holds it; where none does, everything it was tied to is
            drawn. Without any, the largest campaigns, or all where the format is none for pictures. The format follows the file's extension: .svg, .png or .pdf for pictures, .dot for
            Graphviz, .graphml for networkx, igraph and yEd, .gexf for Gephi, .cyjs for Cytoscape, .csv for tables: edges, and nodes
            beside them as .nodes.csv. Pictures show what a reader can take in and say what they leave out; the others hold all of it.

            --overview draws campaigns as circles instead, with what may relate them: the largest, and those with the firmest relations.

            Example: ravel map rpt.perrydale.com -o campaign.svg
            """
    )

    @Argument(help: "Ids of campaigns, as `ravel campaigns` lists them, or names or addresses.")
    var campaigns: [String] = []

    @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write; its extension is the format.")
    var output: String

    @Flag(help: "Light ink on dark paper, for screens.")
    var dark = false

    @Flag(help: "Draw campaigns as circles, with the possible relations and the hubs between them.")
    var overview = false

    @Option(
        help: "A file of names and addresses, one a line, or an attacks file; only campaigns that hold one are drawn."
    )
    var seeds: String?

    @Option(help: "How many seconds Graphviz may take for a picture.")
    var timeLimit: Double = DrawingProcess.usualLimit

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions

    func validate() throws {
        guard MapFormat(path: output) != nil else {
            throw ValidationError("\(output): the extension must be one of \(MapFormat.extensions)")
        }
        guard campaigns.isEmpty || (!overview && seeds == nil) else {
            throw ValidationError("campaigns can't be named together with --overview or --seeds")
        }
        guard timeLimit > 0, timeLimit <= 86_400 else {
            throw ValidationError("--time-limit: must be more than 0 and at most 86400 seconds")
        }
    }

    func run() throws {
        let process = try startDrawing()
        let analysis = try location.analysis(by: weights)
        let seeds = try seeds.map(readSeeds)
        if let seeds { saySeeds(seeds, in: analysis) }
        let map = try campaigns.isEmpty ? largest(analysis, seeds) : chosen(from: analysis)
        try draw(map, to: output, style: dark ? .dark : .light, by: process)
        say("\(output): \(map.title), \(map.subtitle)")
        for omission in map.omissions { say(omission) }
    }

    private var extent: MapExtent { MapFormat(path: output)?.isPicture == false ? .whole : .readable }

    /// Begins what draws the picture, before the analysis, so that it is ready by then; `nil` where no picture was asked for.
    private func startDrawing() throws -> DrawingProcess? {
        guard let format = MapFormat(path: output).flatMap({ PictureFormat(rawValue: $0.rawValue) }) else { return nil }
        do {
            return try DrawingProcess(format: format, limit: timeLimit)
        } catch {
            throw Failure("\(output): \(error)")
        }
    }

    /// What was asked for.
    private func chosen(from analysis: Analysis) throws -> InfrastructureMap {
        switch try Subject(campaigns, in: analysis) {
        case .campaigns(let found): return analysis.map(of: found, extent: extent)
        case .alone(let indicator):
            let map = analysis.map(around: indicator, extent: extent)
            guard !map.nodes.isEmpty else { throw Subject.unseen(indicator, in: analysis) }
            return map
        }
    }

    /// The largest campaigns that fit into one picture, or an overview.
    private func largest(_ analysis: Analysis, _ seeds: [Seed]?) throws -> InfrastructureMap {
        let campaigns = seeds.map { analysis.campaigns(seeds: $0) } ?? analysis.campaigns
        guard !campaigns.isEmpty else {
            throw Failure(
                seeds == nil
                    ? "there are no campaigns to draw; `ravel map NAME -o \(output)` draws what one name was tied to"
                    : "no campaign holds a seed"
            )
        }
        if overview { return analysis.overview(of: campaigns, extent: extent) }
        if extent == .whole { return analysis.map(of: campaigns, extent: .whole) }
        var names = 0
        let chosen = Array(
            campaigns.prefix { campaign in
                names += campaign.members.count
                return names <= 400 || names == campaign.members.count
            }
        )
        var map = analysis.map(of: chosen)
        let left = campaigns.count - chosen.count
        if left > 0 { map.omissions.append("\(counted(left, "smaller campaign")) not drawn") }
        return map
    }
}
