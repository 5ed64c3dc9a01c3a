internal import CampaignMaps
internal import CampaignReports
internal import InfraGraph
internal import PassiveDNS

extension CampaignReport.Section {
    /// A campaign with its story and its pictures.
    ///
    /// - Parameters:
    ///   - campaign: one of the analysis.
    ///   - number: its place on the page; the ids of its pictures begin with it.
    ///   - seeds: what the analyst starts from; those with a date are shown as attacks.
    ///   - analysis: where it is from.
    init(_ campaign: Campaign, number: Int = 0, seeds: [Seed], in analysis: Analysis) {
        let map = analysis.map(of: [campaign]).spelled
        let prefix = "c\(number)-"
        var notes = map.omissions
        let drawing = Self.drawn(map, prefix: prefix, &notes)
        let names = campaign.members.map(\.name.text)
        self.init(
            campaign: campaign,
            story: analysis.story(of: campaign),
            scene: MapScene(map, prefix: prefix),
            map: drawing,
            timeline: TimelineWriter.text(analysis.timeline(of: campaign, seeds: seeds).spelled),
            spellings: Dictionary(names.compactMap { name in spelling(of: name).map { (name, $0) } }) { first, _ in
                first
            },
            notes: notes
        )
    }

    /// A map as SVG; where it can't be drawn, the notes say why.
    static func drawn(_ map: InfrastructureMap, prefix: String, _ notes: inout [String]) -> String? {
        do {
            let process = try DrawingProcess(format: .svg)
            return String(decoding: try process.picture(of: DOTWriter.text(map, prefix: prefix)), as: UTF8.self)
        } catch {
            notes.append("The map could not be drawn: \(error)")
            return nil
        }
    }
}

extension CampaignReport {
    /// Campaigns on one page.
    init(_ campaigns: [Campaign], notTold left: Int = 0, seeds: [Seed], in analysis: Analysis) {
        let title = campaigns.count == 1 ? "Campaign \(campaigns[0].title)" : counted(campaigns.count, "campaign")
        self.init(
            title: "\(title): infrastructure report",
            basis: analysis.basis + (left > 0 ? " · \(counted(left, "smaller campaign")) not told" : ""),
            sections: campaigns.enumerated().map { Section($1, number: $0, seeds: seeds, in: analysis) }
        )
    }
}
