internal import HeapModule

/// Units grouped so that no weak link chains strangers together.
///
/// Starts with each unit alone and merges the closest two clusters again and again. Closeness is the mean of the links
/// between the units of the two that met: what a stranger has with ten of a party that met at one address is one doubt, not
/// ten. Those that never met say nothing, but two large clusters must meet in more than one pair: the sum of the links is
/// never divided by less than the product of the sizes to the power of
/// ``AnalysisSettings/clusterBreadth``, and one go-between ties no two crowds:
/// a domain that changed hands unnoticed, or a victim's. This lies between single linkage,
/// which chains, and average linkage, which shatters campaigns whose names never all met.
struct Clusters: Sendable {
    /// The clusters of two or more units, each in ascending order; sorted by their smallest unit.
    let members: [[Int32]]
    /// How they came to be.
    let merges: MergeTree

    /// Merges units until no two clusters are close enough.
    ///
    /// P log P in the number of links, and for each merge of six units or more the links of the smaller side. Deterministic: ties go to the smaller units.
    ///
    /// - Parameters:
    ///   - a: for each link, one end; each pair of units has one link at most.
    ///   - b: for each link, the other end.
    ///   - score: for each link, its probability.
    ///   - units: how many units there are.
    ///   - settings: the thresholds.
    ///   - together: pairs that end in one cluster, unless that brings a pair of `apart` together; earlier ones go first.
    ///   - apart: pairs that are never in one cluster, also not through others.
    init(
        a: [Int32],
        b: [Int32],
        score: [Double],
        units: Int,
        settings: AnalysisSettings,
        together: [(a: Int32, b: Int32)] = [],
        apart: [(a: Int32, b: Int32)] = []
    ) {
        var growing = GrowingClusters(units: units, settings: settings)
        for (a, b) in apart { growing.keepApart(a, b) }
        for (a, b) in together { growing.tie(a, b) }
        // Only what some link close enough holds together can ever merge.
        var reach = DisjointSet(count: units)
        for ((a, b), score) in zip(zip(a, b), score) where score >= settings.leastCohesion { reach.join(a, b) }
        for (a, b) in together { reach.join(a, b) }
        for ((a, b), score) in zip(zip(a, b), score)
        where score >= settings.leastMeeting && reach.root(a) == reach.root(b) { growing.link(a, b, score) }
        growing.mergeAll()
        if !together.isEmpty {
            growing.mergeTied(together)
            growing.mergeAll()
        }
        merges = growing.merges
        members = growing.members.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }
}

/// Clusters while they merge; a cluster is known by its smallest unit.
///
/// Clusters that will be merged in the end because the analyst says so are tied from the beginning: what must stay apart
/// from one must stay apart from all of them. They are merged only when all others are, so that a unit which the analyst
/// adds from afar never thins out a cluster below what its own links make of it.
private struct GrowingClusters {
    private(set) var members: [Int32: [Int32]] = [:]
    private(set) var merges: MergeTree
    private let leastCohesion: Double
    private let breadth: Double
    private var size: [Double]
    /// For each cluster, its links to others.
    private var between: [Int32: [Int32: Bond]] = [:]
    /// For each unit, the others that it has a link of at least ``leastCohesion`` to.
    private var partners: [[Int32]]
    /// For each unit, its cluster.
    private var cluster: [Int32]
    /// The clusters that are tied to each other.
    private var ties: DisjointSet
    /// For each set of tied clusters, by its root, those that it must never merge with.
    private var forbidden: [Int32: Set<Int32>] = [:]
    private var heap = Heap<Merge>()

    init(units: Int, settings: AnalysisSettings) {
        merges = MergeTree(count: units)
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
        between[a, default: [:]][b] = Bond(sum: score, count: 1)
        between[b, default: [:]][a] = Bond(sum: score, count: 1)
        guard score >= leastCohesion else { return }
        partners[Int(a)].append(b)
        partners[Int(b)].append(a)
        heap.insert(Merge(closeness: score, a: min(a, b), b: max(a, b)))
    }

    /// Merges the closest two clusters until none are close enough.
    mutating func mergeAll() {
        while let best = heap.popMax() {
            let (a, b) = (best.a, best.b)
            guard let bond = between[a]?[b], closeness(a, b, bond) == best.closeness else { continue }
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
        for unit in members[small] ?? [] {
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
        merges.join(a, b, closeness: closeness)
        let (keep, drop) = (min(a, b), max(a, b))
        tie(keep, drop)
        size[Int(keep)] += size[Int(drop)]
        let joining = members.removeValue(forKey: drop) ?? [drop]
        for unit in joining { cluster[Int(unit)] = keep }
        members[keep, default: [keep]] += joining
        let dropped = between.removeValue(forKey: drop) ?? [:]
        between[keep]?[drop] = nil
        for (other, bond) in dropped where other != keep {
            let joined = (between[keep]?[other] ?? Bond(sum: 0, count: 0)).joined(with: bond)
            between[other]?[drop] = nil
            between[other]?[keep] = joined
            between[keep, default: [:]][other] = joined
        }
        for (other, bond) in between[keep] ?? [:] {
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

    private struct Merge: Comparable {
        let closeness: Double
        let a: Int32
        let b: Int32

        static func < (x: Merge, y: Merge) -> Bool {
            (x.closeness, y.a, y.b) < (y.closeness, x.a, x.b)
        }
    }
}
