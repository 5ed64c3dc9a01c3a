internal import ArgumentParser
internal import InfraGraph
internal import PassiveDNS

/// Shows when domains changed hands.
struct EpochsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "epochs",
        abstract: "Show when domains changed hands, with the signs that say so.",
        discussion: "Without domains, all that may have changed hands.\n\nExample: ravel epochs perrydale.com"
    )

    @Argument(help: "Domains to tell of.")
    var domains: [String] = []

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let asked = try domains.map { text in
            do {
                return try DomainName(text)
            } catch {
                throw Failure("\(text): \(error)")
            }
        }
        let histories = try location.analysis(by: weights).histories(of: domains.isEmpty ? nil : asked)
        let shown = domains.isEmpty ? histories.filter { !$0.cuts.isEmpty || !$0.doubts.isEmpty } : histories
        show(shown, as: output.format, orSay: "no domain changed hands, as far as this data tells")
    }
}

extension DomainHistory: Printable {
    static let columns = ["domain", "epochs", "changes"]

    var cells: [String] {
        [
            domain.text, epochs.map { "\($0.use.rawValue) \($0.period)" }.joined(separator: "; "),
            (cuts.map { Self.told($0, "") } + doubts.map { Self.told($0, "perhaps ") }).joined(separator: "; "),
        ]
    }

    private static func told(_ change: Change, _ doubt: String) -> String {
        doubt + change.signs.joined(separator: ", ")
    }

    var json: JSON {
        let changes = (cuts + doubts).sorted { $0.at < $1.at }
        return .object([
            ("domain", .text(domain.text)), ("cuts", .list(cuts.map { .integer($0.at.seconds) })),
            (
                "epochs",
                .list(
                    epochs.map {
                        .object([
                            ("first", .time($0.period.first)), ("last", .time($0.period.last)),
                            ("use", .text($0.use.rawValue)),
                        ])
                    }
                )
            ),
            (
                "changes",
                .list(
                    changes.map {
                        .object([
                            ("at", .time($0.at)), ("probability", .number($0.probability)),
                            ("signs", .list($0.signs.map { .text($0) })),
                        ])
                    }
                )
            ),
        ])
    }
}
