/// Reads what ``ColumnWriter`` wrote in the same program.
///
/// Never asks for more bytes than there are, nor makes room for them. Whether they are those that were written is for whoever
/// has them to say, before the values are used.
package struct ColumnReader {
    private let source: (UnsafeMutableRawBufferPointer) throws -> Void
    /// How many bytes the source has that were not asked for yet.
    private var beyond: Int
    private var ready: [UInt8] = []
    private var at = 0

    /// Small values are asked for so many bytes at a time.
    private static let batch = 1 << 16

    /// Reads a value.
    ///
    /// - Parameters:
    ///   - type: what the bytes are of.
    ///   - count: how many bytes there are.
    ///   - source: fills the whole of a buffer with the next bytes; never asked for more than there are.
    /// - Returns: the value.
    /// - Throws: ``ColumnError``, and what `source` throws.
    package static func read<Value: Columned>(
        _ type: Value.Type,
        count: Int,
        from source: (UnsafeMutableRawBufferPointer) throws -> Void
    ) throws -> Value {
        try withoutActuallyEscaping(source) { source in
            var columns = ColumnReader(source: source, beyond: count)
            return try Value(from: &columns)
        }
    }

    /// Reads a value from bytes in memory.
    package static func read<Value: Columned>(_ type: Value.Type, from bytes: UnsafeRawBufferPointer) throws -> Value {
        var rest = bytes[...]
        return try read(type, count: bytes.count) { room in
            room.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(room.count)))
            rest = rest.dropFirst(room.count)
        }
    }

    /// Reads the next value.
    package mutating func read<Value: Columned>() throws -> Value {
        try Value(from: &self)
    }

    /// Throws unless there are so many bytes left.
    func require(_ count: Int) throws {
        guard count >= 0, count <= ready.count - at + beyond else { throw ColumnError.truncated }
    }

    mutating func fixed<Value: BitwiseCopyable>() throws -> Value {
        let size = MemoryLayout<Value>.size
        if ready.count - at < size { try refill(size) }
        defer { at += size }
        return ready.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: Value.self) }
    }

    /// Fills a buffer with the next bytes, which were required before.
    mutating func fill(_ room: UnsafeMutableRawBufferPointer) throws {
        if ready.count - at < room.count, room.count < Self.batch { try refill(room.count) }
        let held = min(room.count, ready.count - at)
        ready.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[at..<at + held])) }
        at += held
        guard held < room.count else { return }
        let rest = UnsafeMutableRawBufferPointer(rebasing: room[held...])
        beyond -= rest.count
        try source(rest)
    }

    /// Makes so many bytes ready, and as many more as are asked for at a time.
    private mutating func refill(_ least: Int) throws {
        try require(least)
        ready.removeSubrange(..<at)
        at = 0
        let held = ready.count
        let wanted = min(beyond, max(Self.batch, least) - held)
        let source = source
        ready = try Array(unsafeUninitializedCapacity: held + wanted) { [ready] room, filled in
            let room = UnsafeMutableRawBufferPointer(room)
            ready.withUnsafeBytes { room.copyMemory(from: $0) }
            try source(UnsafeMutableRawBufferPointer(rebasing: room[held..<held + wanted]))
            filled = held + wanted
        }
        beyond -= wanted
    }
}

/// Why kept values can't be read.
package enum ColumnError: Error {
    /// The bytes end before the values do.
    case truncated
}
