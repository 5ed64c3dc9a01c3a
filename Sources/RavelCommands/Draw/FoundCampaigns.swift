internal import InfraGraph
internal import PassiveDNS

/// The campaigns that ids, names or addresses stand for, each once, with all of those names and addresses marked in them.
func found(_ texts: [String], in analysis: Analysis) throws -> [Campaign] {
    var found: [Campaign] = []
    var seeds: [Seed] = []
    for text in texts {
        let held: [Campaign]
        if let campaign = analysis.campaign(id: text) {
            held = [campaign]
        } else if let indicator = try? Indicator(text) {
            seeds.append(Seed(indicator))
            held = analysis.campaigns(seeds: [Seed(indicator)])
        } else {
            throw Failure("\(text): is neither a campaign's id, nor a name, nor an address")
        }
        guard !held.isEmpty else { throw Failure("\(text): belongs to no campaign; `ravel campaigns` lists them") }
        found += held.filter { campaign in !found.contains { $0.id == campaign.id } }
    }
    let marked = analysis.campaigns(seeds: seeds)
    return found.map { campaign in marked.first { $0.id == campaign.id } ?? campaign }
}
