internal import ArgumentParser
internal import Foundation
internal import InfraGraph
internal import ObservationStore
internal import PassiveDNS
internal import PublicSuffix

/// Where the store is.
struct StoreOptions: ParsableArguments {
    @Option(help: "The store (default: $RAVEL_STORE, else ravel.sqlite in the current folder).")
    var store: String?

    private var path: String {
        if let store { return store }
        let environment = ProcessInfo.processInfo.environment["RAVEL_STORE"] ?? ""
        return environment.isEmpty ? "ravel.sqlite" : environment
    }

    /// Opens the store.
    func open(
        for access: ObservationStore.Access,
        cacheBytes: Int = ObservationStore.usualCache
    ) throws -> ObservationStore {
        do {
            return try ObservationStore(path: path, for: access, cacheBytes: cacheBytes)
        } catch {
            throw Failure(error)
        }
    }

    /// Opens a store that is there already, to add what the analyst says.
    func openToJudge() throws -> ObservationStore {
        _ = try open(for: .reading)
        return try open(for: .writing)
    }

    /// Analyses all that the store holds; campaigns have the ids and names by which the store knows them.
    func analysis(by weights: WeightOptions) throws -> Analysis {
        let settings = try weights.settings()
        let store = try open(for: .reading)
        var analysis = try analysis(of: store, by: settings)
        try recognise(&analysis, in: store)
        keepToTheEnd(analysis)
        return analysis
    }

    /// Analyses all that the store holds and registers its campaigns, so that they keep their ids when more data comes.
    ///
    /// A store that can't be written is left as it is; the ids are the same.
    func registeringAnalysis() throws -> Analysis {
        let store = try open(for: .reading)
        let files = try fileCount(of: store)
        var analysis = try analysis(of: store, by: AnalysisSettings())
        do throws(StoreError) {
            let places = analysis.places
            try ObservationStore(path: path, for: .writing).registerCampaigns(places: places, of: files) { records in
                var registry = CampaignRegistry(records)
                analysis.register(in: &registry)
                return registry.records
            }
        } catch {
            switch error {
            case .readOnly: break
            case .busy, .full: say("\(error); campaigns may get other ids when more data comes")
            default: throw Failure(error)
            }
            try recognise(&analysis, in: store)
        }
        keepToTheEnd(analysis)
        return analysis
    }

    private func fileCount(of store: ObservationStore) throws -> Int {
        do {
            return try store.fileCount()
        } catch {
            throw Failure(error)
        }
    }

    private func recognise(_ analysis: inout Analysis, in store: ObservationStore) throws {
        do {
            var registry = CampaignRegistry(try store.campaigns())
            analysis.register(in: &registry)
        } catch {
            throw Failure(error)
        }
    }

    private func analysis(of store: ObservationStore, by settings: AnalysisSettings) throws -> Analysis {
        do {
            let progress = ProgressLine(file: path)
            var observations = try store.observations {
                progress.show($0, "observations", share: $1 > 0 ? Double($0) / Double($1) : 0)
            }
            progress.end()
            let (registrations, judgements) = (try store.registrations(), try store.judgements())
            let (lists, systems) = (ListIndex(try store.lists()), try store.systems())
            return ProgressLine.during("\(visible(path)): analysing \(observations.count) observations") {
                Analysis(
                    observations: observations.take(),
                    registrations: registrations,
                    judgements: judgements,
                    lists: lists,
                    systems: systems,
                    rules: PublicSuffixList(),
                    settings: settings
                )
            }
        } catch {
            throw Failure(error)
        }
    }
}
