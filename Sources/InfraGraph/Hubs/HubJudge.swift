internal import PassiveDNS

/// Weighs everything that is known of an address: what it is by its number, how its domains behave, what their servers
/// and published lists say, and what company they keep.
struct HubJudge: Sendable {
    let settings: AnalysisSettings
    let lists: ListIndex
    let names: NameIndex
    /// How far the data's time shows behaviour, 0…1; see ``TenureGraph/coverage``.
    let coverage: Double

    /// What an address was judged to be; `company` gives the signs from the classes of other addresses, in words or without.
    func verdict(
        _ address: IPAddress,
        _ f: AddressFeatures,
        company: (_ tells: Bool) -> [HubSign] = { _ in [] }
    ) -> HubVerdict {
        let verdict = weighed(address, f, company: company(false), tells: false)
        return verdict.isKept ? weighed(address, f, company: company(true), tells: true) : verdict
    }

    private func weighed(
        _ address: IPAddress,
        _ f: AddressFeatures,
        company: [HubSign],
        tells: Bool
    ) -> HubVerdict {
        if let purpose = address.specialPurpose {
            return HubVerdict(.bogon, 1, "the address is set aside for \(purpose)")
        }
        if let resolver = PublicResolver.named(address) {
            return HubVerdict(.resolver, 0.99, "the address is the public resolver \(resolver), which hosts no names")
        }
        if f.tunnel >= 0 {
            return HubVerdict(
                .tunnel,
                0.98,
                "an answer of the tunnel below \(names.domainName(f.tunnel)): data, not a host"
            )
        }
        let listed = listSigns(address)
        let signs =
            BehaviourRules(settings: settings, tells: tells).signs(f) + crowdSigns(f, tells) + serverSigns(f, tells)
            + listed.signs + company
        return HubVerdict(weighing: signs, conflicts: listed.conflicts)
    }

    /// What the number of domains says by itself, where the data cover too little time for them to behave in any way.
    ///
    /// Of pairs of reported names that shared an address of at most 100 domains 78 % were reported together, without that
    /// limit 22 % (`docs/accuracy.md`, real reports).
    private func crowdSigns(_ f: AddressFeatures, _ tells: Bool) -> [HubSign] {
        let lack = 1 - 2 * coverage
        guard lack > 0, f.fanOut >= settings.leastFanOut else { return [] }
        return [
            HubSign(
                .shared,
                lack * 2 * logarithm(Double(f.fanOut) / 20),
                told: tells,
                "\(counted(f.fanOut, "registrable domain")), and too short a time to see how they behave"
            )
        ]
    }

    // MARK: - Name servers

    /// What the name servers and aliases of the domains say while the domains are on the address.
    private func serverSigns(_ f: AddressFeatures, _ tells: Bool) -> [HubSign] {
        var signs: [HubSign] = []
        for (hubClass, share) in [(HubClass.sinkhole, f.sinkholeServers), (.parking, f.parkingServers)] where share > 0
        {
            // From three of ten domains on the service speaks for the whole address.
            let nats = share >= 0.3 ? 3 + min(2.5, (share - 0.3) / 0.2) : 10 * share
            let who = f.operatorName.isEmpty ? "" : " (\(f.operatorName))"
            let what = hubClass == .sinkhole ? "a sinkhole" : "a parking service"
            signs.append(
                HubSign(
                    hubClass,
                    nats,
                    told: tells,
                    "\(percent(share)) of \(counted(f.fanOut, "domain")) use name servers of \(what)\(who) while here"
                )
            )
        }
        for (hubClass, share) in [(HubClass.sinkhole, f.listedSinkholeServers), (.parking, f.listedParkingServers)]
        where share > 0 {
            signs.append(
                HubSign(
                    hubClass,
                    2 * share,
                    told: tells,
                    "\(percent(share)) of \(counted(f.fanOut, "domain")) use name servers that \"\(f.serverList)\" calls \(hubClass.rawValue)"
                )
            )
        }
        return signs
    }

    // MARK: - Lists

    /// What lists say of an address itself, and where they contradict each other.
    ///
    /// Lists copy each other, so only the strongest hit of a class counts. What claims that an address belongs to one
    /// service alone loses 2 nats inside a range that its provider hands out to everybody.
    private func listSigns(_ address: IPAddress) -> (signs: [HubSign], conflicts: [String]) {
        let hits = lists.hits(address)
        guard !hits.isEmpty else { return ([], []) }
        var signs: [HubSign] = []
        var conflicts: [String] = []
        let provider = [ListClass.cdn, .cloud].lazy.compactMap { wanted in
            hits.first { lists.lists[$0.list].listClass == wanted }
        }.first
        for listClass in ListClass.allCases {
            guard let hubClass = HubClass(listClass) else { continue }
            let mine = hits.filter { lists.lists[$0.list].listClass == listClass }
            guard let best = mine.max(by: { $0.nats < $1.nats }) else { continue }
            let also = mine.count > 1 ? ", and by \(counted(mine.count - 1, "other list"))" : ""
            let name = lists.lists[best.list].name
            signs.append(
                HubSign(hubClass, best.nats, "listed as \(listClass.rawValue) by \"\(name)\" (\(best.entry))\(also)")
            )
            if let provider, listClass.isExclusive {
                let range = lists.lists[provider.list]
                let text =
                    "listed as \(listClass.rawValue) by \"\(name)\", but inside \(provider.entry), a \(range.listClass.rawValue) range by \"\(range.name)\": conflict"
                signs.append(HubSign(hubClass, -2, text))
                conflicts.append(text)
            }
        }
        return (signs, conflicts)
    }
}

extension ListClass {
    /// Whether an address of this class serves nothing else, so that a provider's range around it contradicts.
    fileprivate var isExclusive: Bool {
        switch self {
        case .sinkhole, .parking, .resolver, .rewrite: true
        case .cdn, .cloud, .shared, .dyndns, .bogon, .popular: false
        }
    }
}

extension HubClass {
    /// The class of addresses that a list of a class holds, or `nil` where it says nothing of how they are shared.
    init?(_ listClass: ListClass) {
        switch listClass {
        case .sinkhole: self = .sinkhole
        case .parking: self = .parking
        case .cdn: self = .cdn
        case .shared: self = .shared
        case .dyndns: self = .dyndns
        case .resolver: self = .resolver
        case .rewrite: self = .rewrite
        case .bogon: self = .bogon
        case .cloud, .popular: return nil
        }
    }
}
