internal import HeapModule

/// Clusters of one component while they merge; a cluster is known by its smallest unit.
///
/// Clusters that will be merged in the end because the analyst says so are tied from the beginning: what must stay apart
/// from one must stay apart from all of them. They are merged only when all others are, so that a unit which the analyst
/// adds from afar never thins out a cluster below what its own links make of it.
struct GrowingClusters {
    /// For each unit, the units of the cluster that is known by it; none where it is in another's.
    private(set) var members: [[Int32]]
    /// What merged, in that order.
    private(set) var merges: [Merge] = []
    private let leastCohesion: Double
    private let breadth: Double
    private var size: [Double]
    /// For each cluster, its links to others.
    private var between: [[Int32: Bond]]
    /// For each unit, the others that it has a link of at least ``leastCohesion`` to.
    private var partners: [[Int32]]
    /// For each unit, its cluster.
    private var cluster: [Int32]
    /// The clusters that are tied to each other.
    private var ties: DisjointSet
    /// For each set of tied clusters, by its root, those that it must never merge with.
    private var forbidden: [Int32: Set<Int32>] = [:]
    private var heap = Heap<Merge>()

    /// Each unit alone.
    init(units: Int, settings: AnalysisSettings) {
        members = (0..<Int32(units)).map { [$0] }
        between = Array(repeating: [:], count: units)
        size = [Double](repeating: 1, count: units)
        partners = Array(repeating: [], count: units)
        cluster = (0..<Int32(units)).map { $0 }
        ties = DisjointSet(count: units)
        leastCohesion = settings.leastCohesion
        breadth = settings.clusterBreadth
    }

    /// Forbids that two units ever are in one cluster; before anything is merged.
    mutating func keepApart(_ a: Int32, _ b: Int32) {
        forbidden[a, default: []].insert(b)
        forbidden[b, default: []].insert(a)
    }

    /// Decides that two clusters will be merged in the end, where nothing forbids it.
    mutating func tie(_ a: Int32, _ b: Int32) {
        let (left, right) = (ties.root(a), ties.root(b))
        guard left != right, !isForbidden(left, right) else { return }
        ties.join(left, right)
        guard !forbidden.isEmpty else { return }
        let others = (forbidden.removeValue(forKey: left) ?? []).union(forbidden.removeValue(forKey: right) ?? [])
        for other in others {
            forbidden[other]?.remove(left)
            forbidden[other]?.remove(right)
            keepApart(ties.root(left), other)
        }
    }

    mutating func link(_ a: Int32, _ b: Int32, _ score: Double) {
        between[Int(a)][b] = Bond(sum: score, count: 1)
        between[Int(b)][a] = Bond(sum: score, count: 1)
        guard score >= leastCohesion else { return }
        partners[Int(a)].append(b)
        partners[Int(b)].append(a)
        heap.insert(Merge(closeness: score, a: min(a, b), b: max(a, b)))
    }

    /// Merges the closest two clusters until none are close enough.
    mutating func mergeAll() {
        while let best = heap.popMax() {
            let (a, b) = (best.a, best.b)
            guard let bond = between[Int(a)][b], closeness(a, b, bond) == best.closeness else { continue }
            // Roots are found first: as arguments of a method they would have all of this copied.
            let (left, right) = (ties.root(a), ties.root(b))
            // They must stay apart, or hang on too few.
            guard !isForbidden(left, right), isBroad(a, b) else { continue }
            merge(a, b, closeness: best.closeness)
        }
    }

    /// Merges the clusters of pairs that are tied.
    mutating func mergeTied(_ pairs: [(a: Int32, b: Int32)]) {
        for (a, b) in pairs where ties.root(a) == ties.root(b) {
            let (left, right) = (cluster[Int(a)], cluster[Int(b)])
            if left != right { merge(left, right, closeness: 1) }
        }
    }

    /// Whether more than a go-between or two tie the clusters: as many units of each side as the smaller one's size to the
    /// power of ``AnalysisSettings/clusterBreadth``, which is one for up to five units, two for up to fifteen, six for a hundred.
    private func isBroad(_ a: Int32, _ b: Int32) -> Bool {
        let (small, large) = size[Int(a)] <= size[Int(b)] ? (a, b) : (b, a)
        let least = Int(power(size[Int(small)], breadth))
        guard least > 1 else { return true }
        var mine = 0
        var theirs: Set<Int32> = []
        for unit in members[Int(small)] {
            let others = partners[Int(unit)].filter { cluster[Int($0)] == large }
            guard !others.isEmpty else { continue }
            mine += 1
            theirs.formUnion(others)
            if mine >= least, theirs.count >= least { return true }
        }
        return false
    }

    private func isForbidden(_ a: Int32, _ b: Int32) -> Bool {
        forbidden[a]?.contains(b) ?? false
    }

    private mutating func merge(_ a: Int32, _ b: Int32, closeness: Double) {
        merges.append(Merge(closeness: closeness, a: a, b: b))
        let (keep, drop) = (min(a, b), max(a, b))
        tie(keep, drop)
        size[Int(keep)] += size[Int(drop)]
        for unit in members[Int(drop)] { cluster[Int(unit)] = keep }
        members[Int(keep)] += members[Int(drop)]
        members[Int(drop)] = []
        let dropped = between[Int(drop)]
        between[Int(drop)] = [:]
        between[Int(keep)][drop] = nil
        for (other, bond) in dropped where other != keep {
            let joined = (between[Int(keep)][other] ?? Bond(sum: 0, count: 0)).joined(with: bond)
            between[Int(other)][drop] = nil
            between[Int(other)][keep] = joined
            between[Int(keep)][other] = joined
        }
        for (other, bond) in between[Int(keep)] {
            let closeness = self.closeness(keep, other, bond)
            if closeness >= leastCohesion {
                heap.insert(Merge(closeness: closeness, a: min(keep, other), b: max(keep, other)))
            }
        }
    }

    private func closeness(_ a: Int32, _ b: Int32, _ bond: Bond) -> Double {
        bond.sum / max(bond.count, power(size[Int(a)] * size[Int(b)], breadth))
    }

    /// The links between two clusters.
    private struct Bond {
        var sum: Double
        var count: Double

        func joined(with other: Bond) -> Bond {
            Bond(sum: sum + other.sum, count: count + other.count)
        }
    }
}

/// Two clusters that merge, or may, and how close they are.
struct Merge: Comparable, Sendable {
    let closeness: Double
    let a: Int32
    let b: Int32

    static func < (x: Merge, y: Merge) -> Bool {
        (x.closeness, y.a, y.b) < (y.closeness, x.a, x.b)
    }
}
