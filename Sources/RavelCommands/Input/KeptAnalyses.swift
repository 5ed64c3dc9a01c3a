internal import Foundation
internal import InfraGraph
internal import ObservationFiles
internal import ObservationStore
internal import PassiveDNS
internal import PublicSuffix

/// The last analysis of each store, kept in a folder of the user's for as long as the store's content is the same.
///
/// It may be removed at any moment, and is never needed. What it holds is taken for true, so only what this user wrote with this
/// very program is read, and only where its digest says that it is whole.
struct KeptAnalyses {
    /// The folder, which only the user may read.
    let folder: String

    /// So many stores have their analysis kept, those that were analysed last.
    private static let mostStores = 8
    /// A file may take this share of what is free on its disk.
    private static let mostOfFree = 0.1

    /// The folder `ravel` among the user's caches (`$XDG_CACHE_HOME`, else `~/.cache`); `nil` where it can't be made.
    init?() {
        guard let caches = FileManager.default.urls(for: .cachesDirectory, in: .userDomainMask).first else {
            return nil
        }
        folder = caches.appendingPathComponent("ravel").path
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            return nil
        }
    }

    /// What is kept of a store's content; `nil` where nothing is, or something changed meanwhile.
    func analysis(of version: StoreVersion, _ store: ObservationStore) throws -> Analysis? {
        try ProgressLine.during("\(visible(store.path)): reading its last analysis") {
            guard let kept = KeptFile.read(KeptAnalysis.self, from: path(of: version), content: version.content) else {
                return nil
            }
            let analysis = try? Analysis(
                kept,
                registrations: try store.registrations(),
                judgements: try store.judgements(),
                systems: try store.systems()
            )
            keepToTheEnd(analysis)
            return try store.version() == version ? analysis : nil
        }
    }

    /// Keeps an analysis of a store's content in the place of what was kept of the store before, as far as there is room.
    func keep(_ analysis: Analysis, of version: StoreVersion) {
        let free = try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? NSNumber
        let most = Int((free?.doubleValue ?? 0) * Self.mostOfFree)
        // Whatever goes wrong, the analysis is there already.
        try? ProgressLine.during("keeping the analysis for the next time") {
            let kept = try KeptAnalysis(analysis)
            try KeptFile.write(kept, to: path(of: version), content: version.content, mostBytes: most)
            removeOldest()
        }
    }

    private func path(of version: StoreVersion) -> String {
        "\(folder)/\(version.store)\(Self.ending)"
    }

    private static let ending = ".analysis"

    /// Removes what is kept of the stores that were analysed longest ago, and what was left unfinished.
    private func removeOldest() {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var dated: [(date: Date, file: String)] = []
        for file in files {
            if file.hasPrefix("."), let name = file.dropFirst().components(separatedBy: Self.ending + ".").first {
                _ = UnfinishedFile.removeLeftover(file, of: name + Self.ending, in: folder)
            }
            guard !file.hasPrefix("."), file.hasSuffix(Self.ending) else { continue }
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")
            dated.append((attributes?[.modificationDate] as? Date ?? .distantPast, file))
        }
        dated.sort { ($0.date, $0.file) > ($1.date, $1.file) }
        for (_, file) in dated.dropFirst(Self.mostStores) {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(file)")
        }
    }
}
