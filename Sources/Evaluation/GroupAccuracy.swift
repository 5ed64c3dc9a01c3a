internal import PassiveDNS

/// How well campaigns fit groups that somebody else put names into, such as the reports that named them.
///
/// Only names with a group count: of all others nothing is known.
public struct GroupAccuracy: Sendable {
    /// Pairs of one group among the pairs of one campaign; pairs of one campaign among those of one group.
    public var pairs: Accuracy
    /// Pairs of one campaign.
    public var linked: Int
    /// Pairs of one group.
    public var grouped: Int
    /// How many names have a group.
    public var names: Int

    init(_ said: [[DomainName]], groups: [Labels.Membership]) {
        var numbers = Numbering<DomainName>()
        let byGroup = Dictionary(grouping: groups, by: \.group).map { $0.value.map { numbers.number($0.name) } }
        let right = Memberships(byGroup)
        let labelled = Set(right.groups.joined())
        let found = Memberships(said.map { $0.map { numbers.number($0) }.filter(labelled.contains) })
        var hits = 0
        var linked = 0
        found.forEachPair { a, b in
            linked += 1
            if right.firstShared(a, b) != nil { hits += 1 }
        }
        grouped = right.pairCount
        self.linked = linked
        names = labelled.count
        pairs = Accuracy(hits: hits, said: linked, right: grouped)
    }
}
