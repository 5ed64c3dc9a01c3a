internal import PassiveDNS

/// Reads the values of records as JSON holds them, and remembers what the line before had.
struct RecordValues {
    private var types = TypeReader()

    /// A text that must be there.
    func text(_ value: JSONValue, _ field: String) throws(RowWriter.Problem) -> UnsafeRawBufferPointer {
        guard value.isText else {
            throw RowWriter.Problem(field: field, reason: value.isMissing ? "is missing" : "is no text")
        }
        return value.bytes
    }

    /// A record type, as a mnemonic or a number.
    mutating func type(_ value: JSONValue, _ field: String) throws(RowWriter.Problem) -> RecordType {
        if value.isNumber, let number = UInt16(exactly: value.integer) { return RecordType(rawValue: number) }
        guard value.isText, let type = types.type(value.bytes) else {
            throw RowWriter.Problem(field: field, reason: value.isMissing ? "is missing" : "is no record type")
        }
        return type
    }

    /// A record type by its mnemonic; `nil` where it is none.
    mutating func typeIfKnown(_ text: UnsafeRawBufferPointer) -> RecordType? {
        types.type(text)
    }

    /// A time as Unix seconds or as text; `nil` where it is missing.
    func time(_ value: JSONValue, _ field: String) throws(RowWriter.Problem) -> Timestamp? {
        if value.isNumber { return Timestamp(seconds: value.integer) }
        if value.isMissing { return nil }
        guard value.isText, let time = Timestamp(utf8: value.bytes) else {
            throw RowWriter.Problem(field: field, reason: "is no time")
        }
        return time
    }

    /// A number of sightings; 1 where it is missing.
    func count(_ value: JSONValue, _ field: String) throws(RowWriter.Problem) -> Int64 {
        if value.isMissing { return 1 }
        let count = value.isNumber ? value.integer : value.isText ? wholeNumber(value.bytes) : nil
        guard let count, count >= 1, count <= 1 << 53 else {
            throw RowWriter.Problem(field: field, reason: "is no number from 1 to 2^53")
        }
        return count
    }

    /// The place of a sensor's name in the batch.
    func sensor(
        _ value: JSONValue,
        _ field: String,
        _ batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> Int32 {
        guard value.isText || value.isMissing else { throw RowWriter.Problem(field: field, reason: "is no text") }
        return batch.sensor(value.bytes)
    }
}

/// Reads record types, and remembers the mnemonics it met.
struct TypeReader {
    private var known: [(text: [UInt8], type: RecordType)] = []

    /// Different spellings that are remembered.
    private static let most = 32

    /// A type as a mnemonic or number; `nil` where it is none.
    mutating func type(_ text: UnsafeRawBufferPointer) -> RecordType? {
        if text.count == 1, text[0] == UInt8(ascii: "A") { return .a }
        for (spelling, type) in known where equal(text, spelling) { return type }
        guard text.count <= 16, let type = RecordType(String(decoding: text, as: UTF8.self)) else { return nil }
        if known.count < Self.most { known.append((Array(text), type)) }
        return type
    }
}
