internal import ArgumentParser
internal import InfraGraph
internal import PassiveDNS

/// Lists the addresses that linking leaves out.
struct HubsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hubs",
        abstract: "List the addresses that are left out of linking, with class, probability and reasons.",
        discussion: """
            Most domains first; weights are natural log-odds. Addresses about which lists contradict each other are told,
            too, even where they are ordinary ones.

            Example: ravel hubs --format csv
            """
    )

    @Flag(
        help: "List the domains whose addresses tie nothing instead: popular names, DNS tunnels, networks' own names."
    )
    var domains = false

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let analysis = try location.analysis(by: weights)
        if domains {
            show(analysis.leftOutDomains, as: output.format, orSay: "no domain is left out")
        } else {
            show(analysis.hubs, as: output.format, orSay: "no address is left out")
        }
    }
}

extension Hub: Printable {
    static let columns = ["ip", "class", "probability", "domains", "names", "first", "last", "network", "evidence"]

    var cells: [String] {
        [
            address.description, hubClass.rawValue, JSON.decimal((probability * 100).rounded() / 100), String(fanOut),
            String(names), period.first.date, period.last.date, system?.description ?? "",
            signs.map { "\(Self.signed($0.nats)) \($0.text)" }.joined(separator: "; "),
        ]
    }

    var json: JSON {
        .object(
            [
                ("ip", .text(address.description)), ("class", .text(hubClass.rawValue)),
                ("probability", .number(probability)),
                (
                    "evidence",
                    .list(
                        signs.map {
                            .object([
                                ("class", .text($0.hubClass.rawValue)), ("weight", .number($0.nats)),
                                ("text", .text($0.text)),
                            ])
                        }
                    )
                ), ("conflicts", .list(conflicts.map { .text($0) })), ("domains", .integer(Int64(fanOut))),
                ("names", .integer(Int64(names))), ("first", .time(period.first)), ("last", .time(period.last)),
            ] + (system.map { [("network", .text($0.description))] } ?? [])
        )
    }

    private static func signed(_ nats: Double) -> String {
        (nats >= 0 ? "+" : "") + JSON.decimal((nats * 10).rounded() / 10)
    }
}

extension LeftOutDomain: Printable {
    static let columns = ["domain", "kind", "reason"]

    var cells: [String] { [domain.text, kind.rawValue, reason] }

    var json: JSON {
        .object([("domain", .text(domain.text)), ("kind", .text(kind.rawValue)), ("reason", .text(reason))])
    }
}
