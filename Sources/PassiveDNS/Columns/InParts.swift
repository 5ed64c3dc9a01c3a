/// Many values as bytes, in parts that are written and read on all cores.
package struct InParts<Element: Columned & Sendable>: Columned, Sendable {
    private let parts: [[UInt8]]

    /// Writes values, some thousands a part.
    package init(_ elements: [Element]) throws {
        let size = 1 << 12
        let starts = Array(stride(from: 0, to: elements.count, by: size))
        parts = try Parallel.map(starts.count, smallest: 1) { numbers in
            numbers.map { number in
                let part = Array(elements[starts[number]..<min(starts[number] + size, elements.count)])
                return Result { try ColumnWriter.bytes(of: part) }
            }
        }
        .map { try $0.get() }
    }

    /// Reads all of them.
    package func elements() throws -> [Element] {
        try Parallel.map(parts.count, smallest: 1) { numbers in
            numbers.map { number in
                Result { try parts[number].withUnsafeBytes { try ColumnReader.read([Element].self, from: $0) } }
            }
        }
        .flatMap { try $0.get() }
    }

    package init(from columns: inout ColumnReader) throws {
        parts = try columns.read()
    }

    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(parts)
    }
}
