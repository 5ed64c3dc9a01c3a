internal import Dispatch
internal import Synchronization

/// Work on every number of a range, on all cores.
package enum Parallel {
    /// So many stretches a range is cut into: enough that no core waits long for another.
    private static let stretches = 64

    /// What two steps make that need nothing of each other.
    package static func both<A: Sendable, B: Sendable>(
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
    package static func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Range<Int>) -> [Result]) -> [Result] {
        var parts = self.parts(count, body)
        return .joined(&parts, \.self)
    }

    /// What `body` makes of each stretch of 0..<count, in the order of the range.
    ///
    /// The stretches depend on the count alone, so equal input gives equal output on any number of cores.
    package static func parts<Part: Sendable>(_ count: Int, _ body: @Sendable (Range<Int>) -> Part) -> [Part] {
        let length = max(64, (count + stretches - 1) / stretches)
        let parts = (count + length - 1) / length
        let results = Mutex([Part?](repeating: nil, count: parts))
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let made = body(part * length..<min(count, (part + 1) * length))
            results.withLock { $0[part] = made }
        }
        return results.withLock { made in
            defer { made = [] }
            return made.compactMap(\.self)
        }
    }
}

extension Array {
    /// A column of some parts, one behind the other; the parts lose theirs meanwhile, so that it is never held twice.
    package static func joined<Part>(_ parts: inout [Part], _ column: WritableKeyPath<Part, [Element]>) -> [Element] {
        var all: [Element] = []
        all.reserveCapacity(parts.reduce(0) { $0 + $1[keyPath: column].count })
        for part in parts.indices {
            all += parts[part][keyPath: column]
            parts[part][keyPath: column] = []
        }
        return all
    }
}
