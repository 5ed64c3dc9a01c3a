/// The units outside campaigns that a link ties to one, too weakly to belong.
struct Periphery {
    /// A unit's strongest tie to a campaign.
    struct Tie: Equatable, Sendable {
        /// The campaign's place among all.
        var campaign: Int32
        /// The unit outside.
        var unit: Int32
        /// The member that it is tied to.
        var member: Int32
        /// The link's score.
        var score: Double
        /// The address on which they met; −1 where they never did.
        var address: Int32
    }

    /// The ties by campaign, the strongest first; a unit is tied to a campaign once.
    let ties: [Tie]

    /// Looks at every link that leaves a campaign and ends in none.
    ///
    /// n log n in their number.
    ///
    /// - Parameters:
    ///   - links: the pairs to look at, each once.
    ///   - campaignOfUnit: for each unit, its campaign, or −1.
    ///   - apart: pairs that the analyst wants apart; such a unit is no periphery of the other's campaign.
    init(_ links: some Sequence<UnitTie>, campaignOfUnit: [Int32], apart: [(a: Int32, b: Int32)]) {
        var found: [Tie] = []
        for link in links {
            let (left, right) = (campaignOfUnit[Int(link.a)], campaignOfUnit[Int(link.b)])
            guard (left < 0) != (right < 0) else { continue }
            let (member, unit) = left < 0 ? (link.b, link.a) : (link.a, link.b)
            found.append(
                Tie(
                    campaign: max(left, right),
                    unit: unit,
                    member: member,
                    score: link.score,
                    address: link.address
                )
            )
        }
        found.sort { x, y in
            (x.campaign, x.unit, y.score, x.member) < (y.campaign, y.unit, x.score, y.member)
        }
        var barred: [Int32: Set<Int32>] = [:]
        for (a, b) in apart {
            barred[a, default: []].insert(campaignOfUnit[Int(b)])
            barred[b, default: []].insert(campaignOfUnit[Int(a)])
        }
        var strongest: [Tie] = []
        for tie in found where barred[tie.unit]?.contains(tie.campaign) != true {
            if let last = strongest.last, last.campaign == tie.campaign, last.unit == tie.unit { continue }
            strongest.append(tie)
        }
        ties = strongest.sorted { ($0.campaign, $1.score, $0.unit) < ($1.campaign, $0.score, $1.unit) }
    }
}
