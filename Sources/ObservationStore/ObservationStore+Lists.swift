internal import Foundation
internal import GRDB
public import PassiveDNS

extension ObservationStore {
    /// What putting a list into the store did.
    public enum ListChange: String, Sendable {
        /// There was no list of that name.
        case added
        /// There was another version or content of it, which is gone.
        case replaced
        /// It was there already.
        case unchanged
    }

    /// Keeps a list; one of the same name gives way to it.
    public func put(_ list: ReferenceList) throws(StoreError) -> ListChange {
        try Self.translating(path) {
            try database.write { db in
                let former = try Self.lists(db, named: list.name).first
                if former == list { return .unchanged }
                try db.execute(sql: "DELETE FROM list WHERE name = ?", arguments: [list.name])
                try db.execute(
                    sql: "INSERT INTO list (name, version, class, description) VALUES (?, ?, ?, ?)",
                    arguments: [list.name, list.version, list.listClass.rawValue, list.description]
                )
                let id = db.lastInsertedRowID
                let insert = try db.makeStatement(sql: "INSERT INTO list_entry VALUES (?, ?, ?, ?)")
                for (place, entry) in list.entries.enumerated() {
                    try insert.execute(arguments: [id, place, entry.match.rawValue, entry.text])
                }
                return former == nil ? .added : .replaced
            }
        }
    }

    /// All lists, by name.
    ///
    /// Memory is about 50 bytes an entry.
    public func lists() throws(StoreError) -> [ReferenceList] {
        try Self.translating(path) {
            try database.read { db in try Self.lists(db, named: nil) }
        }
    }

    private static func lists(_ db: Database, named name: String?) throws -> [ReferenceList] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM list WHERE ?1 IS NULL OR name = ?1 ORDER BY name",
            arguments: [name]
        )
        let select = try db.makeStatement(sql: "SELECT match, text FROM list_entry WHERE list = ? ORDER BY place")
        return try rows.compactMap { row in
            guard let listClass = ListClass(rawValue: row["class"]) else { return nil }
            var entries: [ReferenceList.Entry] = []
            let found = try Row.fetchCursor(select, arguments: [row["id"] as Int64])
            while let entry = try found.next() {
                guard let match = ReferenceList.Match(rawValue: entry[0]) else { continue }
                entries.append(ReferenceList.Entry(match, entry[1]))
            }
            return ReferenceList(
                name: row["name"],
                version: row["version"],
                listClass: listClass,
                description: row["description"],
                entries: entries
            )
        }
    }

    /// Removes the list or the table of networks with a name.
    ///
    /// - Returns: whether there was one.
    public func removeList(named name: String) throws(StoreError) -> Bool {
        try Self.translating(path) {
            try database.write { db in
                try db.execute(sql: "DELETE FROM list WHERE name = ?", arguments: [name])
                let lists = db.changesCount
                try db.execute(sql: "DELETE FROM system_table WHERE name = ?", arguments: [name])
                return lists + db.changesCount > 0
            }
        }
    }
}

// MARK: - Networks

extension ObservationStore {
    /// Which part of the knowledge about networks a table holds.
    public enum SystemTable: String, Sendable {
        /// Which network announces which range.
        case prefixes
        /// What the networks are called.
        case names
    }

    /// Keeps the ranges or the names of a table of networks; what was kept of that kind before is gone.
    public func put(
        _ systems: AutonomousSystems,
        _ kind: SystemTable,
        named name: String,
        entries: Int
    ) throws(StoreError) {
        var content = Data()
        switch kind {
        case .prefixes:
            content.reserveCapacity(20 * systems.starts.count)
            for (start, number) in zip(systems.starts, systems.numbers) {
                withUnsafeBytes(of: start.value.bigEndian) { content.append(contentsOf: $0) }
                withUnsafeBytes(of: number.bigEndian) { content.append(contentsOf: $0) }
            }
        case .names:
            for (number, name) in systems.names.sorted(by: { $0.key < $1.key }) {
                content.append(contentsOf: "\(number)\t\(name)\n".utf8)
            }
        }
        let bytes = content
        try Self.translating(path) {
            try database.write { db in
                try db.execute(
                    sql: "INSERT OR REPLACE INTO system_table VALUES (?, ?, ?, ?)",
                    arguments: [kind.rawValue, name, entries, bytes]
                )
            }
        }
    }

    /// The kept tables of networks: kind, name and rows.
    public func systemTables() throws(StoreError) -> [(kind: SystemTable, name: String, entries: Int)] {
        try Self.translating(path) {
            try database.read { db in
                try Row.fetchAll(db, sql: "SELECT kind, name, entries FROM system_table ORDER BY kind DESC")
                    .compactMap { row in SystemTable(rawValue: row[0]).map { ($0, row[1], row[2]) } }
            }
        }
    }

    /// What is known of networks; empty where no table was kept.
    public func systems() throws(StoreError) -> AutonomousSystems {
        try Self.translating(path) {
            try database.read { db in
                let content = { (kind: SystemTable) in
                    try Data.fetchOne(
                        db,
                        sql: "SELECT content FROM system_table WHERE kind = ?",
                        arguments: [kind.rawValue]
                    ) ?? Data()
                }
                guard var systems = Self.ranges(try content(.prefixes)) else {
                    throw StoreError.damaged(path: path, reason: "the ranges of networks are out of order")
                }
                for line in String(decoding: try content(.names), as: UTF8.self).split(separator: "\n") {
                    guard let tab = line.firstIndex(of: "\t"), let number = UInt32(line[..<tab]) else { continue }
                    systems.names[number] = String(line[line.index(after: tab)...])
                }
                return systems
            }
        }
    }

    private static func ranges(_ content: Data) -> AutonomousSystems? {
        guard content.count % 20 == 0 else { return nil }
        let count = content.count / 20
        var starts: [IPAddress] = []
        var numbers: [UInt32] = []
        starts.reserveCapacity(count)
        numbers.reserveCapacity(count)
        content.withUnsafeBytes { bytes in
            for row in 0..<count {
                let value = bytes.loadUnaligned(fromByteOffset: 20 * row, as: UInt128.self)
                starts.append(IPAddress(value: UInt128(bigEndian: value)))
                numbers.append(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 20 * row + 16, as: UInt32.self)))
            }
        }
        return AutonomousSystems(starts: starts, numbers: numbers)
    }
}
