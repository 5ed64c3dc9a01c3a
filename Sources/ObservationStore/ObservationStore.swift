internal import GRDB

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Passive DNS kept in an embedded SQLite database.
///
/// For each (name, type, data, sensor) it holds disjoint periods with first seen, last seen and count. Periods that share
/// an instant are one: the union of their times, the sum of their counts. So the order in which observations come never
/// matters. Writing is atomic by file; readers see the store as it was when they began (write-ahead logging).
public final class ObservationStore: Sendable {
    /// Where the store lies.
    public let path: String
    let database: any DatabaseWriter

    /// What a caller means to do.
    public enum Access: Sendable {
        /// Read what is there.
        case reading
        /// Write, making the store where there is none.
        case writing
    }

    /// How much of a file that is written is kept in memory where nobody says otherwise, in bytes.
    public static let usualCache = 1 << 27

    /// How large the pages of a new store are: those of twice SQLite's usual size take a tenth less time to write into.
    private static let pageBytes = 8192

    /// `RAVL`, which marks a SQLite file as a store of Ravel's.
    static let applicationID: Int32 = 0x5241_564c

    /// Opens a store.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - access: what for.
    ///   - cacheBytes: how much of the file writing may keep in memory.
    /// - Throws: ``StoreError``.
    public init(path: String, for access: Access, cacheBytes: Int = usualCache) throws(StoreError) {
        self.path = path
        guard Self.exists(path) || access == .writing else { throw .missing(path: path) }
        do throws(StoreError) {
            database = try Self.open(path, at: path, access, cacheBytes)
        } catch .readOnly where access == .reading && !Self.hasLog(path) {
            database = try Self.open(path, at: Self.unchanging(path), access, cacheBytes)
        }
    }

    /// Ends all use of the store, and leaves one file of it, without a log that whoever opens it next has to read first.
    ///
    /// Done at the latest when nobody holds the store any more, which the end of a process does not wait for.
    public func close() {
        // Connections that only read go first, since the last one to go has to be able to remove the log.
        (database as? DatabasePool)?.releaseMemory()
        // What can't be closed is as good on the disk, but slower to open.
        try? database.close()
    }

    private static func open(
        _ path: String,
        at location: String,
        _ access: Access,
        _ cacheBytes: Int
    ) throws(StoreError) -> any DatabaseWriter {
        try translating(path) {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.readonly = access == .reading
            let database: any DatabaseWriter
            switch access {
            case .writing:
                configuration.prepareDatabase { db in
                    // What is told as written is on the disk. The size of a page counts where the store is made only.
                    try db.execute(sql: "PRAGMA page_size = \(pageBytes)")
                    try db.execute(sql: "PRAGMA cache_size = -\(cacheBytes >> 10); PRAGMA synchronous = FULL")
                }
                database = try DatabasePool(path: location, configuration: configuration)
            case .reading:
                database = try DatabaseQueue(path: location, configuration: configuration)
            }
            try check(database, path: path, access)
            return database
        }
    }

    /// The store as a file that nobody changes, which SQLite reads without the log that it can't make in a folder that
    /// can't be written (https://www.sqlite.org/uri.html, `immutable`).
    private static func unchanging(_ path: String) -> String {
        var location = "file:"
        for scalar in path.unicodeScalars {
            switch scalar {
            case "%": location += "%25"
            case "?": location += "%3f"
            case "#": location += "%23"
            default: location.unicodeScalars.append(scalar)
            }
        }
        return location + "?immutable=1"
    }

    /// Whether what was written last is still in the write-ahead log.
    private static func hasLog(_ path: String) -> Bool {
        var status = stat()
        return stat(path + "-wal", &status) == 0 && status.st_size > 0
    }

    private static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Refuses what is no store, or one that a newer version made; brings an older one up to date before writing.
    ///
    /// One that is older has to be brought up to date before it can be read.
    private static func check(_ database: any DatabaseWriter, path: String, _ access: Access) throws {
        let (id, isEmpty) = try database.read { db in
            (
                try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                // The migrator makes its own table before the first migration; a kill may come between the two.
                try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'") == 0
            )
        }
        if id != applicationID {
            guard isEmpty, access == .writing else {
                throw isEmpty ? StoreError.missing(path: path) : .foreign(path: path)
            }
        }
        let migrator = Schema.migrator
        if try database.read(migrator.hasBeenSuperseded) { throw StoreError.newer(path: path) }
        if access == .writing {
            try migrator.migrate(database)
        } else if try !database.read(migrator.hasCompletedMigrations) {
            throw StoreError.failed(path: path, reason: "was made by an older Ravel; run any ingest on it to update it")
        }
    }

    /// Runs database work and tells its errors in the store's own terms.
    static func translating<Result>(_ path: String, _ work: () throws -> Result) throws(StoreError) -> Result {
        do {
            return try work()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_NOTADB: throw .foreign(path: path)
            case .SQLITE_FULL: throw .full(path: path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw .busy(path: path)
            case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: throw .readOnly(path: path)
            case .SQLITE_CORRUPT: throw .damaged(path: path, reason: error.message ?? "corrupt")
            default: throw .failed(path: path, reason: error.message ?? error.description)
            }
        } catch {
            throw .failed(path: path, reason: "\(error)")
        }
    }
}
