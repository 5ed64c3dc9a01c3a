internal import PassiveDNS

/// The class of every address, and the reasons.
struct HubFinder: Sendable {
    /// For each address, its class.
    private(set) var classes: [HubClass]
    /// For each address that is no ordinary one, or about which lists contradict each other, the reasons.
    private(set) var verdicts: [Int32: HubVerdict]
    /// For each address, how many registrable domains were ever seen on it.
    private let fanOut: [Int32]
    /// What the domains are by themselves.
    let nature: DomainNature
    /// For each domain, whether it is a delivery network's own: others' names are aliases of names below it, and half of
    /// its addresses or more are the network's.
    private let isEdge: [Bool]
    /// The domains that would glue strangers together.
    let popular: PopularDomains

    /// Classifies every address by what it is, what its domains' servers and published lists say, how its domains behave,
    /// and what company they keep.
    ///
    /// Linear in the number of stays but for sorting those of one address.
    init(
        graph: TenureGraph,
        stays: Stays,
        delegations: Delegations,
        lists: ListIndex,
        systems: AutonomousSystems,
        settings: AnalysisSettings
    ) {
        var classes = [HubClass](repeating: .ordinary, count: graph.addresses.count)
        var verdicts: [Int32: HubVerdict] = [:]
        var isBogon = [Bool](repeating: false, count: graph.addresses.count)
        for (index, address) in graph.addresses.enumerated() {
            isBogon[index] = address.specialPurpose != nil || PublicResolver.named(address) != nil
        }
        let networks = Networks(graph.addresses, systems: systems)
        nature = DomainNature(graph: graph, delegations: delegations, networks: networks, lists: lists)
        let signs = StaySign.all(stays, graph: graph, isBogon: isBogon, settings: settings)
        let sweep = FeatureSweep(
            graph: graph,
            stays: stays,
            signs: signs,
            pools: Pools(graph: graph, stays: stays, nature: nature, isBogon: isBogon),
            delegations: delegations,
            nature: nature,
            networks: networks,
            settings: settings
        )
        let judge = HubJudge(settings: settings, lists: lists, names: graph.names, coverage: graph.coverage)
        let features = Parallel.map(graph.addresses.count) { addresses in
            var sweep = sweep
            return addresses.map { sweep.features(of: Int32($0)) }
        }
        func note(_ found: [(address: Int32, verdict: HubVerdict)]) {
            for (address, verdict) in found {
                classes[Int(address)] = verdict.hubClass
                verdicts[address] = verdict
            }
        }
        note(
            Parallel.map(graph.addresses.count) { addresses in
                addresses.compactMap { address in
                    let verdict = judge.verdict(graph.addresses[address], features[address])
                    return verdict.isKept ? (Int32(address), verdict) : nil
                }
            }
        )
        // Twice: a server may have moved, and moved again.
        for _ in 0..<2 {
            let company = Company(
                graph: graph,
                stays: stays,
                signs: signs,
                classes: classes,
                features: features,
                rules: settings.hubs
            )
            note(
                Parallel.map(graph.addresses.count) { addresses in
                    addresses.compactMap { address in
                        guard let verdict = company.verdict(of: Int32(address), by: judge) else { return nil }
                        return (Int32(address), verdict)
                    }
                }
            )
        }
        popular = PopularDomains(graph: graph, stays: stays, classes: classes, networks: networks, lists: lists)
        let nature = self.nature
        isEdge = (0..<Int32(graph.names.domainCount)).map { domain in
            guard nature.kinds[Int(domain)] == .edge else { return false }
            let addresses = Set(stays.stays(of: domain).map { stays.address[$0] })
            return 2 * addresses.count { classes[Int($0)] == .cdn } >= addresses.count
        }
        fanOut = features.map { Int32($0.fanOut) }
        self.classes = classes
        self.verdicts = verdicts
    }

    /// How many registrable domains were ever seen on an address.
    func fanOut(of address: Int32) -> Int {
        Int(fanOut[Int(address)])
    }

    /// Lets a verdict stand for the one that was found.
    mutating func record(_ verdict: HubVerdict, for address: Int32) {
        classes[Int(address)] = verdict.hubClass
        verdicts[address] = verdict
    }

    /// For each domain, whether linking never goes through it: a popular name, or a delivery network's own.
    ///
    /// A tunnel's answers are left out one by one, as addresses; what its own servers were stays.
    var isUnlinkable: [Bool] {
        nature.kinds.indices.map { popular.reasons[Int32($0)] != nil || isEdge[$0] }
    }

    /// Why linking never goes through a domain; `nil` where it may.
    func whyUnlinkable(_ domain: Int32) -> String? {
        popular.reasons[domain] ?? (isEdge[Int(domain)] ? nature.reasons[domain] : nil)
    }

    /// The domains that linking never goes through, and the tunnels, by name.
    func leftOutDomains(_ graph: TenureGraph) -> [LeftOutDomain] {
        (0..<Int32(graph.names.domainCount)).compactMap { domain in
            let name = DomainName(canonical: graph.names.domainName(domain))
            if let reason = popular.reasons[domain] {
                return LeftOutDomain(domain: name, kind: .popular, reason: reason)
            }
            guard let reason = nature.reasons[domain] else { return nil }
            if isEdge[Int(domain)] { return LeftOutDomain(domain: name, kind: .edge, reason: reason) }
            guard nature.kinds[Int(domain)] == .tunnel else { return nil }
            return LeftOutDomain(domain: name, kind: .tunnel, reason: reason)
        }
    }

    /// The addresses that are no ordinary ones, those that the analyst trusts, and those about which lists contradict each
    /// other; most domains first.
    func hubs(_ graph: TenureGraph, systems: AutonomousSystems) -> [Hub] {
        verdicts.filter { $0.value.hubClass != .ordinary || $0.value.isJudged || !$0.value.conflicts.isEmpty }
            .map { address, verdict in
                let names = graph.names(on: address)
                return Hub(
                    address: graph.addresses[Int(address)],
                    hubClass: verdict.hubClass,
                    probability: verdict.probability,
                    signs: verdict.signs,
                    conflicts: verdict.conflicts,
                    fanOut: fanOut(of: address),
                    names: names.count,
                    period: names.period,
                    system: systems.system(of: graph.addresses[Int(address)])
                )
            }
            .sorted { ($1.fanOut, $0.address) < ($0.fanOut, $1.address) }
    }
}

extension HubFinder: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(classes, verdicts, fanOut, nature, isEdge, popular)
    }

    init(from columns: inout ColumnReader) throws {
        classes = try columns.read()
        verdicts = try columns.read()
        fanOut = try columns.read()
        nature = try columns.read()
        isEdge = try columns.read()
        popular = try columns.read()
    }
}
