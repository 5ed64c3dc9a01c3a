import Testing

@testable import InfraGraph

@Suite struct MergeTreeTests {
    @Test("two members are as close as their sets were when they merged")
    func closeness() {
        var tree = MergeTree(count: 5)
        tree.join(0, 1, closeness: 0.9)
        tree.join(2, 3, closeness: 0.8)
        tree.join(1, 2, closeness: 0.5)
        #expect(tree.closeness(0, 1) == 0.9)
        #expect(tree.closeness(3, 2) == 0.8)
        for (a, b) in [(0, 2), (0, 3), (1, 3)] as [(Int32, Int32)] { #expect(tree.closeness(a, b) == 0.5) }
        #expect(tree.closeness(0, 4) == nil)
        #expect(tree.closeness(4, 4) == 1)
    }

    @Test("whatever the order of merges, as found by keeping every set", arguments: 1...20)
    func likeSets(seed: UInt64) {
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let count = 30
        var tree = MergeTree(count: count)
        var sets = (0..<count).map { [$0] }
        var expected = [[Double?]](repeating: [Double?](repeating: nil, count: count), count: count)
        for member in 0..<count { expected[member][member] = 1 }
        while sets.count > 3 {
            let left = sets.remove(at: random(sets.count))
            let right = sets.remove(at: random(sets.count))
            let closeness = Double(random(1_000)) / 1_000
            tree.join(Int32(left[random(left.count)]), Int32(right[random(right.count)]), closeness: closeness)
            for a in left {
                for b in right { (expected[a][b], expected[b][a]) = (closeness, closeness) }
            }
            sets.append(left + right)
        }
        for a in 0..<count {
            for b in 0..<count { #expect(tree.closeness(Int32(a), Int32(b)) == expected[a][b]) }
        }
    }
}
