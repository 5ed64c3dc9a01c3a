internal import GRDB
internal import PassiveDNS

/// The numbers that the store knows the texts and addresses of a table by.
struct Dictionaries {
    /// For each symbol of the table, its id in the store; 0 where no row names it.
    private(set) var texts: [Int64] = []
    /// For each address of the table, its id in the store; 0 where no row names it.
    private(set) var addresses: [Int64] = []
    /// Texts with a higher id than this came with the table: nothing in the store names them yet.
    private(set) var lastKnownText: Int64 = 0

    private let db: Database
    private let findText: PreparedStatement
    private let findAddress: PreparedStatement
    private var newTexts: RowInserter
    private var newAddresses: RowInserter

    init(_ db: Database) throws {
        self.db = db
        findText = try PreparedStatement(db, "SELECT id FROM text WHERE value = ?")
        findAddress = try PreparedStatement(db, "SELECT id FROM address WHERE value = ?")
        newTexts = try RowInserter(db, into: "text", columns: 2, bytesColumn: 2)
        newAddresses = try RowInserter(db, into: "address", columns: 2, bytesColumn: 2)
    }

    /// Numbers all that the rows of a table name, adding to the store what it lacks.
    ///
    /// Values are looked for and go in by the order of their bytes, as the indexes hold them: n log n in their number.
    mutating func number(_ table: ObservationTable) throws {
        var isUsed = [Bool](repeating: false, count: table.symbols.count)
        var isUsedAddress = [Bool](repeating: false, count: table.addresses.count)
        for row in 0..<table.count {
            isUsed[Int(table.rrname[row])] = true
            isUsed[Int(table.sensor[row])] = true
            let data = Int(table.rdata[row])
            if RecordType(rawValue: table.rrtype[row]).isAddress {
                isUsedAddress[data] = true
            } else {
                isUsed[data] = true
            }
        }
        try numberTexts(table.symbols, isUsed)
        try numberAddresses(table.addresses, isUsedAddress)
    }

    private mutating func numberTexts(_ symbols: SymbolTable, _ isUsed: [Bool]) throws {
        lastKnownText = try Int64.fetchOne(db, sql: "SELECT max(id) FROM text") ?? 0
        texts = Array(repeating: 0, count: isUsed.count)
        var last = lastKnownText
        for symbol in symbols.sorted((0..<Int32(isUsed.count)).filter { isUsed[Int($0)] }) {
            try symbols.withBytes(of: symbol) { bytes in
                if lastKnownText > 0, let known = try id(of: bytes, findText) {
                    texts[Int(symbol)] = known
                } else {
                    last = try Self.next(last)
                    texts[Int(symbol)] = last
                    try newTexts.add(last) { $0.append(contentsOf: bytes) }
                }
            }
        }
        try newTexts.flush()
    }

    private mutating func numberAddresses(_ all: [IPAddress], _ isUsed: [Bool]) throws {
        var last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM address") ?? 0
        let isFirst = last == 0
        addresses = Array(repeating: 0, count: all.count)
        for place in all.indices.filter({ isUsed[$0] }).sorted(by: { all[$0] < all[$1] }) {
            var value = all[place].value.bigEndian
            try withUnsafeBytes(of: &value) { bytes in
                if !isFirst, let known = try id(of: bytes, findAddress) {
                    addresses[place] = known
                } else {
                    last = try Self.next(last)
                    addresses[place] = last
                    try newAddresses.add(last) { $0.append(contentsOf: bytes) }
                }
            }
        }
        try newAddresses.flush()
    }

    /// The id behind the last; ids are 32-bit numbers elsewhere.
    private static func next(_ last: Int64) throws -> Int64 {
        guard last < Int64(Int32.max) else {
            throw DatabaseError(
                resultCode: .SQLITE_TOOBIG,
                message: "there is no number left for another text or address"
            )
        }
        return last + 1
    }

    private func id(of value: UnsafeRawBufferPointer, _ find: PreparedStatement) throws -> Int64? {
        find.bind(1, value)
        defer { find.reset() }
        return try find.step() ? find.integer(0) : nil
    }
}
