public import InfraGraph
internal import PassiveDNS

/// What an analysis said, measured against what is known.
///
/// The definitions are those of the simulated worlds' scorer, so that figures can be compared.
public struct Evaluation: Sendable {
    /// Campaigns found from the attacks' indicators; needs holdings, places, tenures, authors and attacks.
    public private(set) var campaigns: CampaignAccuracy?
    /// Addresses left out of linking; needs places and tenures.
    public private(set) var hubs: HubAccuracy?
    /// Scores of pairs, with four decimals as they are printed; needs pairs.
    public private(set) var links: LinkAccuracy?
    /// Attacks linked; needs holdings, places, tenures, authors and attacks.
    public private(set) var attacks: AttackAccuracy?
    /// When names changed hands; needs tenures.
    public private(set) var epochs: EpochAccuracy?
    /// All campaigns against groups; needs groups.
    public private(set) var groups: GroupAccuracy?

    /// Measures an analysis as far as the labels go.
    ///
    /// Scoring the pairs takes the most time; each is a query of the analysis.
    public init(_ analysis: Analysis, labels: Labels) {
        if let tenures = labels.tenures {
            epochs = EpochAccuracy(analysis.histories(), tenures: tenures)
            if let places = labels.places {
                hubs = HubAccuracy(analysis.hubs, places: places, tenures: tenures)
                if let holdings = labels.holdings, let authors = labels.authors, let indicators = labels.attacks {
                    let oracle = Oracle(holdings: holdings, places: places, tenures: tenures)
                    attacks = AttackAccuracy(
                        analysis.attacks(indicators),
                        authors: authors,
                        indicators: indicators,
                        oracle: oracle
                    )
                    let named = indicators.map(\.indicator)
                    campaigns = CampaignAccuracy(
                        analysis.campaigns(seeds: indicators.map { Seed($0.indicator, at: $0.date) }).map {
                            $0.members.map(\.name)
                        },
                        holdings: holdings,
                        reachable: oracle.clusters(named: indicators, by: authors),
                        seeds: Set(named.compactMap { if case .name(let name) = $0 { name } else { nil } })
                    )
                }
            }
        }
        if let pairs = labels.pairs { links = Self.links(analysis, pairs) }
        if let groups = labels.groups {
            self.groups = GroupAccuracy(analysis.campaigns.map { $0.members.map(\.name) }, groups: groups)
        }
    }

    private static func links(_ analysis: Analysis, _ pairs: [Labels.Pair]) -> LinkAccuracy {
        var rows: [LinkPair: (isSame: Bool, kind: String)] = [:]
        var order: [LinkPair] = []
        for pair in pairs {
            let key = LinkPair(a: min(pair.a, pair.b), b: max(pair.a, pair.b))
            if rows[key] == nil { order.append(key) }
            rows[key] = (pair.isSame, pair.kind)
        }
        return LinkAccuracy(
            order.map { key in
                let score = analysis.connection(.name(key.a), .name(key.b)).score
                let row = rows[key] ?? (false, "")
                return (answer: ((score * 10_000).rounded() / 10_000, row.isSame), kind: row.kind)
            },
            scored: order.count
        )
    }

    private struct LinkPair: Hashable {
        var a: DomainName
        var b: DomainName
    }
}
