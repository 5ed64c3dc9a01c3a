internal import GRDB
public import PassiveDNS

extension ObservationStore {
    /// What is known of a file when it has been read.
    public struct FileSummary: Sendable {
        /// SHA-256 of its content.
        public var digest: String
        /// Its lines.
        public var lines: Int
        /// Its observations.
        public var rows: Int

        /// Makes a summary.
        public init(digest: String, lines: Int, rows: Int) {
            self.digest = digest
            self.lines = lines
            self.rows = rows
        }
    }

    /// Takes in one file, all of it or nothing.
    ///
    /// Everything `body` merges is one transaction: a throw, a kill or a full disk leaves the store as it was. A file
    /// whose content is in the store already changes nothing. The transaction begins with the first batch.
    ///
    /// - Parameters:
    ///   - name: the file's name, kept for ``summary()``.
    ///   - body: reads the file, merges its batches, and returns what it found.
    /// - Returns: whether the content was new; `false` where it was ingested before.
    /// - Throws: ``StoreError``, or what `body` throws.
    public func ingest(_ name: String, _ body: (IngestSession) throws -> FileSummary) throws -> Bool {
        var thrown: (any Error)?
        var isNew = true
        try Self.translating(path) {
            try database.writeWithoutTransaction { db in
                // The session takes its ids from the very tables that they refer to; looking each up again costs a third.
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                defer { try? db.execute(sql: "PRAGMA foreign_keys = ON") }
                do {
                    let file = try body(IngestSession(db))
                    if !db.isInsideTransaction { try db.beginTransaction(.immediate) }
                    isNew = try Self.note(file, name, db)
                    if isNew { try db.commit() } else { try db.rollback() }
                } catch {
                    if db.isInsideTransaction { try? db.rollback() }
                    if error is DatabaseError { throw error }
                    thrown = error
                }
            }
        }
        if let thrown { throw thrown }
        return isNew
    }

    /// Notes that a file is in the store; `false` where its content was before.
    private static func note(_ file: FileSummary, _ name: String, _ db: Database) throws -> Bool {
        let isKnown = try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM ingested_file WHERE digest = ?)",
            arguments: [file.digest]
        )
        if isKnown == true { return false }
        try db.execute(
            sql: "INSERT INTO ingested_file VALUES (?, ?, ?, ?)",
            arguments: [file.digest, name, file.lines, file.rows]
        )
        return true
    }

    /// Adds registrations; those that are known already change nothing.
    ///
    /// - Returns: how many were new.
    /// - Throws: ``StoreError``.
    public func add(_ registrations: [Registration]) throws(StoreError) -> Int {
        try Self.translating(path) {
            try database.write { db in
                let insert = try db.makeStatement(sql: "INSERT OR IGNORE INTO registration VALUES (?, ?, ?, ?, ?, ?)")
                var added = 0
                for one in registrations {
                    try insert.execute(
                        arguments: [
                            one.domain.text, one.created?.seconds, one.updated?.seconds, one.expires?.seconds,
                            one.registrar, one.registrant,
                        ]
                    )
                    added += db.changesCount
                }
                return added
            }
        }
    }
}
