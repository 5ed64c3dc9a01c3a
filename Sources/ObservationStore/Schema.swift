internal import GRDB

/// The tables, as named migrations that are only ever added to.
enum Schema {
    /// Texts (names, other data, sensors) and addresses are held once and known by number.
    ///
    /// Addresses are 16 bytes, most significant first, so that a block of them is a range. `record` has all sightings of
    /// each (name, type, data), some dozens a row (``Sightings``), until when the last of them was; `owner` has the same the other way round, its names
    /// with their labels from the last to the first (``ReversedName``). `place` has what the last analysis made of addresses, and
    /// `analysis` how many files it was of. `version` changes with whatever an analysis is made of: a file's rows come with the file,
    /// a list's entries with the list, and campaigns change it by hand.
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
        // A log: what was written stays, and what is taken back is so by a line of its own.
        migrator.registerMigration("judgements") { db in
            try db.execute(
                sql: """
                    CREATE TABLE judgement (
                        number INTEGER PRIMARY KEY, verdict TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL,
                        author TEXT NOT NULL, time INTEGER NOT NULL, note TEXT NOT NULL
                    );
                    CREATE TABLE undoing (
                        judgement INTEGER PRIMARY KEY REFERENCES judgement (number),
                        author TEXT NOT NULL, time INTEGER NOT NULL
                    );
                    """
            )
            for table in ["judgement", "undoing"] {
                for change in ["UPDATE", "DELETE"] {
                    try db.execute(
                        sql: """
                            CREATE TRIGGER \(table)_no_\(change) BEFORE \(change) ON \(table)
                            BEGIN SELECT raise(ABORT, 'judgements are only ever added to'); END
                            """
                    )
                }
            }
        }
        // Campaigns as they were told last, numbered by age; members' names are numbers of texts.
        migrator.registerMigration("campaigns") { db in
            try db.execute(
                sql: """
                    CREATE TABLE campaign (
                        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, split_from TEXT, merged_into TEXT
                    );
                    CREATE TABLE campaign_member (
                        campaign INTEGER NOT NULL REFERENCES campaign (number),
                        name INTEGER NOT NULL REFERENCES text (id),
                        first_seen INTEGER NOT NULL,
                        last_seen INTEGER NOT NULL CHECK (first_seen <= last_seen),
                        weight REAL NOT NULL,
                        PRIMARY KEY (campaign, name, first_seen, last_seen)
                    ) WITHOUT ROWID;
                    """
            )
        }
        migrator.registerMigration("lists") { db in
            try db.execute(
                sql: """
                    CREATE TABLE list (
                        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version TEXT NOT NULL, class TEXT NOT NULL,
                        description TEXT NOT NULL
                    );
                    CREATE TABLE list_entry (
                        list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE, place INTEGER NOT NULL,
                        match TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (list, place)
                    ) WITHOUT ROWID;
                    CREATE TABLE system_table (
                        kind TEXT PRIMARY KEY CHECK (kind IN ('prefixes', 'names')), name TEXT NOT NULL,
                        entries INTEGER NOT NULL, content BLOB NOT NULL
                    );
                    """
            )
        }
        migrator.registerMigration("records") { db in
            try db.execute(
                sql: """
                    CREATE TABLE record (
                        rrname INTEGER NOT NULL REFERENCES text (id),
                        rrtype INTEGER NOT NULL,
                        rdata INTEGER NOT NULL,
                        until INTEGER NOT NULL,
                        sightings BLOB NOT NULL,
                        PRIMARY KEY (rrname, rrtype, rdata, until)
                    ) WITHOUT ROWID;
                    CREATE TABLE owner (
                        rrtype INTEGER NOT NULL,
                        rdata INTEGER NOT NULL,
                        name BLOB NOT NULL,
                        rrname INTEGER NOT NULL REFERENCES text (id),
                        PRIMARY KEY (rrtype, rdata, name)
                    ) WITHOUT ROWID;
                    CREATE TABLE place (
                        address INTEGER PRIMARY KEY REFERENCES address (id), class TEXT NOT NULL, fan_out INTEGER NOT NULL
                    );
                    CREATE TABLE analysis (files INTEGER NOT NULL);
                    """
            )
            try PeriodRows.convert(db)
            try db.execute(sql: "DROP TABLE period")
        }
        // Numbers that no other store and no other content has, so that what was made of it can be known again.
        migrator.registerMigration("version") { db in
            try db.execute(
                sql: """
                    CREATE TABLE version (store BLOB NOT NULL, content BLOB NOT NULL);
                    INSERT INTO version VALUES (randomblob(16), randomblob(16));
                    """
            )
            // What a campaign is called changes nothing else.
            let conditions = [
                "judgement_version_INSERT": "WHEN new.verdict <> 'name'",
                "undoing_version_INSERT": """
                WHEN EXISTS (SELECT 1 FROM judgement WHERE number = new.judgement AND verdict <> 'name')
                """,
            ]
            for table in ["ingested_file", "registration", "judgement", "undoing", "list", "system_table"] {
                for change in ["INSERT", "UPDATE", "DELETE"] {
                    let name = "\(table)_version_\(change)"
                    try db.execute(
                        sql: """
                            CREATE TRIGGER \(name) AFTER \(change) ON \(table) \(conditions[name] ?? "")
                            BEGIN \(StoreVersion.anew); END
                            """
                    )
                }
            }
        }
        return migrator
    }
}
