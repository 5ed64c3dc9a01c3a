internal import ArgumentParser
internal import InfraGraph

/// The option that replaces weights.
struct WeightOptions: ParsableArguments {
    @Option(help: "A JSON or CSV file of weights that replace the defaults; ravel weights lists them.")
    var weights: String?

    /// The settings with the file's weights; says so on the standard error where there is one.
    func settings() throws -> AnalysisSettings {
        guard let weights else { return AnalysisSettings() }
        let settings = try WeightFile(weights).settings
        say("weights \(settings.label), with those of \(weights)")
        return settings
    }
}
