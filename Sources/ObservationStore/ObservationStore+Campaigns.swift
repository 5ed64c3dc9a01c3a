internal import Foundation
internal import GRDB
public import PassiveDNS

extension ObservationStore {
    /// All campaigns that were ever registered, the oldest first.
    public func campaigns() throws(StoreError) -> [CampaignRecord] {
        try Self.translating(path) {
            try database.read { db in try Self.campaigns(db) }
        }
    }

    /// Registers campaigns: reads the records, lets `change` bring them up to date and writes what is different.
    ///
    /// One transaction, so that a kill leaves all of it or nothing, and nobody else registers in between.
    ///
    /// - Parameters:
    ///   - places: what the analysis made of all addresses that it saw, by address; kept for pivots.
    ///   - files: how many files the analysis was of, as ``fileCount()`` told before it was read.
    ///   - version: the content that the analysis was of.
    ///   - change: returns the records, the oldest first; it may change and append, and must not remove.
    /// - Returns: the content's version with these campaigns; `nil` where it is not that of the analysis any more.
    /// - Throws: ``StoreError``.
    @discardableResult
    public func registerCampaigns(
        places: [PlaceRecord],
        of files: Int,
        since version: StoreVersion,
        _ change: ([CampaignRecord]) -> [CampaignRecord]
    ) throws(StoreError) -> StoreVersion? {
        try Self.translating(path) {
            try database.writeWithoutTransaction { db in
                var now: StoreVersion?
                try db.inTransaction(.immediate) {
                    let isSame = try Self.version(db) == version
                    let former = try Self.campaigns(db)
                    let records = change(former)
                    let isKept = try Self.keep(places, of: files, db)
                    if records != former { try db.execute(sql: StoreVersion.anew) }
                    if isSame { now = try Self.version(db) }
                    if records == former, !isKept { return .rollback }
                    for (place, record) in records.enumerated()
                    where place >= former.count || record != former[place] {
                        try Self.write(record, number: place + 1, db)
                    }
                    return .commit
                }
                return now
            }
        }
    }

    private static func campaigns(_ db: Database) throws -> [CampaignRecord] {
        var records: [CampaignRecord] = []
        var place: [Int64: Int] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT number, id, split_from, merged_into FROM campaign ORDER BY number"
        )
        while let row = try rows.next() {
            place[row[0]] = records.count
            records.append(CampaignRecord(id: row[1], splitFrom: row[2], mergedInto: row[3], members: []))
        }
        let members = try Row.fetchCursor(
            db,
            sql: """
                SELECT campaign, CAST(value AS TEXT), first_seen, last_seen, weight
                FROM campaign_member JOIN text ON text.id = name ORDER BY campaign, value, first_seen, last_seen
                """
        )
        while let row = try members.next() {
            guard let place = place[row[0]] else { continue }
            let period = Period(first: Timestamp(seconds: row[2]), last: Timestamp(seconds: row[3]))
            records[place].members.append(
                CampaignRecord.Member(name: DomainName(canonical: row[1]), period: period, weight: row[4])
            )
        }
        return records
    }

    private static func write(_ record: CampaignRecord, number: Int, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO campaign VALUES (?, ?, ?, ?)
                ON CONFLICT (number) DO UPDATE SET split_from = excluded.split_from, merged_into = excluded.merged_into
                """
        )
        .execute(arguments: [number, record.id, record.splitFrom, record.mergedInto])
        try db.cachedStatement(sql: "DELETE FROM campaign_member WHERE campaign = ?").execute(arguments: [number])
        let known = try db.cachedStatement(sql: "INSERT OR IGNORE INTO text (value) VALUES (?)")
        let add = try db.cachedStatement(
            sql: "INSERT INTO campaign_member SELECT ?, id, ?, ?, ? FROM text WHERE value = ?"
        )
        for member in record.members {
            let name = Data(member.name.text.utf8)
            try known.execute(arguments: [name])
            try add.execute(
                arguments: [number, member.period.first.seconds, member.period.last.seconds, member.weight, name]
            )
        }
    }
}
