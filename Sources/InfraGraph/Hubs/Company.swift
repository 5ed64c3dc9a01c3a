/// What the classes of other addresses say of one that shows too little by itself.
struct Company: Sendable {
    private let graph: TenureGraph
    private let stays: Stays
    private let signs: [StaySign]
    private let classes: [HubClass]
    private let features: [AddressFeatures]
    private let rules: HubRules

    init(
        graph: TenureGraph,
        stays: Stays,
        signs: [StaySign],
        classes: [HubClass],
        features: [AddressFeatures],
        rules: HubRules
    ) {
        self.graph = graph
        self.stays = stays
        self.signs = signs
        self.classes = classes
        self.features = features
        self.rules = rules
    }

    /// What an address is, where nothing is known of it so far and its company tells that it is no ordinary one.
    func verdict(of address: Int32, by judge: HubJudge) -> HubVerdict? {
        guard classes[Int(address)] == .ordinary else { return nil }
        let settled = settled(address)
        let signs = signs(of: address, tells: false)
        guard !signs.isEmpty || settled.final > features[Int(address)].final else { return nil }
        let verdict = judge.verdict(graph.addresses[Int(address)], settled) { tells in
            tells ? self.signs(of: address, tells: true) : signs
        }
        return verdict.isKept ? verdict : nil
    }

    /// The signs that an address takes from the company its domains keep, in words or without.
    private func signs(of address: Int32, tells: Bool) -> [HubSign] {
        pool(address, tells) + network(address, tells) + renumbered(address, tells)
    }

    /// Its names hold addresses of a pool at the same time: a pool's rarely used addresses show nothing by themselves.
    private func pool(_ address: Int32, _ tells: Bool) -> [HubSign] {
        let f = features[Int(address)]
        guard f.fanOut >= 2 || f.held >= 1, f.paired >= 0.3 else { return [] }
        var together: [HubClass: Int] = [:]
        var domains = 0
        var previous: Int32 = -1
        var seen: Set<HubClass> = []
        for tenure in graph.byAddress[address].lazy.map({ Int($0) }) {
            let name = graph.name[tenure]
            if graph.names.domains[Int(name)] != previous {
                previous = graph.names.domains[Int(name)]
                domains += 1
                seen = []
            }
            for other in graph.tenures(of: name).prefix(64).lazy.map({ Int($0) })
            where graph.address[other] != address {
                let meets = graph.first[other] <= graph.last[tenure] && graph.first[tenure] <= graph.last[other]
                let hubClass = classes[Int(graph.address[other])]
                if meets, hubClass == .cdn || hubClass == .flux, seen.insert(hubClass).inserted {
                    together[hubClass, default: 0] += 1
                }
            }
        }
        return [HubClass.cdn, .flux].compactMap { hubClass in
            let share = Double(together[hubClass] ?? 0) / Double(max(1, domains))
            guard share > 0 else { return nil }
            return HubSign(
                hubClass,
                -HubVerdict.prior + min(3, max(-3, (share - rules.poolShare) / 0.15)),
                told: tells,
                "names of \(percent(share)) of its \(f.fanOut) domains hold known \(hubClass.rawValue) addresses at the same time"
            )
        }
    }

    /// Its domains rotate through many networks by themselves, and stay no longer here than elsewhere.
    private func network(_ address: Int32, _ tells: Bool) -> [HubSign] {
        let f = features[Int(address)]
        guard f.fluxShare > 0 else { return [] }
        let strength = min((f.fluxShare - rules.fluxShare) / 0.15, 3 - f.medianDays)
        return [
            HubSign(
                .flux,
                -HubVerdict.prior + min(3, max(-3, strength)),
                told: tells,
                "\(percent(f.fluxShare)) of its \(f.fanOut) domains take ten or more new addresses in a week; median stay \(rounded(f.medianDays)) days"
            )
        ]
    }

    /// What an address is like once names that left together for a sinkhole, or for one address of no known class, count as
    /// staying: a sinkhole that moves takes all along.
    func settled(_ address: Int32) -> AddressFeatures {
        var f = features[Int(address)]
        guard f.leaving >= 4, f.leftTogether >= rules.movedTogether else { return f }
        let seized = neighbours(address, { $0.next }).count { next in
            classes[Int(next)] == .sinkhole
                || (next == f.destinationAddress && f.destination >= rules.movedShare
                    && classes[Int(next)] == .ordinary)
        }
        f.final = min(1, f.final + Double(seized) / Double(max(1, f.fanOut)))
        return f
    }

    /// Most of its domains came together from a hub where nobody stayed behind, or went together to a shared server that
    /// began with them: the provider moved it.
    ///
    /// A party that leaves a hub for a server of its own takes few of the others along.
    private func renumbered(_ address: Int32, _ tells: Bool) -> [HubSign] {
        let f = features[Int(address)]
        var found: [HubSign] = []
        if f.coming >= 4 {
            let before = neighbours(address, { $0.previous }).filter {
                features[Int($0)].leftTogether >= rules.movedTogether
            }
            for hubClass in [HubClass.sinkhole, .shared] {
                let share = Double(before.count { classes[Int($0)] == hubClass }) / Double(max(1, f.fanOut))
                let strength = min(
                    (f.cameTogether - rules.movedTogether) / 0.1,
                    (share - rules.movedShare) / 0.1,
                    Double(f.coming - 4)
                )
                if share > 0 { found.append(moveSign(hubClass, strength, share, f, "came from", tells)) }
            }
        }
        if f.leaving >= 4, f.destinationAddress >= 0, classes[Int(f.destinationAddress)] == .shared,
            features[Int(f.destinationAddress)].originAddress == address
        {
            let strength = min(
                (f.leftTogether - rules.movedTogether) / 0.1,
                (f.destination - rules.movedShare) / 0.1,
                Double(f.leaving - 4)
            )
            found.append(moveSign(.shared, strength, f.destination, f, "went to", tells))
        }
        return [HubClass.sinkhole, .shared].compactMap { hubClass in
            found.filter { $0.hubClass == hubClass }.max { $0.nats < $1.nats }
        }
    }

    /// The addresses that the domains on an address came from or went to, once a stay.
    private func neighbours(_ address: Int32, _ neighbour: (StaySign) -> Int32) -> [Int32] {
        stays.byAddress[address].compactMap { stay in
            let other = neighbour(signs[Int(stay)])
            return other < 0 ? nil : stays.address[Int(other)]
        }
    }

    private func moveSign(
        _ hubClass: HubClass,
        _ strength: Double,
        _ share: Double,
        _ f: AddressFeatures,
        _ verb: String,
        _ tells: Bool
    ) -> HubSign {
        HubSign(
            hubClass,
            -HubVerdict.prior + min(3, max(-3, strength)),
            told: tells,
            "\(percent(share)) of its \(f.fanOut) domains \(verb) \(hubClass.rawValue) addresses together: its provider moved"
        )
    }
}
