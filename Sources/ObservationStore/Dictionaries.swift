internal import GRDB
internal import PassiveDNS

/// The texts and addresses that the store holds once and knows by number.
struct Dictionaries {
    private var texts: StoredValues
    private var addresses: StoredValues

    init(_ db: Database) throws {
        texts = try StoredValues(db, .text)
        addresses = try StoredValues(db, .address)
    }

    /// Numbers all that the rows of a table name; what the store lacks gets a number, and is to be added.
    ///
    /// Values are looked for by the order of their bytes, as the indexes hold them, so that new ones get numbers in that order.
    mutating func number(_ table: OrderedTable) throws -> Numbers {
        var numbers = Numbers(for: table)
        numbers.lastKnownText = try texts.begin()
        for symbol in table.texts {
            numbers.texts[Int(symbol)] = try table.symbols.withBytes(of: symbol) { try texts.id(of: $0) }
        }
        numbers.lastKnownAddress = try addresses.begin()
        for place in table.addressOrder {
            var value = table.addresses[Int(place)].value.bigEndian
            numbers.addresses[Int(place)] = try withUnsafeBytes(of: &value) { try addresses.id(of: $0) }
        }
        return numbers
    }
}
