internal import InfraGraph
internal import ObservationStore
internal import PassiveDNS
internal import PublicSuffix

extension StoreOptions {
    /// The analysis of all that the store holds; campaigns have the ids and names by which the store knows them.
    ///
    /// One that was made before is taken where nothing has changed since.
    func analysis(by weights: WeightOptions) throws -> Analysis {
        let settings = try weights.settings()
        let store = try open(for: .reading)
        // Trying other weights leaves no trace.
        let keeping = weights.weights == nil ? KeptAnalyses(of: path) : nil
        let version = try told { try store.version() }
        if let known = try told({ try keeping?.analysis(of: version, store) }) { return known }
        var analysis = try analysis(of: store, by: settings) { keeping?.links(of: version) }
        try recognise(&analysis, in: store)
        if try told({ try store.version() }) == version { keeping?.keep(analysis, of: version) }
        return analysis
    }

    /// The same, by the usual weights, whose campaigns are registered, so that they keep their ids when more data comes.
    ///
    /// A store that can't be written is left as it is; the ids are the same.
    func registeringAnalysis() throws -> Analysis {
        let store = try open(for: .reading)
        let files = try told { try store.fileCount() }
        let keeping = KeptAnalyses(of: path)
        let version = try told { try store.version() }
        let known = try told { try keeping?.analysis(of: version, store) }
        var analysis = try known ?? analysis(of: store, by: AnalysisSettings()) { keeping?.links(of: version) }
        do throws(StoreError) {
            let places = analysis.places
            let writing = try ObservationStore(path: path, for: .writing)
            let now = try writing.registerCampaigns(places: places, of: files, since: version) { records in
                var registry = CampaignRegistry(records)
                analysis.register(in: &registry)
                return registry.records
            }
            if let now, known == nil || now != version { keeping?.keep(analysis, of: now) }
        } catch {
            switch error {
            case .readOnly: break
            case .busy, .full: say("\(error); campaigns may get other ids when more data comes")
            default: throw Failure(error)
            }
            try recognise(&analysis, in: store)
        }
        return analysis
    }

    private func recognise(_ analysis: inout Analysis, in store: ObservationStore) throws {
        var registry = CampaignRegistry(try told { try store.campaigns() })
        analysis.register(in: &registry)
    }

    private func analysis(
        of store: ObservationStore,
        by settings: AnalysisSettings,
        kept: () -> KeptLinks?
    ) throws -> Analysis {
        try told {
            let progress = ProgressLine(file: path)
            var observations = try store.observations {
                progress.show($0, "observations", share: $1 > 0 ? Double($0) / Double($1) : 0)
            }
            progress.end()
            let (registrations, judgements) = (try store.registrations(), try store.judgements())
            let (lists, systems) = (ListIndex(try store.lists()), try store.systems())
            let analysis = ProgressLine.during("\(visible(path)): analysing \(observations.count) observations") {
                Analysis(
                    observations: observations.take(),
                    registrations: registrations,
                    judgements: judgements,
                    lists: lists,
                    systems: systems,
                    rules: PublicSuffixList(),
                    settings: settings,
                    kept: kept()
                )
            }
            keepToTheEnd(analysis)
            return analysis
        }
    }

    /// Does what may fail for reasons of the store's, which the user is told.
    private func told<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as StoreError {
            throw Failure(error)
        }
    }
}
