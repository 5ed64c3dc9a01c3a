public import PassiveDNS

/// An analysis in a form that can be kept, and be an analysis again in less than a tenth of the time that it took.
///
/// What the store tells at once, registrations, judgements and networks, is not part of it, nor are links
/// (``Analysis/keptLinks``). Memory: as much as the analysis, of which campaigns and hubs are held once more as bytes.
public struct KeptAnalysis: Sendable {
    fileprivate let hubs: InParts<Hub>
    fileprivate let campaigns: InParts<Campaign>
    fileprivate let graph: TenureGraph
    fileprivate let records: Records
    fileprivate let finder: HubFinder
    fileprivate let ownership: Ownership
    fileprivate let units: Units
    fileprivate let places: Places
    fileprivate let presences: Presences
    fileprivate let delegations: Delegations
    fileprivate let linksOfUnit: Grouping
    fileprivate let merges: MergeTree
    fileprivate let campaignOfUnit: [Int32]

    /// Takes an analysis apart.
    ///
    /// - Throws: never, unless a part can't be written as bytes.
    public init(_ analysis: Analysis) throws {
        hubs = try InParts(analysis.hubs)
        campaigns = try InParts(analysis.campaigns)
        graph = analysis.graph
        records = analysis.records
        finder = analysis.finder
        ownership = analysis.ownership
        units = analysis.units
        places = analysis.judge.places
        presences = analysis.judge.presences
        delegations = analysis.judge.delegations
        linksOfUnit = analysis.unitLinks.ofUnit
        merges = analysis.merges
        campaignOfUnit = analysis.campaignOfUnit
    }
}

extension Analysis {
    /// Puts together what was kept of an analysis of the same observations.
    ///
    /// - Parameters:
    ///   - kept: the parts.
    ///   - links: what it left to the next one.
    ///   - registrations: those that it was made with.
    ///   - judgements: those that it was made with; names of campaigns may be others.
    ///   - systems: those that it was made with.
    ///   - settings: those that it was made with.
    /// - Throws: where a part is not what was written.
    public init(
        _ kept: KeptAnalysis,
        links: KeptLinks,
        registrations: [Registration] = [],
        judgements: [Judgement] = [],
        systems: AutonomousSystems = AutonomousSystems(),
        settings: AnalysisSettings = AnalysisSettings()
    ) throws {
        hubs = try kept.hubs.elements()
        campaigns = try kept.campaigns.elements()
        self.systems = systems
        var records = kept.records
        records.take(kept.graph.names.nameTexts)
        self.records = records
        graph = kept.graph
        finder = kept.finder
        self.judgements = Judgements(judgements, graph: graph)
        ownership = kept.ownership
        units = kept.units
        let dates = Registrations(registrations, names: graph.names)
        judge = PairJudge(
            graph: graph,
            units: units,
            places: kept.places,
            presences: kept.presences,
            delegations: kept.delegations,
            registrations: dates,
            bursts: RegistrationBursts(
                units,
                registrations: dates,
                isUnlinkable: finder.isUnlinkable,
                settings: settings
            ),
            ownership: ownership,
            judged: JudgedUnits(self.judgements, units: units, presences: kept.presences),
            settings: settings,
            coverage: graph.coverage
        )
        unitLinks = UnitLinks(links.links, ofUnit: kept.linksOfUnit)
        keptLinks = links
        merges = kept.merges
        self.settings = settings
        campaignOfUnit = kept.campaignOfUnit
        // The analyst may have named some since.
        rename { _, _ in }
    }
}

extension KeptAnalysis: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(
            hubs,
            campaigns,
            graph,
            records,
            finder,
            ownership,
            units,
            places,
            presences,
            delegations,
            linksOfUnit,
            merges,
            campaignOfUnit
        )
    }

    package init(from columns: inout ColumnReader) throws {
        hubs = try columns.read()
        campaigns = try columns.read()
        graph = try columns.read()
        records = try columns.read()
        finder = try columns.read()
        ownership = try columns.read()
        units = try columns.read()
        places = try columns.read()
        presences = try columns.read()
        delegations = try columns.read()
        linksOfUnit = try columns.read()
        merges = try columns.read()
        campaignOfUnit = try columns.read()
    }
}
