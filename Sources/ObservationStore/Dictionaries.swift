internal import GRDB
internal import PassiveDNS

/// The numbers that the store knows the texts and addresses of a table by.
struct Dictionaries {
    /// For each symbol of the table, its id in the store; 0 where no row names it.
    private(set) var texts: [Int64] = []
    /// For each address of the table, its id in the store; 0 where no row names it.
    private(set) var addresses: [Int64] = []
    /// Texts with a higher id than this came with the table: nothing in the store names them yet.
    var lastKnownText: Int64 { storedTexts.lastKnown }

    private var storedTexts: StoredValues
    private var storedAddresses: StoredValues

    init(_ db: Database) throws {
        storedTexts = try StoredValues(db, "text")
        storedAddresses = try StoredValues(db, "address")
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
        texts = Array(repeating: 0, count: isUsed.count)
        try storedTexts.begin()
        for symbol in symbols.sorted((0..<Int32(isUsed.count)).filter { isUsed[Int($0)] }) {
            texts[Int(symbol)] = try symbols.withBytes(of: symbol) { try storedTexts.id(of: $0) }
        }
        try storedTexts.end()
    }

    private mutating func numberAddresses(_ all: [IPAddress], _ isUsed: [Bool]) throws {
        addresses = Array(repeating: 0, count: isUsed.count)
        try storedAddresses.begin()
        for place in all.indices.filter({ isUsed[$0] }).sorted(by: { all[$0] < all[$1] }) {
            var value = all[place].value.bigEndian
            addresses[place] = try withUnsafeBytes(of: &value) { try storedAddresses.id(of: $0) }
        }
        try storedAddresses.end()
    }
}
