public import PassiveDNS

/// The campaigns that are known by id, and how those of new data are recognised among them.
///
/// A campaign keeps its id while at least half of its weight, the sum of its members' confidences, is in one place. Where
/// it falls apart, but half of it is still in campaigns, its largest part keeps it and the others remember what they
/// were split from. Where several come together, the oldest id stays and the others stand for it; they come back when
/// their members part again.
public struct CampaignRegistry: Sendable {
    /// All campaigns that were ever registered, the oldest first.
    public private(set) var records: [CampaignRecord]

    /// Starts from records, the oldest first.
    public init(_ records: [CampaignRecord] = []) {
        self.records = records
    }

    /// The id that an id stands for by now, or `nil` where it was never registered.
    public func current(_ id: String) -> String? {
        var record = records.first { $0.id == id }
        var steps = 0
        while let next = record?.mergedInto, steps < records.count {
            record = records.first { $0.id == next }
            steps += 1
        }
        return record?.id
    }

    /// For each id that stands for others by now, those, in ascending order.
    public func aliases() -> [String: [String]] {
        let next = Dictionary(records.map { ($0.id, $0.mergedInto) }) { first, _ in first }
        var aliases: [String: [String]] = [:]
        for record in records where record.mergedInto != nil {
            var at = record.id
            var steps = 0
            while let further = next[at] ?? nil, steps < records.count {
                at = further
                steps += 1
            }
            aliases[at, default: []].append(record.id)
        }
        return aliases.mapValues { $0.sorted() }
    }

    /// Recognises campaigns, remembers them as they are now, and returns their ids.
    ///
    /// The same registry and campaigns always give the same ids; registering twice changes nothing. Linear in the number
    /// of members but for sorting.
    mutating func register(_ campaigns: [Campaign]) -> [String] {
        let overlaps = CampaignOverlaps(records, campaigns)
        var owner = [Int?](repeating: nil, count: campaigns.count)

        // Whoever holds half of a campaign is it; the oldest where there are several.
        var scattered: [Int] = []
        for record in records.indices where records[record].mergedInto == nil {
            if let heir = overlaps.heir(of: record) {
                if let elder = owner[heir] {
                    records[record].mergedInto = records[elder].id
                } else {
                    owner[heir] = record
                }
            } else if overlaps.isAlive(record) {
                scattered.append(record)
            }
        }
        // Of one that fell apart the largest part keeps the id, unless it is another campaign.
        scattered.sort { overlaps.largestPart(of: $0) > overlaps.largestPart(of: $1) }
        for record in scattered {
            let part = overlaps.parts[record][0].campaign
            if let other = owner[part] {
                records[record].mergedInto = records[other].id
            } else {
                owner[part] = record
            }
        }
        // What was merged and is by itself again is what it was.
        for record in records.indices where records[record].mergedInto != nil {
            guard let heir = overlaps.heir(of: record), owner[heir] == nil else { continue }
            owner[heir] = record
            records[record].mergedInto = nil
        }
        var known = Set(records.map(\.id))
        for (number, campaign) in campaigns.enumerated() {
            let members = Self.members(of: campaign)
            if let record = owner[number] {
                records[record].members = members
                continue
            }
            owner[number] = records.count
            let id = Self.unused(campaign.id, &known)
            let former = overlaps.origin(of: number).map { records[$0].id }
            records.append(CampaignRecord(id: id, splitFrom: former, members: members))
        }
        return owner.map { record in record.map { records[$0].id } ?? "" }
    }

    /// An id, or the first one made from it that is not known yet; known from then on.
    ///
    /// Two campaigns can have one anchor's id: names of one domain may be in several, and what was split off may keep the
    /// anchor.
    static func unused(_ id: String, _ known: inout Set<String>) -> String {
        var unused = id
        var attempt: Int32 = 2
        while !known.insert(unused).inserted {
            unused = CampaignWriter.id(id, attempt)
            attempt += 1
        }
        return unused
    }

    private static func members(of campaign: Campaign) -> [CampaignRecord.Member] {
        campaign.members
            .map { CampaignRecord.Member(name: $0.name, period: $0.period, weight: $0.confidence) }
            .sorted { ($0.name, $0.period) < ($1.name, $1.period) }
    }
}
