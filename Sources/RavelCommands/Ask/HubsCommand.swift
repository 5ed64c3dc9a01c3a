internal import ArgumentParser
internal import InfraGraph
internal import PassiveDNS

/// Lists the addresses that linking leaves out.
struct HubsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hubs",
        abstract: "List the addresses that are left out of linking, with class, confidence and reasons.",
        discussion: "Most domains first.\n\nExample: ravel hubs --format csv"
    )

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        show(try location.analysis(by: weights).hubs, as: output.format, orSay: "no address is left out")
    }
}

extension Hub: Printable {
    static let columns = ["ip", "class", "confidence", "domains", "names", "first", "last", "evidence"]

    var cells: [String] {
        [
            address.description, hubClass.rawValue, JSON.decimal((confidence * 100).rounded() / 100), String(fanOut),
            String(names), period.first.date, period.last.date, evidence.joined(separator: "; "),
        ]
    }

    var json: JSON {
        .object([
            ("ip", .text(address.description)), ("class", .text(hubClass.rawValue)),
            ("confidence", .number(confidence)),
            ("evidence", .list(evidence.map { .text($0) })), ("domains", .integer(Int64(fanOut))),
            ("names", .integer(Int64(names))), ("first", .time(period.first)), ("last", .time(period.last)),
        ])
    }
}
