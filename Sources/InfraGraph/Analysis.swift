public import PassiveDNS

/// What Ravel makes of observations: hubs, owners, links and campaigns.
///
/// The same observations, registrations and settings always give the same analysis, whatever order they came in.
/// The observations' rows are let go once the graph is made of them; time is near linear in their number.
public struct Analysis: Sendable {
    /// The addresses that are left out of linking or need care, and those about which lists contradict each other; most
    /// domains first.
    public let hubs: [Hub]
    /// The campaigns, largest first.
    public internal(set) var campaigns: [Campaign]
    /// How many tenures, times in which a name was on an address, were seen.
    public var tenureCount: Int { graph.tenureCount }
    /// How many distinct names have addresses.
    public var nameCount: Int { graph.names.count }
    /// How many distinct addresses were seen.
    public var addressCount: Int { graph.addresses.count }

    /// Which networks announce which addresses, as far as the user gave a table of them.
    let systems: AutonomousSystems
    /// What was seen beside the graph.
    let records: Records
    let graph: TenureGraph
    let finder: HubFinder
    let judgements: Judgements
    let ownership: Ownership
    let units: Units
    let judge: PairJudge
    let unitLinks: UnitLinks
    /// How the units came to be in campaigns.
    let merges: MergeTree
    /// What it was judged by.
    public let settings: AnalysisSettings
    /// For each unit, its campaign's place in ``campaigns``, or −1.
    let campaignOfUnit: [Int32]
    /// What it leaves to the next one; `nil` where it was not asked to leave anything.
    public let keptLinks: KeptLinks?

    /// Analyses observations: graph, hubs left out, owners split, links, campaigns.
    ///
    /// - Parameters:
    ///   - observations: what was seen. Hand over the only copy (``ObservationTable/take()``), and its memory serves the
    ///     analysis.
    ///   - registrations: WHOIS or RDAP dates, in any order; may be empty.
    ///   - judgements: what an analyst said, in any order; may be empty. Judgements that were taken back don't count.
    ///   - lists: what others published of addresses and names; weighed as evidence of hubs.
    ///   - systems: which networks announce which addresses.
    ///   - rules: which suffixes are public.
    ///   - settings: thresholds and weights.
    ///   - kept: what an earlier analysis left, or an empty one, so that this one leaves something, too; changes nothing but the
    ///     time that linking takes.
    public init(
        observations: consuming ObservationTable,
        registrations: [Registration] = [],
        judgements: [Judgement] = [],
        lists: ListIndex = ListIndex(),
        systems: AutonomousSystems = AutonomousSystems(),
        rules: some RegistrableDomainRules,
        settings: AnalysisSettings = AnalysisSettings(),
        kept: consuming KeptLinks? = nil
    ) {
        let (graph, sightings, records) = Self.graph(of: consume observations, rules: rules, settings: settings)
        let (stays, delegations) = Parallel.both(
            { Stays(graph, settings: settings) },
            { Delegations(records, names: graph.names, lists: lists, rules: rules) }
        )
        let dates = Registrations(registrations, names: graph.names)

        let judgements = Judgements(judgements, graph: graph)
        var finder = HubFinder(
            graph: graph,
            stays: stays,
            delegations: delegations,
            lists: lists,
            systems: systems,
            settings: settings
        )
        finder.drop(below: settings.leastHubConfidence)
        finder.follow(judgements, graph)
        let ownership = Ownership(
            graph: graph,
            stays: stays,
            classes: finder.classes,
            chances: (0..<Int32(graph.addresses.count)).map { finder.verdicts[$0]?.probability ?? 0 },
            delegations: delegations,
            registrations: dates,
            sightings: sightings,
            settings: settings
        )
        let units = Units(
            graph: graph,
            classes: finder.classes,
            ownership: ownership,
            judgements: judgements,
            settings: settings
        )
        let places = Places(consume stays, domains: graph.names.domainCount, classes: finder.classes)
        let presences = Presences(
            units,
            places: places,
            isUnlinkable: finder.isUnlinkable,
            judgements: judgements,
            settings: settings
        )
        let judged = JudgedUnits(judgements, units: units, presences: presences)
        let judge = PairJudge(
            graph: graph,
            units: units,
            places: places,
            presences: presences,
            delegations: delegations,
            registrations: dates,
            bursts: RegistrationBursts(
                units,
                registrations: dates,
                isUnlinkable: finder.isUnlinkable,
                settings: settings
            ),
            ownership: ownership,
            judged: judged,
            settings: settings,
            coverage: graph.coverage
        )
        let fingerprints = kept.map { UnitFingerprints(judge, seed: $0.seed) }
        let settled = SettledLinks(kept, fingerprints, judge)
        let links = UnitLinks(judge, settled: settled)
        keptLinks = fingerprints.map { KeptLinks(links, $0, judge, takenOver: settled.links.count) }
        let clusters = Clusters(
            a: links.a,
            b: links.b,
            score: links.score,
            units: units.count,
            settings: settings,
            together: judged.together,
            apart: judged.apart
        )

        let writer = CampaignWriter(
            graph: graph,
            units: units,
            hubs: finder,
            links: links,
            judgements: judgements,
            label: settings.label,
            leastCoreLink: settings.leastCoreLink
        )
        let members = clusters.members
        var written = Parallel.map(members.count) { numbers in
            numbers.map { (campaign: writer.campaign(of: members[$0]), cluster: members[$0]) }
                .filter { $0.campaign.members.count > 1 }
        }
        written.sort { a, b in
            (b.campaign.members.count, a.campaign.id) < (a.campaign.members.count, b.campaign.id)
        }
        var campaignOfUnit = [Int32](repeating: -1, count: units.count)
        for (place, item) in written.enumerated() {
            for unit in item.cluster { campaignOfUnit[Int(unit)] = Int32(place) }
        }
        hubs = finder.hubs(graph, systems: systems)
        campaigns = written.map(\.campaign)
        let clustersOfCampaigns = (consume written).map(\.cluster)
        CampaignStructure(judge: judge, links: links, campaignOfUnit: campaignOfUnit)
            .complete(&campaigns, clustersOfCampaigns)
        self.systems = systems
        self.records = records
        self.graph = graph
        self.finder = finder
        self.judgements = judgements
        self.ownership = ownership
        self.units = units
        self.judge = judge
        unitLinks = links
        merges = clusters.merges
        self.settings = settings
        self.campaignOfUnit = campaignOfUnit
        var known: Set<String> = []
        rename { campaign, _ in campaign.id = CampaignRegistry.unused(campaign.id, &known) }
    }

    /// The graph of observations, and what else must be known of them; nothing of the rows is kept.
    private static func graph(
        of observations: ObservationTable,
        rules: some RegistrableDomainRules,
        settings: AnalysisSettings
    ) -> (TenureGraph, Sightings, Records) {
        let rows = AddressRows(observations, rules: rules)
        let graph = TenureGraph(observations, rows, settings: settings)
        return (
            graph,
            Sightings(observations, rows, graph: graph, settings: settings),
            Records(observations)
        )
    }

    /// Changes what campaigns are called, and gives them the names that the analyst gave to those ids.
    mutating func rename(_ change: (inout Campaign, Int) -> Void) {
        for number in campaigns.indices {
            change(&campaigns[number], number)
            campaigns[number].name = judgements.name(of: campaigns[number])
        }
        for number in campaigns.indices {
            for relation in campaigns[number].relations.indices {
                let other = campaigns[number].relations[relation].place
                campaigns[number].relations[relation].campaign = campaigns[other].id
            }
        }
    }
}

extension Analysis {
    /// The domains whose addresses tie nothing: popular names, tunnels and delivery networks' own names; by name.
    public var leftOutDomains: [LeftOutDomain] {
        finder.leftOutDomains(graph)
    }

    /// The network (autonomous system) that announces an address, or `nil` where no table names one.
    public func system(of address: IPAddress) -> AutonomousSystems.System? {
        systems.system(of: address)
    }

    /// How many registrable domains were ever seen on an address.
    func fanOut(of address: Int32) -> Int {
        finder.fanOut(of: address)
    }
}
