/// Why the store could not do what it was asked for, and what to do.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no store at the path.
    case missing(path: String)
    /// The file is no store of Ravel's.
    case foreign(path: String)
    /// A newer Ravel made the store.
    case newer(path: String)
    /// The file or its folder can't be written.
    case readOnly(path: String)
    /// The disk is full.
    case full(path: String)
    /// Another process holds the store for too long.
    case busy(path: String)
    /// The file is damaged.
    case damaged(path: String, reason: String)
    /// SQLite says something else.
    case failed(path: String, reason: String)

    /// The reason and what to do about it, in one sentence.
    public var description: String {
        switch self {
        case .missing(let path): "\(path): no such store; make one with: ravel ingest FILE… --store \(path)"
        case .foreign(let path): "\(path): is no Ravel store; name another file with --store"
        case .newer(let path): "\(path): was made by a newer Ravel; update Ravel, or ingest into a new store"
        case .readOnly(let path): "\(path): can't be written; check the permissions of the file and its folder"
        case .full(let path): "\(path): the disk is full; nothing was changed; make room and run it again"
        case .busy(let path): "\(path): another process is writing to it; wait for it and run this again"
        case .damaged(let path, let reason): "\(path): is damaged (\(reason)); restore it or ingest into a new store"
        case .failed(let path, let reason): "\(path): \(reason)"
        }
    }
}
