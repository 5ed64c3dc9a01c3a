internal import ArgumentParser
internal import ObservationFiles
internal import ObservationStore

/// Takes registration dates into the store.
struct WhoisCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whois",
        abstract: "Take registration dates into the store (optional).",
        discussion: """
            Reads RDAP answers (JSON), WHOIS replies (text) and CSV with the columns domain, created, updated, expires,
            registrar and registrant; one record for each time that a domain was registered. Told from the content;
            docs/formats.md has an example of each. No look-up is made.

            Example: ravel whois whois.csv rdap.json reply.txt
            """
    )

    @Argument(help: "Files to read; - is the standard input.")
    var files: [String]

    @OptionGroup var location: StoreOptions

    func run() throws {
        let store = try location.open(for: .writing)
        for file in files {
            let registrations = try readTable(file) { try $0.registrations() }
            do {
                let added = try store.add(registrations)
                emit("\(visible(file)): \(registrations.count) registrations, \(added) of them new")
            } catch {
                throw Failure(error)
            }
        }
    }
}
