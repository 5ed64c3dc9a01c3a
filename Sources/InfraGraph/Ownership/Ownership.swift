internal import PassiveDNS

/// When each domain changed hands.
struct Ownership: Sendable {
    /// For each domain that may have changed hands, the changes in the order of time.
    private(set) var changes: [Int32: [OwnershipChange]] = [:]
    /// For each domain that was seized, when.
    private(set) var seizures: [Int32: [Seizure]] = [:]
    private let cutProbability: Double

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
        let byFirst = (0..<Int32(stays.count)).sorted { (stays.first[Int($0)], $0) < (stays.first[Int($1)], $1) }
        let finder = ChangeFinder(
            graph: graph,
            stays: stays,
            arrivals: Grouping(keys: stays.address, groups: graph.addresses.count, order: byFirst),
            classes: classes,
            chances: chances,
            delegations: delegations,
            registrations: registrations,
            sightings: sightings,
            settings: settings
        )
        let findings = Parallel.map(graph.names.domainCount) { domains in
            domains.compactMap { domain in
                let found = finder.findings(of: Int32(domain))
                let isNothing = found.changes.isEmpty && found.seizures.isEmpty
                return isNothing ? nil : (domain: Int32(domain), changes: found.changes, seizures: found.seizures)
            }
        }
        for found in findings {
            if !found.changes.isEmpty { changes[found.domain] = found.changes }
            if !found.seizures.isEmpty { seizures[found.domain] = found.seizures }
        }
    }

    /// The moments at which a domain is split, in the order of time.
    func cuts(of domain: Int32) -> [Int64] {
        splits(of: domain).map(\.at)
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
