internal import InfraGraph
internal import PassiveDNS

/// How well the campaigns found from attacks' indicators fit the actors that held their names.
///
/// B-cubed goes over the names that could be found (``Oracle``): each one's own cluster against its actor and its oracle
/// cluster. Pairs go over all names said to belong together; those of no campaign count against precision.
public struct CampaignAccuracy: Sendable {
    /// B-cubed precision and recall (Bagga and Baldwin 1998).
    public var bcubed: Accuracy
    /// Pairs of names that one actor used in campaigns among the pairs said; pairs said among those that could be found.
    public var pairs: Accuracy
    /// Names found that no report named.
    public var discovered: Int
    /// Names that could be found and that no report named.
    public var discoverable: Int
    /// Names found that belong to no campaign.
    public var outsiders: Int
    /// Their share of all names found.
    public var outsiderShare: Double
    /// Names of the largest cluster.
    public var largest: Int
    /// Clusters found.
    public var clusters: Int

    /// Measures clusters, each a list of its names, against what could be found.
    ///
    /// Time grows with the squares of the clusters' sizes.
    init(
        _ said: [[DomainName]],
        holdings: [Labels.Holding],
        reachable: [Oracle.Cluster],
        seeds: Set<DomainName>
    ) {
        var numbers = Numbering<DomainName>()
        var actorNumbers = Numbering<String>()
        var actors: [Int: Set<Int>] = [:]
        for held in holdings where held.campaign != nil {
            actors[numbers.number(held.name), default: []].insert(actorNumbers.number(held.owner))
        }
        let ceiling = Memberships(reachable.map { $0.names.sorted().map { numbers.number($0) } })
        let clusters = said.map { $0.map { numbers.number($0) } }
        let found = Memberships(clusters)

        var saidPairs = 0
        var rightPairs = 0
        var foundPairs = 0
        for (cluster, members) in found.groups.enumerated() {
            saidPairs += members.count * (members.count - 1) / 2
            let known = members.compactMap { member in actors[member].map { (member, $0) } }
            for (place, a) in known.enumerated() {
                for b in known[(place + 1)...] where !a.1.isDisjoint(with: b.1) {
                    rightPairs += 1
                    if ceiling.firstShared(a.0, b.0) != nil, found.firstShared(a.0, b.0) == cluster { foundPairs += 1 }
                }
            }
        }
        pairs = Accuracy(
            precision: share(rightPairs, of: saidPairs),
            recall: share(foundPairs, of: ceiling.pairCount)
        )
        bcubed = Self.bcubed(clusters, found, ceiling, actors)

        let members = Set(found.groups.joined())
        let new = Set(ceiling.groups.joined()).subtracting(seeds.map { numbers.number($0) })
        discovered = members.intersection(new).count
        discoverable = new.count
        outsiders = members.count { actors[$0] == nil }
        outsiderShare = share(outsiders, of: members.count)
        largest = found.groups.map(\.count).max() ?? 0
        self.clusters = clusters.count
    }

    /// A name in several clusters counts with the largest, a name in none is alone.
    private static func bcubed(
        _ listed: [[Int]],
        _ found: Memberships,
        _ ceiling: Memberships,
        _ actors: [Int: Set<Int>]
    ) -> Accuracy {
        var own: [Int: Int] = [:]
        for (cluster, members) in listed.enumerated() {
            for member in members {
                if let known = own[member], members.count <= found.groups[known].count { continue }
                own[member] = cluster
            }
        }
        var precision = 0.0
        var recall = 0.0
        var count = 0
        for right in ceiling.groups {
            var inBoth: [Int: Int] = [:]
            for member in right {
                for cluster in found.groups(of: member) { inBoth[cluster, default: 0] += 1 }
            }
            for member in right {
                let mine = own[member].map { found.groups[$0] } ?? [member]
                let kin = actors[member] ?? []
                let same = mine.count { !(actors[$0]?.isDisjoint(with: kin) ?? true) }
                precision += Double(same) / Double(mine.count)
                recall += Double(own[member].map { inBoth[$0] ?? 0 } ?? 1) / Double(right.count)
                count += 1
            }
        }
        return Accuracy(precision: precision / Double(max(1, count)), recall: recall / Double(max(1, count)))
    }

    /// The share of the discoverable names that were discovered.
    public var discoveryRecall: Double { share(discovered, of: discoverable) }
}
