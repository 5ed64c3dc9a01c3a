internal import PassiveDNS

/// When each domain changed hands.
struct Ownership: Sendable {
    /// For each domain that may have changed hands, the changes in the order of time.
    private(set) var changes: [Int32: [OwnershipChange]] = [:]
    /// For each domain that was seized, when.
    private(set) var seizures: [Int32: [Seizure]] = [:]
    /// For each domain that is split, at which moments.
    private var cuts: [Int32: [Int64]] = [:]
    /// For each domain with possible changes that do not split it, when, and how likely they are.
    private var doubts: [Int32: [Doubt]] = [:]
    private let cutProbability: Double

    /// A change of hands that does not split a domain, in as few words as linking needs.
    struct Doubt: FixedLayout, Sendable {
        let at: Int64
        let probability: Double
    }

    /// Finds the changes of every domain.
    ///
    /// n log n in the number of stays, and in the rows of one domain.
    init(
        graph: TenureGraph,
        stays: Stays,
        classes: [HubClass],
        chances: [Double],
        delegations: Delegations,
        registrations: Registrations,
        sightings: Sightings,
        settings: AnalysisSettings
    ) {
        cutProbability = settings.cutProbability
        let arrivals = Grouping(
            keys: stays.address,
            groups: graph.addresses.count,
            order: Order.ascending(stays.first)
        )
        let (silent, teller) = (finder(tells: false), finder(tells: true))
        func finder(tells: Bool) -> ChangeFinder {
            ChangeFinder(
                graph: graph,
                stays: stays,
                arrivals: arrivals,
                classes: classes,
                chances: chances,
                delegations: delegations,
                registrations: registrations,
                sightings: sightings,
                settings: settings,
                tells: tells
            )
        }
        let findings = Parallel.map(graph.names.domainCount) { domains in
            domains.compactMap { domain -> (domain: Int32, found: ChangeFinder.Findings)? in
                let domain = Int32(domain)
                guard !silent.findings(of: domain).isNothing else { return nil }
                return (domain: domain, found: teller.findings(of: domain))
            }
        }
        for (domain, found) in findings {
            if !found.changes.isEmpty { add(found.changes, of: domain) }
            if !found.seizures.isEmpty { seizures[domain] = found.seizures }
        }
    }

    private mutating func add(_ changes: [OwnershipChange], of domain: Int32) {
        self.changes[domain] = changes
        for change in changes {
            let probability = change.probability
            if probability >= cutProbability {
                cuts[domain, default: []].append(change.at)
            } else {
                doubts[domain, default: []].append(Doubt(at: change.at, probability: probability))
            }
        }
    }

    /// The moments at which a domain is split, in the order of time.
    func cuts(of domain: Int32) -> [Int64] {
        cuts[domain] ?? []
    }

    /// The moments of the possible changes of a domain that do not split it.
    func doubtfulMoments(of domain: Int32) -> [Doubt] {
        doubts[domain] ?? []
    }

    /// The possible changes of a domain that do not split it.
    func doubts(of domain: Int32) -> [OwnershipChange] {
        (changes[domain] ?? []).filter { $0.probability < cutProbability }
    }

    /// The changes of a domain that split it.
    func splits(of domain: Int32) -> [OwnershipChange] {
        (changes[domain] ?? []).filter { $0.probability >= cutProbability }
    }
}

extension Ownership: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(changes, seizures, cuts, doubts, cutProbability)
    }

    init(from columns: inout ColumnReader) throws {
        changes = try columns.read()
        seizures = try columns.read()
        cuts = try columns.read()
        doubts = try columns.read()
        cutProbability = try columns.read()
    }
}
