internal import ArgumentParser
internal import InfraGraph
internal import PassiveDNS

/// Shows when domains changed hands.
struct EpochsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "epochs",
        abstract: "Show when domains changed hands or were seized, with the signs that say so.",
        discussion: """
            Without domains, all that may have changed hands or were seized. For one domain the signs are itemised; \
            weights are natural log-odds that add up to the probability.

            Example: ravel epochs perrydale.com
            """
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
        if domains.count == 1, output.format == .table, let only = histories.first {
            emit(waterfall(only))
        } else {
            show(histories, as: output.format, orSay: "no domain changed hands, as far as this data tells")
        }
    }

    /// Everything about one domain: its epochs, its seizures, and each change with its signs.
    private func waterfall(_ history: DomainHistory) -> String {
        var parts = [
            TextTable.text(["use", "seen"], history.epochs.map { [$0.use.rawValue, "\($0.period)"] })
        ]
        parts += history.seizures.map { visible($0.told) }
        for change in history.changes {
            let certainty = history.cuts.contains { $0.at == change.at } ? "another holder" : "perhaps another holder"
            parts.append(
                "\(certainty) since \(change.at.date): \(JSON.decimal((change.probability * 100).rounded() / 100))\n\n"
                    + TextTable.text(
                        ["weight", "sign", "evidence"],
                        change.signs.map { [$0.signedWeight, $0.kind, $0.text] }
                    )
            )
        }
        if history.changes.isEmpty { parts.append("No change of hands, as far as this data tells.") }
        return visible(history.domain.text) + "\n\n" + parts.joined(separator: "\n\n")
    }
}

extension DomainHistory: Printable {
    static let columns = ["domain", "epochs", "changes", "seizures"]

    var cells: [String] {
        [
            domain.text, epochs.map { "\($0.use.rawValue) \($0.period)" }.joined(separator: "; "),
            (cuts.map { Self.told($0, "") } + doubts.map { Self.told($0, "perhaps ") }).joined(separator: "; "),
            seizures.map(\.told).joined(separator: "; "),
        ]
    }

    /// Certain and possible changes, in the order of time.
    var changes: [Change] { (cuts + doubts).sorted { $0.at < $1.at } }

    private static func told(_ change: Change, _ doubt: String) -> String {
        let signs = change.signs.filter { $0.weight > 0 }.map(\.text)
        return "\(doubt)\(change.at.date): \(signs.joined(separator: ", "))"
    }

    var json: JSON {
        .object([
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
                            ("signs", .list($0.signs.map(\.json))),
                        ])
                    }
                )
            ),
            ("seizures", .list(seizures.map(\.json))),
        ])
    }
}

extension Seizure {
    /// The finding in words.
    var told: String {
        "seized on \(date.date)\(operatorName.map { " by \($0)" } ?? "") (\(address))"
            + (released.map { ", let go by \($0.date)" } ?? "")
    }

    var json: JSON {
        .object([
            ("date", .time(date)), ("address", .text("\(address)")),
            ("operator", operatorName.map { .text($0) } ?? .null),
            ("released", released.map { .time($0) } ?? .null),
        ])
    }
}
