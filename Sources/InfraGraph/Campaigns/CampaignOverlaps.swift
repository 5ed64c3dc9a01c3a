internal import PassiveDNS

/// How much of each remembered campaign is in which campaign now.
///
/// A remembered member is the member of the same name whose time agrees best with its own, so it is in one campaign at most.
struct CampaignOverlaps {
    /// A share of a remembered campaign: where it is now, and the sum of the weights.
    struct Part {
        var campaign: Int
        var weight: Double
    }

    /// For each record, its parts, the heaviest first.
    private(set) var parts: [[Part]] = []
    /// For each record, the sum of its members' weights.
    private var weights: [Double] = []
    /// For each campaign, the record most of it comes from.
    private var origins: [Int?]

    /// Looks up every remembered member.
    ///
    /// Linear in the number of members but for sorting the parts of each record.
    init(_ records: [CampaignRecord], _ campaigns: [Campaign]) {
        var now: [DomainName: [(period: Period, campaign: Int)]] = [:]
        for (number, campaign) in campaigns.enumerated() {
            for member in campaign.members { now[member.name, default: []].append((member.period, number)) }
        }
        var most = [Part?](repeating: nil, count: campaigns.count)  // `campaign` is the record's number here.
        for (number, record) in records.enumerated() {
            var found: [Int: Double] = [:]
            for member in record.members {
                guard let campaign = Self.campaign(of: member, now[member.name] ?? []) else { continue }
                found[campaign, default: 0] += member.weight
            }
            let sorted = found.map { Part(campaign: $0.key, weight: $0.value) }
                .sorted { ($1.weight, $0.campaign) < ($0.weight, $1.campaign) }
            for part in sorted where part.weight > most[part.campaign]?.weight ?? 0 {
                most[part.campaign] = Part(campaign: number, weight: part.weight)
            }
            parts.append(sorted)
            weights.append(record.members.reduce(0) { $0 + $1.weight })
        }
        origins = zip(campaigns, most).map { campaign, part in
            let weight = campaign.members.reduce(0) { $0 + $1.confidence }
            return part.flatMap { $0.weight * 2 >= weight ? $0.campaign : nil }
        }
    }

    private static func campaign(
        of member: CampaignRecord.Member,
        _ candidates: [(period: Period, campaign: Int)]
    ) -> Int? {
        var best: (share: Double, period: Period, campaign: Int)?
        for (period, campaign) in candidates where period.overlaps(member.period) {
            let both =
                min(period.last, member.period.last).seconds - max(period.first, member.period.first).seconds + 1
            let share = Double(both) / Double(period.union(member.period).duration + 1)
            if let known = best, (share, known.period, known.campaign) <= (known.share, period, campaign) { continue }
            best = (share, period, campaign)
        }
        return best?.campaign
    }

    /// The campaign that holds at least half of a record.
    func heir(of record: Int) -> Int? {
        parts[record].first.flatMap { $0.weight * 2 >= weights[record] ? $0.campaign : nil }
    }

    /// Whether at least half of a record is in campaigns.
    func isAlive(_ record: Int) -> Bool {
        let held = parts[record].reduce(0) { $0 + $1.weight }
        return held > 0 && held * 2 >= weights[record]
    }

    /// The weight of a record's largest part.
    func largestPart(of record: Int) -> Double {
        parts[record].first?.weight ?? 0
    }

    /// The record that at least half of a campaign comes from.
    func origin(of campaign: Int) -> Int? {
        origins[campaign]
    }
}
