/// A type whose values can be kept as bytes: its fields one after another, without names.
package protocol Columned {
    /// Writes the fields.
    func write(to columns: inout ColumnWriter) throws
    /// Reads the fields in the same order.
    init(from columns: inout ColumnReader) throws
    /// Writes values, one after another.
    static func writeAll(_ values: [Self], to columns: inout ColumnWriter) throws
    /// Reads as many values.
    static func readAll(_ count: Int, from columns: inout ColumnReader) throws -> [Self]
}

extension Columned {
    package static func writeAll(_ values: [Self], to columns: inout ColumnWriter) throws {
        for value in values { try value.write(to: &columns) }
    }

    package static func readAll(_ count: Int, from columns: inout ColumnReader) throws -> [Self] {
        var values: [Self] = []
        // Whatever is kept takes a byte at least.
        try columns.require(count)
        values.reserveCapacity(Swift.min(count, mostReserved))
        for _ in 0..<count { values.append(try Self(from: &columns)) }
        return values
    }
}

extension Array: Columned where Element: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(count)
        try Element.writeAll(self, to: &columns)
    }

    package init(from columns: inout ColumnReader) throws {
        self = try Element.readAll(try columns.read(), from: &columns)
    }
}

extension Dictionary: Columned where Key: Columned, Value: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(count)
        for (key, value) in self { try columns.write(key, value) }
    }

    package init(from columns: inout ColumnReader) throws {
        self.init()
        let count: Int = try columns.read()
        try columns.require(count)
        reserveCapacity(Swift.min(count, mostReserved))
        for _ in 0..<count {
            let key = try Key(from: &columns)
            self[key] = try Value(from: &columns)
        }
    }
}

extension Optional: Columned where Wrapped: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(self != nil)
        if let self { try self.write(to: &columns) }
    }

    package init(from columns: inout ColumnReader) throws {
        self = try columns.read() ? try Wrapped(from: &columns) : nil
    }
}

extension String: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        var text = self
        try text.withUTF8 { bytes in
            try columns.write(bytes.count)
            try columns.append(UnsafeRawBufferPointer(bytes))
        }
    }

    package init(from columns: inout ColumnReader) throws {
        let count: Int = try columns.read()
        try columns.require(count)
        self = try String(unsafeUninitializedCapacity: count) { room in
            try columns.fill(UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(room)[..<count]))
            return count
        }
    }
}

/// Room is made for so many values at most before they are there, as counts may be damaged.
private let mostReserved = 1 << 16
