/// Sets of small numbers that only ever merge (union–find with path halving and union by size).
///
/// A merge or look-up costs nearly constant time. The root of a set is not meaningful; callers that need a stable name for
/// a set use its smallest member.
package struct DisjointSet: Sendable {
    private var parent: [Int32]
    private var size: [Int32]

    /// Makes the sets `{0}`, `{1}`, … below `count`.
    package init(count: Int) {
        parent = Array(0..<Int32(count))
        size = Array(repeating: 1, count: count)
    }

    /// The representative of the set that holds `element`.
    package mutating func root(_ element: Int32) -> Int32 {
        var at = element
        while parent[Int(at)] != at {
            parent[Int(at)] = parent[Int(parent[Int(at)])]
            at = parent[Int(at)]
        }
        return at
    }

    /// Merges the sets of two elements.
    package mutating func join(_ a: Int32, _ b: Int32) {
        var a = root(a)
        var b = root(b)
        guard a != b else { return }
        if size[Int(a)] < size[Int(b)] { swap(&a, &b) }
        parent[Int(b)] = a
        size[Int(a)] += size[Int(b)]
    }

    /// For each element, the smallest member of its set.
    package mutating func smallestMembers() -> [Int32] {
        var smallest = [Int32](repeating: .max, count: parent.count)
        for element in 0..<Int32(parent.count) {
            let root = Int(root(element))
            smallest[root] = min(smallest[root], element)
        }
        return (0..<Int32(parent.count)).map { smallest[Int(root($0))] }
    }
}
