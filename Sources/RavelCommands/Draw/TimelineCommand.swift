internal import ArgumentParser
internal import InfraGraph
internal import PassiveDNS

/// Draws a campaign along time.
struct TimelineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract:
            "Draw when each name of a campaign was where, was registered, changed hands, was seized and attacked.",
        discussion: """
            A row a name, a bar for each time on an address. An id may be a former one. A name or an address stands for the
            campaign that holds it; where none does, the names of its domain, or of the address, are drawn.

            Example: ravel timeline rpt.perrydale.com --seeds attacks.csv -o timeline.svg
            """
    )

    @Argument(help: "A campaign's id, or a name or an address.")
    var campaign: String

    @Option(help: "A file of names and addresses, one a line, or an attacks file, whose dates are marked.")
    var seeds: String?

    @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write: .svg.")
    var output: String

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions

    func validate() throws {
        try requireSVG(output)
    }

    func run() throws {
        let seeds = try seeds.map(readSeeds) ?? []
        let analysis = try location.analysis(by: weights)
        if !seeds.isEmpty { saySeeds(seeds, in: analysis) }
        let timeline = try timeline(analysis, seeds).spelled
        try save(Array(TimelineWriter.text(timeline).utf8), to: output)
        say("\(output): \(timeline.title), \(timeline.facts[0])")
    }

    private func timeline(_ analysis: Analysis, _ seeds: [Seed]) throws -> Timeline {
        switch try Subject([campaign], in: analysis) {
        case .campaigns(let found):
            guard found.count == 1 else {
                let ids = found.map(\.id).joined(separator: ", ")
                throw Failure("\(campaign): was part of \(found.count) campaigns; name one of \(ids)")
            }
            return analysis.timeline(of: found[0], seeds: seeds)
        case .alone(let indicator):
            let timeline = analysis.timeline(around: indicator, seeds: seeds)
            guard timeline.rowCount > 0 else { throw Subject.unseen(indicator, in: analysis) }
            return timeline
        }
    }
}
