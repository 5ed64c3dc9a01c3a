internal import ArgumentParser
internal import InfraGraph
internal import ObservationStore
internal import PassiveDNS

/// Tells what the store holds.
struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Tell what the store holds.",
        discussion: "Example: ravel info --store case42.sqlite"
    )

    @OptionGroup var location: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let store = try location.open(for: .reading)
        do {
            let summary = try store.summary()
            var facts = [
                Fact("store", "", store.path), Fact("periods", "", summary.periods), Fact("names", "", summary.names),
                Fact("addresses", "", summary.addresses), Fact("registrations", "", summary.registrations),
            ]
            if let period = summary.period {
                facts += [Fact("first", "", period.first.description), Fact("last", "", period.last.description)]
            }
            facts += summary.sensors.map { Fact("sensor", $0.name.isEmpty ? "(unnamed)" : $0.name, $0.periods) }
            facts += summary.types.map { Fact("type", $0.type.description, $0.periods) }
            facts += summary.files.map { Fact("file", $0.name, $0.rows) }
            show(facts, as: output.format, orSay: "the store is empty")
        } catch {
            throw Failure(error)
        }
    }
}

/// One thing to know about a store.
private struct Fact: Printable {
    let what: String
    let name: String
    let value: String

    init(_ what: String, _ name: String, _ value: some CustomStringConvertible) {
        self.what = what
        self.name = name
        self.value = value.description
    }

    static let columns = ["what", "name", "value"]
    var cells: [String] { [what, name, value] }
    var json: JSON { .object([("what", .text(what)), ("name", .text(name)), ("value", .text(value))]) }
}
