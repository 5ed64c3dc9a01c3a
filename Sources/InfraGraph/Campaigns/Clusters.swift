internal import HeapModule

/// Units grouped so that no weak link chains strangers together.
///
/// Starts with each unit alone and merges the closest two clusters again and again. Closeness is the sum of the links
/// between two clusters over the root of the product of their sizes: one link joins two single units where it is at least
/// the threshold, but joins two large clusters only where many such links do. This lies between single linkage, which
/// chains, and average linkage, which shatters campaigns whose names never all met.
struct Clusters: Sendable {
    /// The clusters of two or more units, each in ascending order; sorted by their smallest unit.
    let members: [[Int32]]

    /// Merges units until no two clusters are close enough.
    ///
    /// P log P in the number of links. Deterministic: ties go to the smaller units.
    ///
    /// - Parameters:
    ///   - a: for each link, one end; each pair of units has one link at most.
    ///   - b: for each link, the other end.
    ///   - score: for each link, its probability.
    ///   - units: how many units there are.
    ///   - leastCohesion: see ``AnalysisSettings/leastCohesion``.
    init(a: [Int32], b: [Int32], score: [Double], units: Int, leastCohesion: Double) {
        var size = [Double](repeating: 1, count: units)
        var members: [Int32: [Int32]] = [:]
        var between: [Int32: [Int32: Double]] = [:]
        var heap = Heap<Merge>()
        for ((a, b), score) in zip(zip(a, b), score) {
            between[a, default: [:]][b] = score
            between[b, default: [:]][a] = score
            if score >= leastCohesion { heap.insert(Merge(closeness: score, a: a, b: b)) }
        }
        while let best = heap.popMax() {
            let (a, b) = (best.a, best.b)
            guard let sum = between[a]?[b], sum / (size[Int(a)] * size[Int(b)]).squareRoot() == best.closeness else {
                continue  // One of the two has grown or is gone.
            }
            let (keep, drop) = a < b ? (a, b) : (b, a)
            size[Int(keep)] += size[Int(drop)]
            members[keep, default: [keep]] += members.removeValue(forKey: drop) ?? [drop]
            let dropped = between.removeValue(forKey: drop) ?? [:]
            between[keep]?[drop] = nil
            for (other, sum) in dropped where other != keep {
                between[other]?[drop] = nil
                between[other]?[keep, default: 0] += sum
                between[keep]?[other, default: 0] += sum
            }
            for (other, sum) in between[keep] ?? [:] {
                let closeness = sum / (size[Int(keep)] * size[Int(other)]).squareRoot()
                if closeness >= leastCohesion {
                    heap.insert(Merge(closeness: closeness, a: min(keep, other), b: max(keep, other)))
                }
            }
        }
        self.members = members.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
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
