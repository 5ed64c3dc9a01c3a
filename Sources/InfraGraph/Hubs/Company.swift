/// What the classes of other addresses say of one that shows too little by itself.
struct Company: Sendable {
    private let graph: TenureGraph
    private let stays: Stays
    private let classes: [HubClass]
    private let features: [AddressFeatures]

    init(graph: TenureGraph, stays: Stays, classes: [HubClass], features: [AddressFeatures]) {
        self.graph = graph
        self.stays = stays
        self.classes = classes
        self.features = features
    }

    /// The signs that an address takes from the company its domains keep.
    func signs(of address: Int32) -> [HubSign] {
        pool(address) + network(address) + renumbered(address)
    }

    /// Its domains hold addresses of a pool at the same time: a pool's rarely used addresses show nothing by themselves.
    private func pool(_ address: Int32) -> [HubSign] {
        let f = features[Int(address)]
        guard f.fanOut >= 2 || f.held >= 1, f.held >= 0.3 else { return [] }
        var together: [HubClass: Int] = [:]
        var domains = 0
        var previous: Int32 = -1
        for stay in stays.byAddress[address].lazy.map({ Int($0) }) where stays.domain[stay] != previous {
            previous = stays.domain[stay]
            domains += 1
            var seen: Set<HubClass> = []
            for other in stays.stays(of: previous).prefix(64) where stays.address[other] != address {
                let meets = stays.first[other] <= stays.last[stay] && stays.first[stay] <= stays.last[other]
                let hubClass = classes[Int(stays.address[other])]
                if meets, hubClass == .cdn || hubClass == .flux, seen.insert(hubClass).inserted {
                    together[hubClass, default: 0] += 1
                }
            }
        }
        return [HubClass.cdn, .flux].compactMap { hubClass in
            let share = Double(together[hubClass] ?? 0) / Double(max(1, domains))
            guard share > 0 else { return nil }
            let strength = min((share - 0.6) / 0.15, (f.held - 0.6) / 0.2)
            return HubSign(
                hubClass,
                -HubVerdict.prior + min(3, max(-3, strength)),
                "\(percent(share)) of its \(f.fanOut) domains hold known \(hubClass.rawValue) addresses at the same time; each holds \(rounded(f.held)) others"
            )
        }
    }

    /// Its domains rotate through many networks by themselves, and stay no longer here than elsewhere.
    private func network(_ address: Int32) -> [HubSign] {
        let f = features[Int(address)]
        guard f.fluxShare > 0 else { return [] }
        let strength = min((f.fluxShare - 0.6) / 0.15, 3 - f.medianDays)
        return [
            HubSign(
                .flux,
                -HubVerdict.prior + min(3, max(-3, strength)),
                "\(percent(f.fluxShare)) of its \(f.fanOut) domains take ten or more new addresses in a week; median stay \(rounded(f.medianDays)) days"
            )
        ]
    }

    /// Most of its domains came together from a shared server that they were most of, or went to one that began with
    /// them: the provider moved the server.
    ///
    /// A party that leaves shared hosting for a server of its own takes few of the tenants along.
    private func renumbered(_ address: Int32) -> [HubSign] {
        let f = features[Int(address)]
        var signs: [HubSign] = []
        if f.originAddress >= 0, classes[Int(f.originAddress)] == .shared {
            let before = features[Int(f.originAddress)]
            let moved = f.origin * Double(f.fanOut)
            let strength = min((f.origin - 0.5) / 0.1, (moved / max(1, before.company) - 0.5) / 0.1, moved - 4)
            signs.append(moveSign(strength, f.origin, f, "came from", f.originAddress))
        }
        if f.destinationAddress >= 0, classes[Int(f.destinationAddress)] == .shared,
            features[Int(f.destinationAddress)].originAddress == address
        {
            let moved = f.destination * Double(f.fanOut)
            signs.append(
                moveSign(min((f.destination - 0.5) / 0.1, moved - 4), f.destination, f, "went to", f.destinationAddress)
            )
        }
        return signs.max { $0.nats < $1.nats }.map { [$0] } ?? []
    }

    private func moveSign(
        _ strength: Double,
        _ share: Double,
        _ f: AddressFeatures,
        _ verb: String,
        _ other: Int32
    ) -> HubSign {
        HubSign(
            .shared,
            -HubVerdict.prior + min(3, max(-3, strength)),
            "\(percent(share)) of its \(f.fanOut) domains \(verb) the shared server \(graph.addresses[Int(other)]): its provider moved it"
        )
    }
}
