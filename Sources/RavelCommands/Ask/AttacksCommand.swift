internal import ArgumentParser
internal import InfraGraph
internal import ObservationFiles
internal import PassiveDNS

/// Links attacks.
struct AttacksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attacks",
        abstract: "Tell which attacks share infrastructure that was theirs at the time.",
        discussion: """
            Reads CSV with the columns attack, date and indicator, MISP events, STIX 2.1 bundles and OpenIOC, told from the
            content; docs/formats.md has an example of each.

            Example: ravel attacks attacks.csv
            """
    )

    @Argument(help: "The attacks.")
    var file: String

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let indicators = try readTable(file) { try $0.attacks() }
            .map { AttackIndicator(attack: $0.attack, date: $0.date, indicator: $0.indicator) }
        let attacks = try location.analysis(by: weights).attacks(indicators)
        show(attacks, as: output.format, orSay: "the file names no attacks")
    }
}

extension LinkedAttack: Printable {
    static let columns = ["attack", "group", "linked to", "how", "unused"]

    var cells: [String] {
        [
            attack, group,
            links.map { "\($0.attack) (\(JSON.decimal(($0.score * 100).rounded() / 100)))" }.joined(separator: " "),
            links.first.map { "\($0.text): \($0.path.joined(separator: " – "))" } ?? "", unused.joined(separator: "; "),
        ]
    }

    var json: JSON {
        .object([
            ("attack", .text(attack)), ("group", .text(group)),
            (
                "links",
                .list(
                    links.map {
                        .object([
                            ("attack", .text($0.attack)), ("score", .number($0.score)),
                            ("path", .list($0.path.map { .text($0) })), ("text", .text($0.text)),
                        ])
                    }
                )
            ),
            ("unused", .list(unused.map { .text($0) })),
        ])
    }
}
