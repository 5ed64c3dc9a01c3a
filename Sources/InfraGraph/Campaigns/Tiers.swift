/// Which units of a campaign are its core.
struct Tiers {
    /// The anchor, and the units that a strong link ties to another member.
    let core: Set<Int32>

    /// Linear in the links of the campaign.
    ///
    /// - Parameters:
    ///   - anchor: the unit with the strongest links.
    ///   - members: the units of the campaign.
    ///   - links: which units are tied.
    ///   - leastScore: how strong a strong link is.
    init(anchor: Int32, members: [Int32], _ links: UnitLinks, leastScore: Double) {
        let inside = Set(members)
        var core: Set<Int32> = [anchor]
        for unit in members {
            let isStrong = links.ofUnit[unit].contains { link in
                links.score[Int(link)] >= leastScore && inside.contains(links.partner(of: unit, in: link))
            }
            if isStrong { core.insert(unit) }
        }
        self.core = core
    }
}
