internal import PassiveDNS

/// The class of every address, and the reasons.
struct HubFinder: Sendable {
    /// For each address, its class.
    private(set) var classes: [HubClass]
    /// For each address that is no ordinary one, the reasons.
    private(set) var verdicts: [Int32: HubVerdict] = [:]

    /// Classifies every address by what it is, what its domains' servers say and how its domains behave.
    ///
    /// Linear in the number of stays but for sorting those of one address.
    init(graph: TenureGraph, stays: Stays, delegations: Delegations, settings: AnalysisSettings) {
        classes = Array(repeating: .ordinary, count: graph.addresses.count)
        var isBogon = [Bool](repeating: false, count: graph.addresses.count)
        for (index, address) in graph.addresses.enumerated() {
            isBogon[index] = address.specialPurpose != nil || PublicResolver.named(address) != nil
        }
        let signs = StaySigns(stays, graph: graph, isBogon: isBogon, settings: settings)
        var sweep = FeatureSweep(
            graph: graph,
            stays: stays,
            signs: signs,
            delegations: delegations,
            settings: settings
        )
        let rules = HubRules(settings: settings)
        var features: [AddressFeatures] = []
        features.reserveCapacity(graph.addresses.count)
        for index in 0..<Int32(graph.addresses.count) {
            let found = sweep.features(of: index)
            features.append(found)
            let verdict =
                rules.byNature(graph.addresses[Int(index)]) ?? rules.byServers(found) ?? rules.byBehaviour(found)
            if let verdict { record(verdict, for: index, found) }
        }
        inheritFromCompany(graph: graph, stays: stays, features: features, rules: rules)
    }

    mutating func record(_ verdict: HubVerdict, for address: Int32, _ features: AddressFeatures) {
        var verdict = verdict
        verdict.features = features
        classes[Int(address)] = verdict.hubClass
        verdicts[address] = verdict
    }

    /// An address with too few domains to judge takes the class of the hubs that its domains hold beside it.
    ///
    /// A pool's rarely used addresses, and the second address of a parking service, show nothing by themselves.
    private mutating func inheritFromCompany(
        graph: TenureGraph,
        stays: Stays,
        features: [AddressFeatures],
        rules: HubRules
    ) {
        let settled = classes
        for index in 0..<Int32(graph.addresses.count) where settled[Int(index)] == .ordinary {
            let mine = stays.byAddress[index]
            guard features[Int(index)].fanOut >= 2 || features[Int(index)].held >= 1 else { continue }
            var company: [HubClass: Int] = [:]
            var domains = 0
            var previous: Int32 = -1
            for stay in mine.lazy.map({ Int($0) }) where stays.domain[stay] != previous {
                previous = stays.domain[stay]
                domains += 1
                var seen: Set<HubClass> = []
                for other in stays.stays(of: previous).prefix(64) where stays.address[other] != index {
                    let together =
                        stays.first[other] <= stays.last[stay] && stays.first[stay] <= stays.last[other]
                    let hubClass = settled[Int(stays.address[other])]
                    if together, hubClass == .cdn || hubClass == .flux, seen.insert(hubClass).inserted {
                        company[hubClass, default: 0] += 1
                    }
                }
            }
            for hubClass in [HubClass.cdn, .flux] {
                let share = Double(company[hubClass] ?? 0) / Double(max(1, domains))
                if let verdict = rules.byCompany(hubClass, share: share, features[Int(index)]) {
                    record(verdict, for: index, features[Int(index)])
                    break
                }
            }
        }
    }

    /// The addresses left out of linking, those that need care, and those that the analyst trusts; most domains first.
    func hubs(_ graph: TenureGraph) -> [Hub] {
        verdicts.filter {
            $0.value.hubClass.isLeftOut || $0.value.hubClass == .flux || $0.value.hubClass == .dyndns
                || $0.value.isJudged
        }
        .map { address, verdict in
            Hub(
                address: graph.addresses[Int(address)],
                hubClass: verdict.hubClass,
                confidence: verdict.confidence,
                evidence: verdict.evidence,
                fanOut: verdict.features.fanOut,
                names: verdict.features.names,
                period: Period(
                    first: Timestamp(seconds: verdict.features.first),
                    last: Timestamp(seconds: verdict.features.last)
                )
            )
        }
        .sorted { ($1.fanOut, $0.address) < ($0.fanOut, $1.address) }
    }
}
