import TestSupport
import Testing

@testable import PassiveDNS

@Suite struct ParallelTests {
    @Test("two steps that use all cores themselves give what each gives alone")
    func both() {
        let numbers = { @Sendable (count: Int) in Parallel.map(count) { part in part.map { $0 * $0 } } }
        let (squares, words) = Parallel.both({ numbers(1_000) }, { numbers(100).map { "\($0)" } })
        #expect(squares == (0..<1_000).map { $0 * $0 })
        #expect(words == (0..<100).map { "\($0 * $0)" })
    }

    @Test(
        "sorting on two cores orders as sorting on one does, within a step beside others",
        arguments: [1, 1_024, 5_000]
    )
    func sorting(count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        let (one, other) = (
            (0..<count).map { _ in UInt64.random(in: 0...1_000, using: &random) },
            (0..<count).map { _ in UInt64.random(in: .min ... .max, using: &random) }
        )
        let sorted = Parallel.both({ one.sortedOnTwoCores(by: <) }, { other.sortedOnTwoCores(by: <) })
        #expect(sorted.0 == one.sorted())
        #expect(sorted.1 == other.sorted())
    }
}
