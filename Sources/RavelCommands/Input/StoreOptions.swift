internal import ArgumentParser
internal import Foundation
internal import InfraGraph
internal import ObservationStore
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
    func open(for access: ObservationStore.Access) throws -> ObservationStore {
        do {
            return try ObservationStore(path: path, for: access)
        } catch {
            throw Failure(error)
        }
    }

    /// Opens a store that is there already, to add what the analyst says.
    func openToJudge() throws -> ObservationStore {
        _ = try open(for: .reading)
        return try open(for: .writing)
    }

    /// Analyses all that the store holds.
    func analysis() throws -> Analysis {
        do {
            let store = try open(for: .reading)
            let observations = try store.observations()
            return Analysis(
                observations: observations,
                registrations: try store.registrations(),
                judgements: try store.judgements(),
                rules: PublicSuffixList()
            )
        } catch let error as StoreError {
            throw Failure(error)
        }
    }
}
