internal import ArgumentParser
internal import PassiveDNS

/// Takes the analyst's word for an address.
struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Say that an address is its holder's own, whatever it looks like; it is never left out.",
        discussion: "Example: ravel trust 91.197.12.44 --note \"seen in our own logs\""
    )

    @OptionGroup var place: AddressArgument
    @OptionGroup var options: JudgeOptions
    @OptionGroup var location: StoreOptions

    func run() throws {
        let store = try location.openToJudge()
        try options.judge(.trust(try place.address(in: store)), in: store)
    }
}
