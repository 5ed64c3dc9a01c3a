internal import ObservationFiles
internal import ObservationStore
internal import PassiveDNS

/// The store, for what leaves a sensor that goes on.
///
/// A part that the store refuses, and would again, is set aside as a batch in a folder beside it, so that those behind it don't
/// wait for ever.
final class StoreOutput: SenseOutput {
    private let store: ObservationStore
    private let source: String
    /// Observations that made new periods in the store.
    private(set) var stored = 0
    private(set) var setAside = 0

    init(_ store: ObservationStore, from source: String) {
        self.store = store
        self.source = source
    }

    func take(_ observations: ObservationTable) throws {
        do {
            stored += try add(observations)
        } catch StoreError.failed(_, let reason) {
            let folder = store.path + ".refused"
            try SpoolFolder(folder).take(observations)
            setAside += observations.count
            let count = counted(observations.count, "observation")
            say(
                "\(store.path): refused \(count) (\(reason)); set aside in \(folder)/, to be ingested once that is mended"
            )
        }
    }

    private func add(_ observations: ObservationTable) throws -> Int {
        var stored = 0
        _ = try store.ingest(source) { session in
            var writer = COFWriter()
            writer.write(observations) { _ in }
            stored = try session.merge(observations).count { $0 }
            return .init(digest: writer.finish(), lines: observations.count, rows: observations.count)
        }
        return stored
    }

    func finish() {}
}
