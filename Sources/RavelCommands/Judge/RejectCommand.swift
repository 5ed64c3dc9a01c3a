internal import ArgumentParser
internal import PassiveDNS

/// Takes the analyst's word against a connection.
struct RejectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Say that two names, or a name and an address, do not belong to one party.",
        discussion: """
            Two names are never in one campaign, also not through others; the time of a name on an address is left out.

            Example: ravel reject rpt.perrydale.com bakery.example --note "a later tenant"
            """
    )

    @OptionGroup var pair: SidesArguments
    @OptionGroup var options: JudgeOptions
    @OptionGroup var location: StoreOptions

    func run() throws {
        let store = try location.openToJudge()
        let (a, b) = try pair.sides(in: store)
        try options.judge(.reject(a, b), in: store)
    }
}
