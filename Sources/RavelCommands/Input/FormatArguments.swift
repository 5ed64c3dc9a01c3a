internal import ArgumentParser
internal import ObservationFiles

/// What the content of a file does not tell.
struct FormatArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which columns of CSV or TSV hold which fields, by name or by number from 1: rrname=COLUMN,rdata=…",
            discussion: "Fields: \(FormatOptions.fields.joined(separator: ", ")).",
            valueName: "field=column,…"
        )
    )
    var map: String?

    @Option(
        help: ArgumentHelp("The fields of passivedns lines, as its option -f takes them.", valueName: "letters")
    )
    var fields: String?

    func validate() throws {
        if let problem = try options().problem { throw ValidationError(problem) }
    }

    /// What was said.
    func options() throws -> FormatOptions {
        var options = FormatOptions()
        options.passivednsFields = fields
        for pair in (map ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, FormatOptions.fields.contains(parts[0]) else {
                throw ValidationError(
                    "--map takes FIELD=COLUMN, separated by commas, with FIELD one of \(FormatOptions.fields.joined(separator: ", "))"
                )
            }
            options.columns.append((parts[0], parts[1]))
        }
        return options
    }
}
