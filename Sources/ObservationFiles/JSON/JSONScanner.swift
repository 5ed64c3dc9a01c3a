internal import CRecordScanner

/// Reads JSON texts (RFC 8259) through simdjson; what it gives out is valid until the next text.
///
/// Holds its memory from text to text. Strings are checked to be UTF-8, and nesting is bounded at 1,024.
final class JSONScanner {
    fileprivate let scanner: OpaquePointer?

    init() {
        scanner = json_scanner_create()
    }

    deinit {
        json_scanner_destroy(scanner)
    }

    /// The value that a text holds; behind it `json_padding` bytes must be readable.
    func scan(_ text: UnsafeRawBufferPointer) throws(RowWriter.Problem) -> JSONValue {
        guard let scanner, let base = text.bindMemory(to: CChar.self).baseAddress else {
            throw RowWriter.Problem(field: "", reason: "is no JSON")
        }
        var value = JSONValue()
        if let problem = json_scan(scanner, base, text.count, &value) {
            throw RowWriter.Problem(field: "", reason: "is no JSON (\(String(cString: problem)))")
        }
        return value
    }

    /// The object that a text holds.
    func object(_ text: UnsafeRawBufferPointer) throws(RowWriter.Problem) -> JSONValue {
        let value = try scan(text)
        guard value.kind == json_object else { throw RowWriter.Problem(field: "", reason: "is JSON but no object") }
        return value
    }
}

/// A value of a JSON text; see `CRecordScanner.h`.
typealias JSONValue = json_value

extension JSONValue {
    var isMissing: Bool { kind == json_missing || kind == json_null }
    var isText: Bool { kind == json_text }
    var isArray: Bool { kind == json_array }
    var isObject: Bool { kind == json_object }
    var isNumber: Bool { kind == json_number }

    /// A number without its fraction, 1 for true; 0 for anything else.
    var integer: Int64 { number }

    /// The bytes of a text; none of anything else.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: text, count: length) }

    /// A text as a string; empty for anything else.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// The items of an array or the values of an object; none of anything else.
    var items: JSONItems { JSONItems(walk: walk) }

    /// The members of an object, with their names.
    var members: JSONMembers { JSONMembers(walk: walk) }

    private var walk: json_walk {
        withUnsafePointer(to: self) { json_walk_begin($0) }
    }
}

/// The items of an array, one after another.
struct JSONItems: Sequence, IteratorProtocol {
    fileprivate var walk: json_walk

    mutating func next() -> JSONValue? {
        var value = JSONValue()
        return json_walk_next(&walk, nil, &value) ? value : nil
    }
}

/// The members of an object, one after another.
struct JSONMembers: Sequence, IteratorProtocol {
    fileprivate var walk: json_walk

    mutating func next() -> (name: JSONValue, value: JSONValue)? {
        var name = JSONValue()
        var value = JSONValue()
        return json_walk_next(&walk, &name, &value) ? (name, value) : nil
    }
}

/// The wanted fields of objects of one shape; they are found in one pass over an object.
final class JSONFields {
    private let shape: OpaquePointer?
    private let values: UnsafeMutablePointer<JSONValue>

    /// - Parameter names: the fields' names, separated by single spaces; they are numbered from 0 in this order. `a/b` is the
    ///   field `b` of the object `a`, which only ``read(_:by:)`` finds.
    init(_ names: String) {
        shape = json_shape_create(names)
        let count = names.split(separator: " ").count
        values = .allocate(capacity: count)
        values.initialize(repeating: JSONValue(), count: count)
    }

    deinit {
        values.deallocate()
        json_shape_destroy(shape)
    }

    /// Scans a text that is one object, and finds its fields; the others are not looked at.
    ///
    /// Behind the text `json_padding` bytes must be readable.
    func read(_ text: UnsafeRawBufferPointer, by scanner: JSONScanner) throws(RowWriter.Problem) {
        guard let shape, let scanner = scanner.scanner, let base = text.bindMemory(to: CChar.self).baseAddress else {
            throw RowWriter.Problem(field: "", reason: "is no JSON")
        }
        if json_scan_plain_fields(scanner, base, text.count, shape, values) { return }
        if let problem = json_scan_fields(scanner, base, text.count, shape, values) {
            throw RowWriter.Problem(field: "", reason: "is no JSON (\(String(cString: problem)))")
        }
    }

    /// Finds the fields of an object; all are missing in anything else.
    func read(_ object: JSONValue) {
        guard let shape else { return }
        withUnsafePointer(to: object) { json_read_fields($0, shape, values) }
    }

    /// A field of the object that was read last.
    subscript(index: Int) -> JSONValue { values[index] }
}
