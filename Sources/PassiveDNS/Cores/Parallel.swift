internal import Dispatch
internal import Synchronization

/// Work on every number of a range, on all cores.
@usableFromInline
package enum Parallel {
    /// So many stretches a range is cut into: enough that no core waits long for another.
    private static let stretches = 64

    /// What two steps make side by side, the first of them on the thread that asks.
    ///
    /// Either may use all cores: `concurrentPerform`, asked to begin the two, would run what they begin on one core each.
    /// The second has a queue of its own, which gets a thread at once; the shared one may wait a second for one that is blocked.
    @usableFromInline
    package static func both<A, B: Sendable>(
        _ one: () -> A,
        _ other: @Sendable () -> B
    ) -> (A, B) {
        let made = Mutex<B?>(nil)
        let first = withoutActuallyEscaping(other) { other in
            let running = DispatchGroup()
            DispatchQueue(label: "the second of two steps").async(group: running) {
                let result = other()
                made.withLock { $0 = result }
            }
            let first = one()
            running.wait()
            return first
        }
        return (first, made.withLock { $0.take() } ?? other())
    }

    /// What `body` makes of each stretch of 0..<count, one behind the other in the order of the range.
    package static func map<Result: Sendable>(
        _ count: Int,
        smallest: Int = 64,
        _ body: @Sendable (Range<Int>) -> [Result]
    ) -> [Result] {
        var parts = self.parts(count, smallest: smallest, body)
        return .joined(&parts, \.self)
    }

    /// What `body` makes of each stretch of 0..<count, in the order of the range.
    ///
    /// The stretches, none of which but the last is smaller than said, depend on the count alone, so equal input gives equal output
    /// on any number of cores.
    package static func parts<Part: Sendable>(
        _ count: Int,
        smallest: Int = 64,
        _ body: @Sendable (Range<Int>) -> Part
    ) -> [Part] {
        let length = max(smallest, (count + stretches - 1) / stretches)
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

extension Array where Element: Sendable {
    /// The elements in order: two halves are sorted side by side and then merged.
    ///
    /// - Parameter isBefore: tells of any two different elements which comes first.
    /// - Returns: the elements; equal ones may come in any order.
    @inlinable
    package func sortedOnTwoCores(by isBefore: @Sendable (Element, Element) -> Bool) -> [Element] {
        guard count > 1 << 10 else { return sorted(by: isBefore) }
        let middle = count / 2
        let (left, right) = Parallel.both(
            { self[..<middle].sorted(by: isBefore) },
            { self[middle...].sorted(by: isBefore) }
        )
        var merged: [Element] = []
        merged.reserveCapacity(count)
        var next = 0
        for element in left {
            while next < right.count, isBefore(right[next], element) {
                merged.append(right[next])
                next += 1
            }
            merged.append(element)
        }
        merged += right[next...]
        return merged
    }
}
