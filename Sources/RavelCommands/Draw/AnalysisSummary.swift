internal import InfraGraph
internal import PassiveDNS

/// What an analysis found, to read on the terminal.
struct AnalysisSummary {
    /// The summary.
    let text: String

    /// How many campaigns are told, the largest.
    static let told = 3

    init(_ analysis: Analysis, _ campaigns: [Campaign], seeds: [Seed]?, folder: String) {
        var parts = [
            counted(analysis.nameCount, "name") + ", " + counted(analysis.addressCount, "address", "addresses") + ", "
                + counted(analysis.tenureCount, "tenure"),
            Self.hubs(analysis.hubs),
        ]
        let kind = seeds == nil ? "" : " with a seed"
        parts.append(
            counted(campaigns.count, "campaign") + kind + (campaigns.count > Self.told ? ", the largest first:" : "")
        )
        for campaign in campaigns.prefix(Self.told) { parts.append(Self.told(campaign)) }
        var files = "Written to \(folder): campaigns.jsonl, hubs.jsonl, links.jsonl"
        if !campaigns.isEmpty { files += ", campaign.dot\nLook at \(folder)/campaign.svg and \(folder)/report.html" }
        parts.append(files)
        text = visible(parts.joined(separator: "\n\n"))
    }

    private static func hubs(_ hubs: [Hub]) -> String {
        let left = hubs.filter(\.hubClass.isLeftOut)
        guard !left.isEmpty else { return "No address is left out of linking" }
        let classes = Dictionary(grouping: left, by: \.hubClass).map { "\($0.value.count) \($0.key.rawValue)" }.sorted()
        let lines = left.prefix(3).map { hub in
            "  \(hub.address) \(hub.hubClass.rawValue): \(hub.evidence.joined(separator: "; "))"
        }
        return
            "\(counted(left.count, "address", "addresses")) left out of linking: \(classes.joined(separator: ", "))\n"
            + lines.joined(separator: "\n") + (left.count > 3 ? "\n  …" : "")
    }

    private static func told(_ campaign: Campaign) -> String {
        let rows = campaign.members.prefix(12).map { member in
            [
                member.isSeed ? "*" : " ", member.name.text, percent(member.confidence),
                member.period.first.date, member.period.last.date,
            ]
        }
        let addresses = campaign.addresses.filter { !$0.hubClass.isLeftOut }.prefix(6)
            .map { "\($0.address) (\($0.period))" }
        var text =
            "Campaign \(campaign.title): \(counted(campaign.members.count, "name")), confidence \(percent(campaign.confidence)), \(campaign.period)\n"
        text += TextTable.text([" ", "name", "sure", "first", "last"], Array(rows))
        if campaign.members.count > 12 { text += "\n… and \(campaign.members.count - 12) more" }
        text += "\nOn " + addresses.joined(separator: ", ")
        for reason in campaign.reasons { text += "\n- \(reason)" }
        return text
    }
}
