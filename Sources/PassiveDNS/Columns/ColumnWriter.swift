/// Turns values into bytes for ``ColumnReader`` in the same program.
///
/// As fast as the memory for arrays of ``FixedLayout``.
package struct ColumnWriter {
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var pending: [UInt8] = []

    /// Small values are handed on so many bytes at a time.
    private static let batch = 1 << 16

    /// Writes a value, and hands its bytes to `sink`, some ten thousands at a time or more.
    ///
    /// - Throws: what `sink` throws.
    package static func write(_ value: some Columned, to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        try withoutActuallyEscaping(sink) { sink in
            var columns = ColumnWriter(sink: sink)
            try value.write(to: &columns)
            try columns.flush()
        }
    }

    /// The bytes of a value.
    package static func bytes(of value: some Columned) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try write(value) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Writes values one after another.
    package mutating func write<each Value: Columned>(_ value: repeat each Value) throws {
        repeat try (each value).write(to: &self)
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws {
        if pending.count + bytes.count > Self.batch { try flush() }
        if bytes.count > Self.batch {
            try sink(bytes)
        } else {
            pending.append(contentsOf: bytes)
        }
    }

    private mutating func flush() throws {
        try pending.withUnsafeBytes(sink)
        pending.removeAll(keepingCapacity: true)
    }
}
