internal import InfraGraph

/// How well attacks that are said to be linked fit the actors behind them.
public struct AttackAccuracy: Sendable {
    /// Pairs of attacks of one actor among the pairs linked.
    public var pairPrecision: Double
    /// Pairs linked among the pairs of attacks of one campaign.
    public var pairRecall: Double
    /// Pairs linked among those that could be linked (``linkable``).
    public var linkableRecall: Double
    /// Pairs of attacks whose indicators hang together by what the sensors saw (``Oracle``).
    public var linkable: Int
    /// Pairs linked.
    public var linked: Int
    /// How many attacks there are.
    public var attacks: Int

    init(_ said: [LinkedAttack], authors: [Labels.Author], indicators: [AttackIndicator], oracle: Oracle) {
        let groups = Dictionary(said.map { ($0.attack, $0.group) }) { $1 }
        let known = Dictionary(authors.map { ($0.attack, $0) }) { $1 }.values.sorted { $0.attack < $1.attack }
        let named = Dictionary(grouping: indicators, by: \.attack)
        let places = known.map { author in
            Set(
                oracle.clusters.indices.filter { number in
                    let cluster = oracle.clusters[number]
                    return cluster.actor == author.actor
                        && (named[author.attack] ?? []).contains { cluster.holds($0.indicator) }
                }
            )
        }
        var counts = (said: 0, right: 0, ofCampaign: 0, found: 0, linkable: 0, reached: 0)
        for a in known.indices {
            for b in known.indices[(a + 1)...] {
                let group = groups[known[a].attack]
                let isLinked = group != nil && group == groups[known[b].attack]
                let isOfCampaign = known[a].campaign == known[b].campaign
                let isLinkable = !places[a].isDisjoint(with: places[b])
                counts.said += isLinked ? 1 : 0
                counts.right += isLinked && known[a].actor == known[b].actor ? 1 : 0
                counts.ofCampaign += isOfCampaign ? 1 : 0
                counts.found += isOfCampaign && isLinked ? 1 : 0
                counts.linkable += isLinkable ? 1 : 0
                counts.reached += isLinkable && isLinked ? 1 : 0
            }
        }
        pairPrecision = share(counts.right, of: counts.said)
        pairRecall = share(counts.found, of: counts.ofCampaign)
        linkableRecall = share(counts.reached, of: counts.linkable)
        linkable = counts.linkable
        linked = counts.said
        attacks = known.count
    }
}
