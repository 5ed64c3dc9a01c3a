internal import Foundation
internal import GRDB
public import PassiveDNS

extension ObservationStore {
    /// All judgements, by number; those that were taken back say so.
    public func judgements() throws(StoreError) -> [Judgement] {
        try Self.translating(path) {
            try database.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT number, verdict, a, b, judgement.author, judgement.time, note, undoing.author, undoing.time
                        FROM judgement LEFT JOIN undoing ON undoing.judgement = number ORDER BY number
                        """
                )
                .compactMap { row in
                    guard let verdict = Self.verdict(row[1], row[2], row[3]) else { return nil }
                    let undoneBy: String? = row[7]
                    return Judgement(
                        number: row[0],
                        verdict: verdict,
                        author: row[4],
                        time: Timestamp(seconds: row[5]),
                        note: row[6],
                        undone: undoneBy.map { .init(author: $0, time: Timestamp(seconds: row[8])) }
                    )
                }
            }
        }
    }

    /// Adds a judgement to the log.
    ///
    /// - Returns: the judgement, with its number.
    public func add(
        _ verdict: Judgement.Verdict,
        author: String,
        time: Timestamp,
        note: String
    ) throws(StoreError) -> Judgement {
        try Self.translating(path) {
            try database.write { db in
                let (word, a, b) = Self.columns(of: verdict)
                try db.execute(
                    sql: "INSERT INTO judgement (verdict, a, b, author, time, note) VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [word, a, b, author, time.seconds, note]
                )
                let number = Int(db.lastInsertedRowID)
                return Judgement(number: number, verdict: verdict, author: author, time: time, note: note)
            }
        }
    }

    /// Takes a judgement back; it stays in the log.
    ///
    /// - Returns: whether there was such a judgement that had not been taken back before.
    public func undo(_ number: Int, author: String, time: Timestamp) throws(StoreError) -> Bool {
        try Self.translating(path) {
            try database.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO undoing SELECT number, ?, ? FROM judgement
                        WHERE number = ? AND number NOT IN (SELECT judgement FROM undoing)
                        """,
                    arguments: [author, time.seconds, number]
                )
                return db.changesCount == 1
            }
        }
    }

    /// Whether a name or an address was ever seen.
    public func holds(_ indicator: Indicator) throws(StoreError) -> Bool {
        try Self.translating(path) {
            try database.read { db in
                switch indicator {
                case .name(let name):
                    try Bool.fetchOne(
                        db,
                        sql: """
                            SELECT EXISTS (
                                SELECT 1 FROM text JOIN record ON rrname = text.id WHERE value = CAST(? AS BLOB)
                            )
                            """,
                        arguments: [name.text]
                    ) ?? false
                case .address(let address):
                    try Bool.fetchOne(
                        db,
                        sql: "SELECT EXISTS (SELECT 1 FROM address WHERE value = ?)",
                        arguments: [withUnsafeBytes(of: address.value.bigEndian) { Data($0) }]
                    ) ?? false
                case .prefix:
                    false
                }
            }
        }
    }

    private static func columns(of verdict: Judgement.Verdict) -> (word: String, a: String, b: String) {
        switch verdict {
        case .confirm(let a, let b): ("confirm", a.description, b.description)
        case .reject(let a, let b): ("reject", a.description, b.description)
        case .trust(let address): ("trust", address.description, "")
        case .distrust(let address): ("distrust", address.description, "")
        case .name(let campaign, let name): ("name", campaign, name)
        }
    }

    /// The verdict of a row; `nil` where a hand other than Ravel's wrote it.
    private static func verdict(_ word: String, _ a: String, _ b: String) -> Judgement.Verdict? {
        // An indicator's own text is canonical; read as an analyst's it might be cut.
        let indicator = { (text: String) -> Indicator in
            IPAddress(text).map { .address($0) } ?? .name(DomainName(canonical: text))
        }
        switch word {
        case "confirm": return .confirm(indicator(a), indicator(b))
        case "reject": return .reject(indicator(a), indicator(b))
        case "trust": return IPAddress(a).map { .trust($0) }
        case "distrust": return IPAddress(a).map { .distrust($0) }
        case "name": return .name(campaign: a, b)
        default: return nil
        }
    }
}
