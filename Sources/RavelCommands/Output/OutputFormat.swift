internal import ArgumentParser
internal import InfraGraph

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    /// A table to read.
    case table
    /// One JSON object a line.
    case json
    /// Comma-separated values with a header.
    case csv
}

/// The option that chooses the format.
struct OutputOptions: ParsableArguments {
    @Option(help: "How to print: table, json (one object a line) or csv.")
    var format: OutputFormat = .table
}

/// A result that can be printed in every format.
protocol Printable {
    /// The columns of the table and of CSV.
    static var columns: [String] { get }
    /// The cells, one for each column.
    var cells: [String] { get }
    /// The whole result, keys in their order.
    var json: JSON { get }
}

/// Prints results; with nothing to print says `nothing` on the standard error.
func show<Result: Printable>(_ results: [Result], as format: OutputFormat, orSay nothing: String) {
    switch format {
    case .table:
        if !results.isEmpty { emit(TextTable.text(Result.columns, results.map(\.cells))) }
    case .json:
        for result in results { emit(result.json.text) }
    case .csv:
        emit(CSV.line(Result.columns))
        // Files get what there is; a terminal must not obey it.
        let shown = { (cells: [String]) in isTerminal(1) ? cells.map { visible($0) } : cells }
        for result in results { emit(CSV.line(shown(result.cells))) }
    }
    if results.isEmpty { say(nothing) }
}
