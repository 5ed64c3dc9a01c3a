internal import PackedFiles

/// The bytes of a capture file from a moving position on.
///
/// A file that is cut off or damaged ends where it can't be read further; ``damage`` then says why.
struct CaptureBuffer: ~Copyable {
    /// So many bytes can be looked at at once.
    static let largest = 1 << 20
    /// So many bytes are read at once: what was read is decoded while it is still in the processor's cache.
    private static let chunk = 128 << 10

    private var source: ByteSource
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * Self.largest, alignment: 16)
    private var from = 0
    private var to = 0
    /// What is wrong with the packed file, without what follows from it.
    private(set) var damage: InputError?

    init(_ file: String) throws(InputError) {
        source = try ByteSource(file, ifCut: nil)
    }

    deinit {
        buffer.deallocate()
    }

    /// The bytes that can be looked at without reading.
    private var available: Int { to &- from }

    /// The next bytes, as many as wanted, at most ``largest``; `nil` where the file ends before.
    mutating func peek(_ count: Int) -> UnsafeRawBufferPointer? {
        if available < count { fill(count) }
        guard available >= count else { return nil }
        return UnsafeRawBufferPointer(rebasing: buffer[from..<from &+ count])
    }

    /// Goes on; `false` where the file ends before.
    mutating func skip(_ count: Int) -> Bool {
        var rest = count
        while rest > available {
            rest &-= available
            from = to
            fill(1)
            guard available > 0 else { return false }
        }
        from &+= rest
        return true
    }

    private mutating func fill(_ count: Int) {
        guard damage == nil else { return }
        if from > 0 {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[from..<to]))
            to = available
            from = 0
        }
        do throws(InputError) {
            while available < count {
                let room = UnsafeMutableRawBufferPointer(rebasing: buffer[to..<min(to &+ Self.chunk, buffer.count)])
                let read = try source.read(into: room)
                guard read > 0 else { return }
                to &+= read
            }
        } catch {
            damage = error
        }
    }
}
