internal import ArgumentParser
internal import PassiveDNS

/// Takes the analyst's word against an address.
struct DistrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "distrust",
        abstract: "Say that an address ties nothing, whatever it looks like; it is left out of linking.",
        discussion: "Example: ravel distrust 91.197.12.44 --note \"seen in our own logs\""
    )

    @OptionGroup var place: AddressArgument
    @OptionGroup var options: JudgeOptions
    @OptionGroup var location: StoreOptions

    func run() throws {
        let store = try location.openToJudge()
        try options.judge(.distrust(try place.address(in: store)), in: store)
    }
}
