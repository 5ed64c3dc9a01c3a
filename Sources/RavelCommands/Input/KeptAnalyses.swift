#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
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
    /// The folder, which is the user's own.
    let folder: String

    /// The store's file: what other programs do to a copy leaves its version as it was.
    private let file: String

    /// So many stores have their analysis kept, those that were analysed last.
    private static let mostStores = 8
    /// A file may take this share of what is free on its disk.
    private static let mostOfFree = 0.1

    /// The folder `ravel` among the user's caches (`$XDG_CACHE_HOME`, else `~/.cache`); `nil` where it can't be made, or is not the
    /// user's own.
    ///
    /// - Parameter store: where the store lies.
    init?(of store: String) {
        var status = stat()
        guard KeptFile.program != nil, stat(store, &status) == 0 else { return nil }
        file = "\(String(UInt64(status.st_dev), radix: 16))-\(String(UInt64(status.st_ino), radix: 16))"
        guard let caches = FileManager.default.urls(for: .cachesDirectory, in: .userDomainMask).first else {
            return nil
        }
        folder = caches.appendingPathComponent("ravel").path
        // With sudo the home may still be the caller's, who could neither use nor remove what root makes there.
        guard let above = Self.ownerAbove(caches), [0, geteuid()].contains(above) else { return nil }
        try? Self.make(folder)
        guard Self.owner(of: folder) == geteuid() else { return nil }
    }

    /// Whose a folder is, or the one in which it would be made.
    private static func ownerAbove(_ folder: URL) -> uid_t? {
        var folder = folder
        for _ in folder.pathComponents {
            if let owner = owner(of: folder.path) { return owner }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    private static func owner(of path: String) -> uid_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_uid : nil
    }

    /// What is kept of a store's content; `nil` where nothing is, or something changed meanwhile.
    func analysis(of version: StoreVersion, _ store: ObservationStore) throws -> Analysis? {
        try ProgressLine.during("\(visible(store.path)): reading its last analysis") {
            let (parts, links) = (path(of: version, Self.analysis), path(of: version, Self.links))
            guard let kept = KeptFile.read(KeptAnalysis.self, from: parts, content: version.content),
                let links = KeptFile.read(KeptLinks.self, from: links, content: version.content)
            else { return nil }
            let analysis = try? Analysis(
                kept,
                links: links,
                registrations: try store.registrations(),
                judgements: try store.judgements(),
                systems: try store.systems()
            )
            keepToTheEnd(analysis)
            return try store.version() == version ? analysis : nil
        }
    }

    /// The links that the last analysis of a store left, whatever its content was; none where nothing is kept.
    func links(of version: StoreVersion) -> KeptLinks {
        KeptFile.read(KeptLinks.self, from: path(of: version, Self.links), content: nil) ?? KeptLinks()
    }

    /// Keeps an analysis of a store's content in the place of what was kept of the store before, as far as there is room.
    func keep(_ analysis: Analysis, of version: StoreVersion) {
        guard let links = analysis.keptLinks else { return }
        let free = try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? NSNumber
        let most = Int((free?.doubleValue ?? 0) * Self.mostOfFree)
        // Whatever goes wrong, the analysis is there already.
        try? ProgressLine.during("keeping the analysis for the next time") {
            try Self.make(folder(of: version))
            let content = version.content
            try KeptFile.write(links, to: path(of: version, Self.links), content: content, mostBytes: most)
            let kept = try KeptAnalysis(analysis)
            try KeptFile.write(kept, to: path(of: version, Self.analysis), content: content, mostBytes: most)
            removeOldest()
        }
    }

    // Both have a store's content, so that none is taken for that of another where only one could be written.
    private static let (analysis, links) = ("analysis", "links")

    private func path(of version: StoreVersion, _ part: String) -> String {
        "\(folder(of: version))/\(part)"
    }

    private func folder(of version: StoreVersion) -> String {
        "\(folder)/\(version.store)-\(file)"
    }

    private static func make(_ folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// Removes what is kept of the stores that were analysed longest ago, and what was left unfinished.
    ///
    /// The folder has what others keep too, such as answers to look-ups, which is left alone.
    private func removeOldest() {
        let files = FileManager.default
        var dated: [(date: Date, store: String)] = []
        for store in (try? files.contentsOfDirectory(atPath: folder)) ?? [] where Self.isStore(store) {
            let path = "\(folder)/\(store)"
            for file in (try? files.contentsOfDirectory(atPath: path)) ?? [] {
                for part in [Self.analysis, Self.links] {
                    _ = UnfinishedFile.removeLeftover(file, of: part, in: path)
                }
            }
            dated.append(
                ((try? files.attributesOfItem(atPath: path))?[.modificationDate] as? Date ?? .distantPast, store)
            )
        }
        dated.sort { ($0.date, $0.store) > ($1.date, $1.store) }
        for (_, store) in dated.dropFirst(Self.mostStores) {
            for part in [Self.analysis, Self.links] { unlink("\(folder)/\(store)/\(part)") }
            rmdir("\(folder)/\(store)")
        }
    }

    /// Whether a folder is called as a store's is: by the store, 32 hexadecimal digits, and its file.
    private static func isStore(_ name: String) -> Bool {
        let words = name.split(separator: "-", omittingEmptySubsequences: false)
        return words.count == 3 && words[0].utf8.count == 32 && words.joined().allSatisfy(\.isHexDigit)
    }
}
