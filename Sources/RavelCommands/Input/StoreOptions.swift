internal import ArgumentParser
internal import Foundation
internal import ObservationStore

/// Where the store is.
struct StoreOptions: ParsableArguments {
    @Option(help: "The store (default: $RAVEL_STORE, else ravel.sqlite in the current folder).")
    var store: String?

    var path: String {
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
}
