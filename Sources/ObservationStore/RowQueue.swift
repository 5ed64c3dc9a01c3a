internal import Dispatch
internal import Synchronization

/// Rows on their way from the thread that makes or reads them to the one that takes them.
final class RowQueue: Sendable {
    private struct State {
        var chunks: [RowChunk] = []
        /// For each row of the table, whether it made a new period, once all rows are made.
        var isNew: [Bool]?
        var isClosed = false
    }

    /// So many chunks wait at most, of so many rows or bytes: one or two megabytes.
    private static let (chunks, rows, bytes) = (8, 2048, 1 << 18)
    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)
    private let waiting = DispatchSemaphore(value: 0)

    init() {
        // Not by its first value, since a semaphore may not go below that for good.
        for _ in 0..<Self.chunks { room.signal() }
    }

    /// Adds the rows of a chunk that is full, and empties it; waits for room.
    func sendFull(_ chunk: inout RowChunk) {
        if chunk.count >= Self.rows || chunk.bytes.count >= Self.bytes { send(&chunk) }
    }

    /// Adds the rows of a chunk, and empties it; waits for room.
    func send(_ chunk: inout RowChunk) {
        room.wait()
        let isClosed = state.withLock { [chunk] in
            if !$0.isClosed { $0.chunks.append(chunk) }
            return $0.isClosed
        }
        chunk = RowChunk(for: chunk.table)
        // Nobody makes room any more.
        if isClosed { room.signal() }
        waiting.signal()
    }

    /// Tells that there are no more rows.
    func end(_ isNew: [Bool] = []) {
        state.withLock { $0.isNew = isNew }
        waiting.signal()
    }

    /// The next chunk, as soon as it is there; `nil` where all were taken.
    func take() -> RowChunk? {
        waiting.wait()
        defer { room.signal() }
        return state.withLock { $0.chunks.isEmpty ? nil : $0.chunks.removeFirst() }
    }

    /// For each row of the table, whether it made a new period; empty until all rows are made.
    var isNew: [Bool] { state.withLock { $0.isNew ?? [] } }

    /// Lets the thread that makes rows know that nobody takes any more.
    func close() {
        state.withLock {
            $0.isClosed = true
            $0.chunks = []
        }
        room.signal()
    }
}
