internal import GRDB
internal import PassiveDNS

/// The numbers that the store knows the texts and addresses of one table by.
struct Dictionaries {
    /// For each symbol of the table, its id in the store; 0 where none is known yet.
    private(set) var texts: [Int64] = []
    /// For each address of the table, its id in the store; 0 where none is known yet.
    private(set) var addresses: [Int64] = []
    /// Texts with a higher id than this came with the last batch: nothing in the store names them yet.
    private(set) var lastKnownText: Int64 = 0

    private let db: Database
    private let findText: PreparedStatement
    private let addText: PreparedStatement
    private let findAddress: PreparedStatement
    private let addAddress: PreparedStatement

    init(_ db: Database) throws {
        self.db = db
        findText = try PreparedStatement(db, "SELECT id FROM text WHERE value = ?")
        addText = try PreparedStatement(db, "INSERT INTO text (value) VALUES (?)")
        findAddress = try PreparedStatement(db, "SELECT id FROM address WHERE value = ?")
        addAddress = try PreparedStatement(db, "INSERT INTO address (value) VALUES (?)")
    }

    /// Forgets the numbers of the table before.
    mutating func forget() {
        (texts, addresses) = ([], [])
    }

    /// Numbers all that the rows of a table name, adding to the store what it lacks.
    ///
    /// New values go in by the order of their bytes, as the indexes hold them: n log n in their number.
    mutating func number(_ table: ObservationTable) throws {
        lastKnownText = try Int64.fetchOne(db, sql: "SELECT max(id) FROM text") ?? 0
        texts += Array(repeating: 0, count: table.symbols.count - texts.count)
        addresses += Array(repeating: 0, count: table.addresses.count - addresses.count)
        var isUsed = [Bool](repeating: false, count: texts.count)
        var isUsedAddress = [Bool](repeating: false, count: addresses.count)
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
        let new = (0..<Int32(texts.count)).filter { isUsed[Int($0)] && texts[Int($0)] == 0 }
        for symbol in table.symbols.sorted(new) {
            texts[Int(symbol)] = try table.symbols.withBytes(of: symbol) { try id(of: $0, findText, addText) }
        }
        let places = addresses.indices.filter { isUsedAddress[$0] && addresses[$0] == 0 }
            .sorted { table.addresses[$0] < table.addresses[$1] }
        for place in places {
            var value = table.addresses[place].value.bigEndian
            addresses[place] = try withUnsafeBytes(of: &value) { try id(of: $0, findAddress, addAddress) }
        }
    }

    private func id(of value: UnsafeRawBufferPointer, _ find: PreparedStatement, _ add: PreparedStatement) throws
        -> Int64
    {
        find.bind(1, value)
        defer { find.reset() }
        if try find.step() { return find.integer(0) }
        add.bind(1, value)
        try add.run()
        return db.lastInsertedRowID
    }
}
