internal import Dispatch
internal import PackedFiles
internal import PassiveDNS
internal import Synchronization

/// What was read of a file since the parcel before.
struct ReadParcel: Sendable {
    var batch = ObservationBatch()
    /// How many rows of the batch each accepted line gave.
    var rowsOfLines: [Int32] = []
    var rejects: [Reject] = []
    var progress: ReadProgress?
    /// What became of the file, in the last parcel.
    var end: Result<ReadReport, InputError>?

    var isFull: Bool { batch.isFull || rejects.count >= 100 || progress != nil }
}

/// Hands parcels from the thread that reads a file to the one that takes its rows, a few at a time.
final class ParcelQueue: Sendable {
    private struct State {
        var parcels: [ReadParcel] = []
        /// Parcels whose rows were taken, for their memory.
        var emptied: [ReadParcel] = []
        var isClosed = false
    }

    private static let most = 8
    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)
    private let waiting = DispatchSemaphore(value: 0)

    init() {
        // Not by its first value, since a semaphore may not go below that for good.
        for _ in 0..<Self.most { room.signal() }
    }

    /// Adds a parcel, as soon as there is room; `false` where nobody takes any more.
    func send(_ parcel: ReadParcel) -> Bool {
        room.wait()
        defer { waiting.signal() }
        return state.withLock {
            if !$0.isClosed { $0.parcels.append(parcel) }
            return !$0.isClosed
        }
    }

    /// The next parcel, as soon as it is there; none comes behind the one with the end.
    func take() -> ReadParcel {
        waiting.wait()
        defer { room.signal() }
        return state.withLock { $0.parcels.removeFirst() }
    }

    /// Gives back a parcel whose rows were taken.
    func giveBack(_ parcel: ReadParcel) {
        state.withLock { $0.emptied.append(parcel) }
    }

    /// An empty parcel.
    func emptyParcel() -> ReadParcel {
        guard var parcel = state.withLock({ $0.emptied.popLast() }) else { return ReadParcel() }
        parcel.rowsOfLines.removeAll(keepingCapacity: true)
        parcel.rejects.removeAll()
        parcel.progress = nil
        return parcel
    }

    /// Lets the reading thread know that nobody takes any more.
    func close() {
        state.withLock { $0.isClosed = true }
        room.signal()
    }
}
