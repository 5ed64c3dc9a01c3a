internal import PassiveDNS

/// Which sets merged with which, in what order, and how close they were.
///
/// Of two members, the merge that brought them together tells how firmly they belong together (the cophenetic similarity;
/// Sokal and Rohlf 1962). The tree is a union–find by size without path compression, so a look-up climbs at most log₂ n
/// steps, and needs 20 bytes an element.
struct MergeTree: Sendable {
    private var parent: [Int32]
    private var size: [Int32]
    private var closeness: [Double]
    /// For each element, the number of the merge that gave it its parent; a root has none yet.
    private var turn: [Int32]
    private var turns: Int32 = 0

    /// Each element alone.
    init(count: Int) {
        parent = Array(0..<Int32(count))
        size = Array(repeating: 1, count: count)
        closeness = Array(repeating: 1, count: count)
        turn = Array(repeating: .max, count: count)
    }

    /// Merges the sets of two elements, which were so close.
    mutating func join(_ a: Int32, _ b: Int32, closeness: Double) {
        var (a, b) = (root(a), root(b))
        guard a != b else { return }
        if size[Int(a)] < size[Int(b)] { swap(&a, &b) }
        parent[Int(b)] = a
        size[Int(a)] += size[Int(b)]
        self.closeness[Int(b)] = closeness
        turn[Int(b)] = turns
        turns += 1
    }

    /// How close the sets were whose merge brought two elements together: 1 for one element, `nil` where none did.
    func closeness(_ a: Int32, _ b: Int32) -> Double? {
        var (a, b) = (Int(a), Int(b))
        var last = 1.0
        while a != b {
            // Merges come in the order of turns towards the root, so whoever was merged first climbs first.
            if turn[a] > turn[b] { swap(&a, &b) }
            guard parent[a] != a else { return nil }
            last = closeness[a]
            a = Int(parent[a])
        }
        return last
    }

    private func root(_ element: Int32) -> Int32 {
        var at = element
        while parent[Int(at)] != at { at = parent[Int(at)] }
        return at
    }
}

extension MergeTree: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(parent, size, closeness, turn, turns)
    }

    init(from columns: inout ColumnReader) throws {
        parent = try columns.read()
        size = try columns.read()
        closeness = try columns.read()
        turn = try columns.read()
        turns = try columns.read()
    }
}
