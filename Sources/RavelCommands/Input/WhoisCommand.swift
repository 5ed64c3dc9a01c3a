internal import ArgumentParser
internal import ObservationFiles
internal import ObservationStore
internal import PassiveDNS
internal import RegistrationLookup

/// Takes registration dates into the store.
struct WhoisCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whois",
        abstract: "Take registration dates into the store (optional).",
        discussion: """
            Reads RDAP answers (JSON), WHOIS replies (text) and CSV with the columns domain, created, updated, expires,
            registrar and registrant; one record for each time that a domain was registered. Told from the content;
            docs/formats.md has an example of each. Nothing is looked up on the network, unless --fetch asks for it: then the
            registries' RDAP servers are asked for the domains, once a second at most, and answers are kept for a day.

            Example: ravel whois whois.csv rdap.json reply.txt
            Or: ravel whois --fetch evil.example
            """
    )

    @Argument(help: "Files to read, or folders of files, where - is the standard input; with --fetch, names.")
    var files: [String]

    @Flag(help: "Ask the registries' RDAP servers for the domains of names, over HTTPS.")
    var fetch = false

    @OptionGroup var servers: RDAPOptions
    @OptionGroup var location: StoreOptions

    func run() throws {
        let store = try location.open(for: .writing)
        defer { store.close() }
        if fetch { return try fetch(into: store) }
        var failures = 0
        var all = (registrations: 0, new: 0)
        let read = try RavelCommands.files(named: files)
        for file in read {
            do {
                let registrations = try readRegistrations(file)
                all.new += try add(registrations, from: file, to: store)
                all.registrations += registrations.count
            } catch let error as Failure {
                say(error.message)
                failures += 1
            }
        }
        if read != files {
            tell(all.registrations, all.new, from: "in all \(counted(read.count - failures, "file"))")
        }
        if failures > 0 { throw ExitCode(1) }
    }

    private func fetch(into store: ObservationStore) throws {
        var lookup = try servers.lookup()
        var failures = 0
        for domain in try servers.domains(of: files) {
            do {
                let registrations = try lookup.answer(about: domain) { file in
                    let registrations = try readRegistrations(file)
                    guard registrations.allSatisfy({ $0.domain == domain }), !registrations.isEmpty else {
                        throw Failure("\(domain): the answer is about another domain; nothing of it was taken")
                    }
                    return registrations
                }
                _ = try add(registrations, from: domain.text, to: store)
            } catch {
                say((error as? Failure)?.message ?? "\(error)")
                failures += 1
            }
        }
        if failures > 0 { throw ExitCode(1) }
    }

    /// Adds registrations to the store, and tells how many of them it did not have.
    private func add(_ registrations: [Registration], from name: String, to store: ObservationStore) throws -> Int {
        do {
            let added = try store.add(registrations)
            tell(registrations.count, added, from: name)
            return added
        } catch {
            throw Failure(error)
        }
    }

    private func tell(_ count: Int, _ new: Int, from name: String) {
        emit("\(visible(name)): \(counted(count, "registration")), \(new) of them new")
    }
}
