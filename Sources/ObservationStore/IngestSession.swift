internal import Foundation
internal import GRDB
public import PassiveDNS

/// The writing of one file into the store: batches are merged in, and all of it or nothing stays.
public final class IngestSession {
    private let db: Database
    private let findText: Statement
    private let addText: Statement
    private let findAddress: Statement
    private let addAddress: Statement
    private let overlapping: Statement
    private let remove: Statement
    private let insert: Statement
    /// For each symbol and address of the table, its id in the store, or 0.
    private var textIDs: [Int64] = []
    private var addressIDs: [Int64] = []

    init(_ db: Database) throws {
        self.db = db
        findText = try db.makeStatement(sql: "SELECT id FROM text WHERE value = ?")
        addText = try db.makeStatement(sql: "INSERT INTO text (value) VALUES (?)")
        findAddress = try db.makeStatement(sql: "SELECT id FROM address WHERE value = ?")
        addAddress = try db.makeStatement(sql: "INSERT INTO address (value) VALUES (?)")
        overlapping = try db.makeStatement(
            sql: """
                SELECT first_seen, last_seen, count FROM period
                WHERE rrname = ? AND rrtype = ? AND rdata = ? AND sensor = ? AND first_seen <= ? AND last_seen >= ?
                """
        )
        remove = try db.makeStatement(
            sql: "DELETE FROM period WHERE rrname = ? AND rrtype = ? AND rdata = ? AND sensor = ? AND first_seen = ?"
        )
        insert = try db.makeStatement(sql: "INSERT INTO period VALUES (?, ?, ?, ?, ?, ?, ?)")
    }

    /// Merges the rows of a table into the store.
    ///
    /// The table must be the same from batch to batch, so that its numbers keep their meaning.
    ///
    /// - Returns: for each row, whether it made a new period; else it was merged into one.
    public func merge(_ table: ObservationTable) throws -> [Bool] {
        textIDs += Array(repeating: 0, count: table.symbols.count - textIDs.count)
        addressIDs += Array(repeating: 0, count: table.addresses.count - addressIDs.count)
        var isNew = [Bool](repeating: false, count: table.count)
        let order = (0..<table.count).sorted { Self.key(table, $0) < Self.key(table, $1) }
        var at = 0
        while at < order.count {
            let row = order[at]
            // A run of rows of one key that follow each other without a gap.
            var last = table.lastSeen[row]
            var count = table.sightings[row]
            var end = at + 1
            while end < order.count, Self.sameKey(table, row, order[end]), table.firstSeen[order[end]] <= last {
                last = max(last, table.lastSeen[order[end]])
                count &+= table.sightings[order[end]]
                end += 1
            }
            isNew[row] = try write(table, row, last: last, count: count)
            at = end
        }
        return isNew
    }

    /// Merges the rows of a table into the store that has no numbers in common with those before.
    ///
    /// - Returns: for each row, whether it made a new period; else it was merged into one.
    public func mergeAlone(_ table: ObservationTable) throws -> [Bool] {
        textIDs = []
        addressIDs = []
        return try merge(table)
    }

    /// Writes one period, merged with those in the store that share an instant with it.
    private func write(_ table: ObservationTable, _ row: Int, last: Int64, count: Int64) throws -> Bool {
        let type = RecordType(rawValue: table.rrtype[row])
        let key: [Int64] = [
            try text(table, table.rrname[row]), Int64(type.rawValue),
            type.isAddress ? try address(table, table.rdata[row]) : try text(table, table.rdata[row]),
            try text(table, table.sensor[row]),
        ]
        var (first, last, count) = (table.firstSeen[row], last, count)
        var former: [Int64] = []
        let found = try Row.fetchCursor(overlapping, arguments: StatementArguments(key + [last, first]))
        while let period = try found.next() {
            former.append(period[0])
            first = min(first, period[0])
            last = max(last, period[1])
            count &+= period[2] as Int64
        }
        for start in former { try remove.execute(arguments: StatementArguments(key + [start])) }
        try insert.execute(arguments: StatementArguments(key + [first, last, count]))
        return former.isEmpty
    }

    private func text(_ table: ObservationTable, _ symbol: Int32) throws -> Int64 {
        if textIDs[Int(symbol)] == 0 {
            let value = Array(table.symbols[symbol].utf8)
            textIDs[Int(symbol)] = try id(of: Data(value), findText, addText)
        }
        return textIDs[Int(symbol)]
    }

    private func address(_ table: ObservationTable, _ number: Int32) throws -> Int64 {
        if addressIDs[Int(number)] == 0 {
            addressIDs[Int(number)] = try id(of: table.addresses[Int(number)].bytes, findAddress, addAddress)
        }
        return addressIDs[Int(number)]
    }

    private func id(of value: Data, _ find: Statement, _ add: Statement) throws -> Int64 {
        if let known = try Int64.fetchOne(find, arguments: [value]) { return known }
        try add.execute(arguments: [value])
        return db.lastInsertedRowID
    }

    private static func key(_ t: ObservationTable, _ row: Int) -> (Int32, UInt16, Int32, Int32, Int64, Int64) {
        (t.rrname[row], t.rrtype[row], t.rdata[row], t.sensor[row], t.firstSeen[row], t.lastSeen[row])
    }

    private static func sameKey(_ t: ObservationTable, _ a: Int, _ b: Int) -> Bool {
        t.rrname[a] == t.rrname[b] && t.rrtype[a] == t.rrtype[b] && t.rdata[a] == t.rdata[b]
            && t.sensor[a] == t.sensor[b]
    }
}

extension IPAddress {
    /// The address as the store holds it: 16 bytes, most significant first.
    var bytes: Data {
        Data((0..<16).map { UInt8(truncatingIfNeeded: value >> UInt128(120 - 8 * $0)) })
    }
}
