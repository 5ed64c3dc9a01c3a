internal import GRDB
internal import PassiveDNS

/// What the store's numbers stand for, looked up one by one.
final class KeptTexts {
    /// The sensors that were asked for so far, of which there are few.
    private var sensors: [Int64: String] = [:]
    private let findText: PreparedStatement
    private let readText: PreparedStatement
    private let readAddress: PreparedStatement
    private let readPlace: PreparedStatement

    init(_ db: Database) throws {
        findText = try PreparedStatement(kept: "SELECT id FROM text WHERE value = ?", db)
        readText = try PreparedStatement(kept: "SELECT value FROM text WHERE id = ?", db)
        readAddress = try PreparedStatement(kept: "SELECT value FROM address WHERE id = ?", db)
        readPlace = try PreparedStatement(kept: "SELECT class, fan_out FROM place WHERE address = ?", db)
    }

    /// The number of a text; `nil` where the store does not hold it.
    func id(of text: String) throws -> Int64? {
        var text = text
        return try text.withUTF8 { text in
            findText.bind(1, UnsafeRawBufferPointer(text))
            defer { findText.reset() }
            return try findText.step() ? findText.integer(0) : nil
        }
    }

    func text(_ id: Int64) throws -> String {
        try value(of: id, readText) { String(decoding: $0, as: UTF8.self) }
    }

    func sensor(_ id: Int64) throws -> String {
        if let name = sensors[id] { return name }
        let name = try text(id)
        sensors[id] = name
        return name
    }

    func address(_ id: Int64) throws -> IPAddress {
        try value(of: id, readAddress, Self.address)
    }

    /// What the last analysis made of an address; `nil` where it did not see it.
    func place(of id: Int64, _ address: IPAddress) throws -> PlaceRecord? {
        readPlace.bind(1, id)
        defer { readPlace.reset() }
        guard try readPlace.step() else { return nil }
        return PlaceRecord(
            address: address,
            hubClass: String(decoding: readPlace.bytes(0), as: UTF8.self),
            fanOut: Int(readPlace.integer(1))
        )
    }

    /// An address by its bytes, most significant first.
    static func address(_ bytes: UnsafeRawBufferPointer) -> IPAddress {
        IPAddress(value: bytes.reduce(0) { $0 << 8 | UInt128($1) })
    }

    private func value<Value>(
        of id: Int64,
        _ read: PreparedStatement,
        _ make: (UnsafeRawBufferPointer) -> Value
    ) throws -> Value {
        read.bind(1, id)
        defer { read.reset() }
        guard try read.step() else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a record names what is not there")
        }
        return make(read.bytes(0))
    }
}
