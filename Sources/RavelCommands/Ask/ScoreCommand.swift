internal import ArgumentParser
internal import InfraGraph
internal import ObservationFiles
internal import PassiveDNS

/// Scores connections.
struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Score how valid the connection between two names, or a name and an address, is.",
        discussion: """
            The evidence is itemised; weights are natural log-odds that add up to the score before caps. With -o, one connection
            is also drawn.

            Example: ravel score rpt.perrydale.com report.perrydale.com -o waterfall.svg
            """
    )

    @Argument(help: "The two sides.")
    var sides: [String] = []

    @Option(help: "Score each pair of this file: two columns, tab- or comma-separated.")
    var pairs: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "Draw how the score of one connection adds up, as .svg."
    )
    var picture: String?

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard pairs == nil ? sides.count == 2 : sides.isEmpty else {
            throw ValidationError("name two sides, or a file with --pairs")
        }
        guard picture == nil || pairs == nil else { throw ValidationError("-o draws one connection, not --pairs") }
        if let picture { try requireSVG(picture) }
    }

    func run() throws {
        let asked: [(Indicator, Indicator)]
        if let pairs {
            asked = try readTable(pairs) { try $0.pairs() }
        } else {
            asked = [(try indicator(sides[0]), try indicator(sides[1]))]
        }
        let analysis = try location.analysis(by: weights)
        let connections = asked.map { analysis.connection($0.0, $0.1) }
        if let picture, let only = connections.first {
            try save(Array(WaterfallWriter.text(only).utf8), to: picture)
        }
        if let only = connections.first, output.format == .table, pairs == nil {
            emit(waterfall(only))
        } else {
            show(connections, as: output.format, orSay: "there are no pairs")
        }
    }

    private func waterfall(_ connection: Connection) -> String {
        let rows = connection.evidence.map { [$0.signedWeight, $0.kind, $0.text] }
        return visible(
            "\(connection.a) – \(connection.b): \(JSON.decimal((connection.score * 100).rounded() / 100)), \(connection.grade)"
        )
            + "\n\n" + TextTable.text(["weight", "kind", "evidence"], rows)
    }
}

extension Connection: Printable {
    static let columns = ["a", "b", "score", "grade", "evidence"]

    var cells: [String] {
        [a, b, JSON.decimal(score), grade, evidence.map(\.text).joined(separator: "; ")]
    }

    var json: JSON {
        .object([
            ("a", .text(a)), ("b", .text(b)), ("score", .number(score)),
            ("evidence", .list(evidence.map(\.json))),
            ("grade", .text(grade)),
        ])
    }
}
