internal import ArgumentParser
internal import PassiveDNS

/// Takes the analyst's word for a connection.
struct ConfirmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Say that two names, or a name and an address, belong to one party.",
        discussion: """
            Two names come into one campaign, whether they ever met or not; an address counts as the name's own, even
            where it is left out of linking for others.

            Example: ravel confirm rpt.perrydale.com flashupdate.test --note "same certificate"
            """
    )

    @OptionGroup var pair: SidesArguments
    @OptionGroup var options: JudgeOptions
    @OptionGroup var location: StoreOptions

    func run() throws {
        let store = try location.openToJudge()
        let (a, b) = try pair.sides(in: store)
        try options.judge(.confirm(a, b), in: store)
    }
}
