internal import GRDB
internal import PassiveDNS

extension ObservationStore {
    /// How many files were taken in: what an analysis was of.
    public func fileCount() throws(StoreError) -> Int {
        try Self.translating(path) {
            try database.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM ingested_file") ?? 0 }
        }
    }

    /// How many files came since the analysis whose places are kept; `nil` where there was none.
    public func filesSinceAnalysis() throws(StoreError) -> Int? {
        try Self.translating(path) {
            try database.read { db in
                try Int.fetchOne(db, sql: "SELECT (SELECT count(*) FROM ingested_file) - files FROM analysis")
            }
        }
    }

    /// Keeps what an analysis of so many files made of all addresses that it saw, given by address, in the place of what the one
    /// before made of them; `false` where that was the same.
    ///
    /// Linear; only what is different is written.
    static func keep(_ places: [PlaceRecord], of files: Int, _ db: Database) throws -> Bool {
        let addresses = try PreparedStatement(
            db,
            "SELECT id, value, class, fan_out FROM address LEFT JOIN place ON address = id ORDER BY value"
        )
        var changes: [(id: Int64, place: PlaceRecord)] = []
        var rest = places[...]
        while try addresses.step() {
            let address = KeptTexts.address(addresses.bytes(1))
            while let place = rest.first, place.address < address { rest.removeFirst() }
            guard let place = rest.first, place.address == address else { continue }
            let known = String(decoding: addresses.bytes(2), as: UTF8.self)
            if known != place.hubClass || addresses.integer(3) != place.fanOut {
                changes.append((addresses.integer(0), place))
            }
        }
        let put = try PreparedStatement(db, "REPLACE INTO place VALUES (?, CAST(? AS TEXT), ?)")
        for (id, place) in changes {
            var name = place.hubClass
            try name.withUTF8 { name in
                put.bind(1, id)
                put.bind(2, UnsafeRawBufferPointer(name))
                put.bind(3, Int64(place.fanOut))
                try put.run()
            }
        }
        if changes.isEmpty, try Int.fetchOne(db, sql: "SELECT files FROM analysis") == files { return false }
        try db.execute(sql: "DELETE FROM analysis")
        try db.execute(sql: "INSERT INTO analysis VALUES (?)", arguments: [files])
        return true
    }
}
