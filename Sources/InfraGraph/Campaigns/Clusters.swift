internal import PassiveDNS

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
    /// P log P in the number of links, and for each merge of six units or more the links of the smaller side; components, which only
    /// links of at least ``AnalysisSettings/leastCohesion`` hold together, are taken on all cores. Deterministic: ties go to the
    /// smaller units.
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
        var reach = DisjointSet(count: units)
        for link in a.indices where score[link] >= settings.leastCohesion { reach.join(a[link], b[link]) }
        for (a, b) in together { reach.join(a, b) }
        let components = Components(reach)
        let links = Grouping(0..<Int32(a.count), groups: components.count) { link in
            let (a, b) = (a[Int(link)], b[Int(link)])
            return score[Int(link)] >= settings.leastMeeting ? components.common(a, b) : -1
        }
        let (tied, barred) = (components.grouped(together), components.grouped(apart))
        let parts = Parallel.parts(components.count) { numbers in
            var part = Part()
            for number in numbers.lazy.map({ Int32($0) }) {
                var growing = GrowingClusters(units: components.units[number].count, settings: settings)
                for (a, b) in barred[number] ?? [] { growing.keepApart(a, b) }
                for (a, b) in tied[number] ?? [] { growing.tie(a, b) }
                for link in links[number].lazy.map({ Int($0) }) {
                    growing.link(components.place[Int(a[link])], components.place[Int(b[link])], score[link])
                }
                growing.mergeAll()
                if let tied = tied[number] {
                    growing.mergeTied(tied)
                    growing.mergeAll()
                }
                part.add(growing, components.units[number])
            }
            return part
        }
        var merges = MergeTree(count: units)
        for merge in parts.lazy.flatMap(\.merges) { merges.join(merge.a, merge.b, closeness: merge.closeness) }
        self.merges = merges
        members = parts.flatMap(\.members).sorted { $0[0] < $1[0] }
    }

    /// What became of some components.
    private struct Part: Sendable {
        var members: [[Int32]] = []
        var merges: [Merge] = []

        /// Adds the clusters of a component, whose units are numbered from 0.
        mutating func add(_ grown: GrowingClusters, _ units: ArraySlice<Int32>) {
            let unit = { (place: Int32) in units[units.startIndex + Int(place)] }
            for merge in grown.merges {
                merges.append(Merge(closeness: merge.closeness, a: unit(merge.a), b: unit(merge.b)))
            }
            for cluster in grown.members where cluster.count > 1 { members.append(cluster.sorted().map(unit)) }
        }
    }
}
