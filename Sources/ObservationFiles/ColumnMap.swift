/// Which column of a delimited text holds which field, told by the names in its header.
struct ColumnMap {
    /// A field and the names under which it is known, the best first; compared without case, spaces, `-` and `_`.
    struct Field {
        let name: String
        let synonyms: [String]
    }

    private var columns: [String: Int] = [:]

    /// Maps fields to columns by number, for a text without a header.
    init(numbers: [(field: String, column: Int)]) {
        for (field, column) in numbers { columns[field] = column }
    }

    /// Maps a header, by what the analyst says of its columns (by name or by number from 1), else by their names.
    init(
        header: [[UInt8]],
        fields: [Field],
        given: [(field: String, column: String)] = []
    ) throws(RowWriter.Problem) {
        let names = header.map { Self.plain(String(decoding: $0, as: UTF8.self)) }
        var taken: Set<Int> = []
        for (field, column) in given {
            let number = Int(column).map { $0 - 1 }
            guard let place = names.firstIndex(of: Self.plain(column)) ?? number, names.indices.contains(place) else {
                throw RowWriter.Problem(field: field, reason: "is to be in column \(column), which the header lacks")
            }
            columns[field] = place
            taken.insert(place)
        }
        for field in fields where columns[field.name] == nil {
            for synonym in [field.name] + field.synonyms {
                let wanted = Self.plain(synonym)
                if let column = names.indices.first(where: { names[$0] == wanted && !taken.contains($0) }) {
                    columns[field.name] = column
                    taken.insert(column)
                    break
                }
            }
        }
    }

    /// Whether a field has a column.
    func has(_ field: String) -> Bool {
        columns[field] != nil
    }

    /// A field of a record without surrounding spaces; empty where the field has no column or the record is too short.
    func value(_ field: String, _ fields: [[UInt8]]) -> ArraySlice<UInt8> {
        guard let column = columns[field], column < fields.count else { return [] }
        let space = UInt8(ascii: " ")
        var value = fields[column][...]
        while value.first == space { value = value.dropFirst() }
        while value.last == space { value = value.dropLast() }
        return value
    }

    private static func plain(_ name: String) -> String {
        name.lowercased().filter { !" -_\"".contains($0) }
    }
}
