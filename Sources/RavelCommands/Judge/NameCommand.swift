internal import ArgumentParser
internal import InfraGraph
internal import ObservationStore
internal import PassiveDNS

/// Takes what the analyst calls a campaign.
struct NameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "name",
        abstract: "Give a campaign a name, to be shown beside its id.",
        discussion: """
            Naming it again replaces the name; ravel undo brings the former one back.

            Example: ravel name c-if7wy8ivmce3 "Night Heron"
            """
    )

    @Argument(help: "The campaign's id, as `ravel campaigns` lists it.")
    var campaign: String

    @Argument(help: "The name.")
    var name: String

    @OptionGroup var options: JudgeOptions
    @OptionGroup var location: StoreOptions

    func validate() throws {
        try AuthorOptions.check(name, "the name")
        guard visible(name) == name, !name.contains(where: \.isNewline) else {
            throw ValidationError("the name: holds characters that can't be seen")
        }
    }

    func run() throws {
        let store = try location.openToJudge()
        do {
            var known = CampaignRegistry(try store.campaigns()).current(campaign)
            if known == nil {
                _ = try location.registeringAnalysis()
                known = CampaignRegistry(try store.campaigns()).current(campaign)
            }
            guard let known else { throw Failure("\(campaign): no such campaign; `ravel campaigns` lists them") }
            try options.judge(.name(campaign: known, name), in: store)
        } catch let error as StoreError {
            throw Failure(error)
        }
    }
}
