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
protocol Printable: Sendable {
    /// The columns of the table and of CSV.
    static var columns: [String] { get }
    /// The cells, one for each column.
    var cells: [String] { get }
    /// The whole result, keys in their order.
    var json: JSON { get }
}

/// Prints results; with nothing to print says `nothing` on the standard error.
func show<Result: Printable>(_ results: [Result], as format: OutputFormat, orSay nothing: String) {
    if format == .json, !results.isEmpty {
        return forEachJSONPart(results) { part in part.withUnsafeBytes { write($0, to: 1) } }
    }
    var writer = ResultWriter<Result>(format)
    for result in results { writer.add(result) }
    writer.end(orSay: nothing)
}

/// Prints results while they come.
struct ResultWriter<Result: Printable> {
    private let format: OutputFormat
    private var table = TextTable(Result.columns)
    private var isEmpty = true

    init(_ format: OutputFormat) {
        self.format = format
        if format == .csv { emit(CSV.line(Result.columns)) }
    }

    mutating func add(_ result: Result) {
        isEmpty = false
        switch format {
        case .table:
            table.add(result.cells)
            if table.isFull { emit(table.takeLines()) }
        case .json:
            emit(result.json.text)
        case .csv:
            // Files get what there is; a terminal must not obey it.
            emit(CSV.line(isTerminal(1) ? result.cells.map { visible($0) } : result.cells))
        }
    }

    /// Prints what is left; where there was nothing, says so on the standard error.
    mutating func end(orSay nothing: String) {
        if isEmpty { return say(nothing) }
        if !table.isEmpty { emit(table.takeLines()) }
    }
}
