internal import Foundation
internal import GRDB

/// Which store it is, and which content it has: two texts of 32 hexadecimal digits that no other store and no other content has.
public struct StoreVersion: Hashable, Sendable {
    /// The store; a copy of its file has the same.
    public let store: String
    /// The content that analyses are made of.
    public let content: String

    /// Gives the content another number.
    static let anew = "UPDATE version SET content = randomblob(16)"
}

extension ObservationStore {
    /// What the store's content is known by.
    public func version() throws(StoreError) -> StoreVersion {
        try Self.translating(path) {
            try database.read { db in try Self.version(db) }
        }
    }

    static func version(_ db: Database) throws -> StoreVersion {
        let row = try Row.fetchOne(db, sql: "SELECT lower(hex(store)), lower(hex(content)) FROM version")
        // None matches that of another moment.
        guard let row else { return StoreVersion(store: "", content: "\(UInt64.random(in: .min ... .max))") }
        return StoreVersion(store: row[0], content: row[1])
    }
}
