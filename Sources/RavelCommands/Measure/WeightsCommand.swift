internal import ArgumentParser
internal import InfraGraph

/// Lists the weights.
struct WeightsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weights",
        abstract: "List every weight and threshold, with its unit, range and source.",
        discussion: """
            All commands that analyse take a file of weights with --weights: JSON as this command prints it, or CSV with \
            the columns name and value. It need not name all.

            Example: ravel weights --format json > weights.json
            """
    )

    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let settings = try weights.settings()
        switch output.format {
        case .json: emit(WeightFile.json(settings).text)
        case .table, .csv:
            show(WeightTable.weights.map { WeightRow(weight: $0, settings: settings) }, as: output.format, orSay: "")
        }
        if output.format == .table { say("weights \(settings.label)") }
    }
}

private struct WeightRow: Printable {
    let weight: Weight
    let settings: AnalysisSettings

    static let columns = ["name", "value", "unit", "default", "least", "most", "meaning", "source"]

    var cells: [String] {
        let numbers = [weight.range.lowerBound, weight.range.upperBound].map { JSON.decimal($0) }
        return [
            weight.name, "\(weight.value(in: settings))", weight.unit.rawValue,
            "\(weight.value(in: AnalysisSettings()))",
        ] + numbers + [weight.meaning, weight.source]
    }

    var json: JSON { .object(zip(Self.columns, cells).map { ($0, .text($1)) }) }
}
