internal import GRDB

/// The tables, as named migrations that are only ever added to.
enum Schema {
    /// Texts (names, other data, sensors) and addresses are held once and known by number.
    ///
    /// Addresses are 16 bytes, most significant first, so that a block of them is a range.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("observations") { db in
            try db.execute(
                sql: """
                    PRAGMA application_id = \(ObservationStore.applicationID);
                    CREATE TABLE text (id INTEGER PRIMARY KEY, value BLOB NOT NULL UNIQUE);
                    CREATE TABLE address (id INTEGER PRIMARY KEY, value BLOB NOT NULL UNIQUE CHECK (length(value) = 16));
                    CREATE TABLE period (
                        rrname INTEGER NOT NULL REFERENCES text (id),
                        rrtype INTEGER NOT NULL,
                        rdata INTEGER NOT NULL,
                        sensor INTEGER NOT NULL REFERENCES text (id),
                        first_seen INTEGER NOT NULL,
                        last_seen INTEGER NOT NULL CHECK (first_seen <= last_seen),
                        count INTEGER NOT NULL CHECK (count > 0),
                        PRIMARY KEY (rrname, rrtype, rdata, sensor, first_seen)
                    ) WITHOUT ROWID;
                    CREATE TABLE ingested_file (
                        digest TEXT PRIMARY KEY, name TEXT NOT NULL, lines INTEGER NOT NULL, rows INTEGER NOT NULL
                    ) WITHOUT ROWID;
                    CREATE TABLE registration (
                        domain TEXT NOT NULL, created INTEGER, updated INTEGER, expires INTEGER,
                        registrar TEXT NOT NULL, registrant TEXT NOT NULL
                    );
                    CREATE UNIQUE INDEX registration_whole ON registration (
                        domain, coalesce(created, -1), coalesce(updated, -1), coalesce(expires, -1), registrar, registrant
                    );
                    """
            )
        }
        return migrator
    }
}
