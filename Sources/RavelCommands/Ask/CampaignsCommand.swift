internal import ArgumentParser
internal import InfraGraph
internal import PassiveDNS

/// Lists campaigns.
struct CampaignsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaigns",
        abstract: "Cluster names and addresses that one party used together.",
        discussion: """
            Largest first. With seeds, only the campaigns that hold one; with ids, only those. Campaigns keep their ids when
            more data comes: the store remembers them.

            Example: ravel campaigns --seeds attacks.csv --format json
            """
    )

    @Argument(help: "Ids of campaigns; also former ones, of campaigns that became part of another.")
    var ids: [String] = []

    @Option(help: "A file of names and addresses, one a line, or an attacks file.")
    var seeds: String?

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let seeds = try seeds.map(readSeeds)
        // Trying other weights leaves no trace in the store.
        let analysis =
            weights.weights == nil ? try location.registeringAnalysis() : try location.analysis(by: weights)
        if let seeds { saySeeds(seeds, in: analysis) }
        let chosen = try ids.map { id in
            guard let campaign = analysis.campaign(id: id) else {
                throw Failure("\(id): no such campaign, or nothing of it is left; `ravel campaigns` lists them")
            }
            return campaign.id
        }
        let campaigns = (seeds.map { analysis.campaigns(seeds: $0) } ?? analysis.campaigns)
            .filter { ids.isEmpty || chosen.contains($0.id) }
        show(campaigns, as: output.format, orSay: seeds == nil ? "no campaigns were found" : "no campaign holds a seed")
    }
}

extension Campaign: Printable {
    static let columns = ["id", "name", "confidence", "names", "addresses", "first", "last", "surest names", "why"]

    var cells: [String] {
        [
            id, name ?? "", JSON.decimal((confidence * 100).rounded() / 100), String(members.count),
            String(addresses.count { !$0.hubClass.isLeftOut }), period.first.date, period.last.date,
            members.prefix(3).map(\.name.text).joined(separator: " "), reasons.joined(separator: "; "),
        ]
    }

    var json: JSON {
        var called: [(String, JSON)] = [("id", .text(id))]
        if let name { called.append(("name", .text(name))) }
        if let splitFrom { called.append(("split_from", .text(splitFrom))) }
        if !aliases.isEmpty { called.append(("aliases", .list(aliases.map { .text($0) }))) }
        return .object(
            called + [
                ("confidence", .number(confidence)),
                (
                    "domains",
                    .list(
                        members.map {
                            .object([
                                ("name", .text($0.name.text)), ("confidence", .number($0.confidence)),
                                ("tier", .text($0.tier.rawValue)),
                                ("first", .time($0.period.first)), ("last", .time($0.period.last)),
                            ])
                        }
                    )
                ),
                (
                    "ips",
                    .list(
                        addresses.map {
                            .object([
                                ("ip", .text($0.address.description)), ("class", .text($0.hubClass.rawValue)),
                                ("first", .time($0.period.first)), ("last", .time($0.period.last)),
                            ])
                        }
                    )
                ),
                ("first", .time(period.first)), ("last", .time(period.last)), ("weights", .text(weights)),
                (
                    "seeds",
                    .list(
                        members.filter(\.isSeed).map { .text($0.name.text) }
                            + addresses.filter(\.isSeed).map { .text($0.address.description) }
                    )
                ),
                ("reasons", .list(reasons.map { .text($0) })),
                ("periphery", .list(periphery.map(\.json))), ("relations", .list(relations.map(\.json))),
                ("bridges", .list(bridges.map(\.json))),
            ]
        )
    }
}
