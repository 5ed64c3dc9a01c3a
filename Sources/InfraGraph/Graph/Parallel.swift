internal import Dispatch
internal import Synchronization

/// Work on every number of a range, on all cores.
package enum Parallel {
    /// So many stretches a range is cut into: enough that no core waits long for another.
    private static let stretches = 64

    /// What two steps make that need nothing of each other.
    static func both<A: Sendable, B: Sendable>(
        _ one: @Sendable () -> A,
        _ other: @Sendable () -> B
    ) -> (A, B) {
        let made = Mutex<(A?, B?)>((nil, nil))
        DispatchQueue.concurrentPerform(iterations: 2) { step in
            if step == 0 {
                let result = one()
                made.withLock { $0.0 = result }
            } else {
                let result = other()
                made.withLock { $0.1 = result }
            }
        }
        return made.withLock { ($0.0 ?? one(), $0.1 ?? other()) }
    }

    /// What `body` makes of each stretch of 0..<count, one behind the other in the order of the range.
    ///
    /// The stretches depend on the count alone, so equal input gives equal output on any number of cores.
    package static func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Range<Int>) -> [Result]) -> [Result] {
        let length = max(64, (count + stretches - 1) / stretches)
        let parts = (count + length - 1) / length
        let results = Mutex([[Result]](repeating: [], count: parts))
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let made = body(part * length..<min(count, (part + 1) * length))
            results.withLock { $0[part] = made }
        }
        return results.withLock { parts in
            var all: [Result] = []
            all.reserveCapacity(parts.reduce(0) { $0 + $1.count })
            for part in parts { all += part }
            return all
        }
    }
}
