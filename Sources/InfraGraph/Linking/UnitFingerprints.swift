internal import PassiveDNS

/// What the links of units are told from, in as few bits as tell whether it is the same in two analyses.
///
/// Numbers of units, addresses and servers are others in each analysis, so all goes in by what it stands for. The order of
/// units, places and presences, which decides between equals, follows from texts, addresses and times, and is the same.
struct UnitFingerprints: Sendable {
    let seed: FingerprintSeed
    /// For each unit: of what is its own; different for all units of an analysis.
    let own: [Fingerprint]
    /// For each unit: of all company at its places, itself among it; none for those of which the analyst said something.
    private(set) var whole: [Fingerprint]

    /// Makes the fingerprints; linear in the number of presences and delegations.
    init(_ judge: PairJudge, seed: FingerprintSeed) {
        let owner = OwnFingerprints(judge, seed: seed)
        let (presences, networkSize) = (judge.presences, judge.places.networkSize)
        let own = Parallel.map(judge.units.count) { units in units.map { owner.fingerprint(of: Int32($0)) } }
        let company = Parallel.map(presences.byPlace.groupCount) { places in
            places.map { place in
                let size = networkSize[Int32(place)] ?? 1
                return Self.company(presences.byPlace[Int32(place)], ofNetwork: size, presences, own, seed)
            }
        }
        whole = Parallel.map(judge.units.count) { units in
            units.map { unit in
                var maker = FingerprintMaker(seed)
                for presence in presences.presences(of: Int32(unit)) {
                    maker.add(company[Int(presences.place[presence])].value)
                }
                return maker.fingerprint
            }
        }
        for unit in judge.judged.units { whole[Int(unit)] = .none }
        self.own = own
        self.seed = seed
    }

    /// Of who was at a place, in the order in which they came; their own fingerprints tell where it is, and when they were there.
    private static func company(
        _ present: ArraySlice<Int32>,
        ofNetwork size: Int,
        _ presences: Presences,
        _ own: [Fingerprint],
        _ seed: FingerprintSeed
    ) -> Fingerprint {
        guard !present.isEmpty else { return .none }
        var maker = FingerprintMaker(seed)
        maker.add(size)
        for presence in present { maker.add(own[Int(presences.unit[Int(presence)])].value) }
        return maker.fingerprint
    }
}

/// Makes fingerprints of what the judge reads of one unit alone.
private struct OwnFingerprints: Sendable {
    private let seed: FingerprintSeed
    private let judge: PairJudge
    // Columns that are read for each unit: through the judge, each reading would count references.
    private let names: NameIndex
    private let addresses: [IPAddress]
    private let units: Units
    private let presences: Presences
    /// For each unit: its place among those of its domain.
    private let ordinal: [Int32]
    private let servers: [Fingerprint]

    init(_ judge: PairJudge, seed: FingerprintSeed) {
        self.seed = seed
        self.judge = judge
        names = judge.graph.names
        addresses = judge.graph.addresses
        units = judge.units
        presences = judge.presences
        ordinal = Self.ordinals(judge.units.domain)
        servers = Self.fingerprints(of: judge.delegations, seed)
    }

    /// For each unit: its place among those of its domain, which follow each other.
    private static func ordinals(_ domain: [Int32]) -> [Int32] {
        var ordinal = [Int32](repeating: 0, count: domain.count)
        for unit in domain.indices.dropFirst() where domain[unit] == domain[unit - 1] {
            ordinal[unit] = ordinal[unit - 1] + 1
        }
        return ordinal
    }

    /// Of each server: of its name, and of what it says for kinship that two domains share it.
    private static func fingerprints(of delegations: Delegations, _ seed: FingerprintSeed) -> [Fingerprint] {
        (0..<Int32(delegations.servers.count)).map { server in
            var maker = FingerprintMaker(seed)
            delegations.servers.withBytes(of: server) { maker.add($0) }
            maker.add(delegations.known[Int(server)] != nil)
            maker.add(min(Int(delegations.fanOut[Int(server)]), PairFeatures.mostServed))
            return maker.fingerprint
        }
    }

    func fingerprint(of unit: Int32) -> Fingerprint {
        var maker = FingerprintMaker(seed)
        names.withText(of: units.domain[Int(unit)]) { maker.add(UnsafeRawBufferPointer(rebasing: $0)) }
        maker.add(ordinal[Int(unit)])
        maker.add(units.first[Int(unit)])
        maker.add(units.last[Int(unit)])
        addPresences(of: unit, to: &maker)
        addServers(of: unit, to: &maker)
        addRegistration(of: unit, to: &maker)
        addDoubts(of: unit, to: &maker)
        return maker.fingerprint
    }

    private func addPresences(of unit: Int32, to maker: inout FingerprintMaker) {
        let mine = presences.presences(of: unit)
        maker.add(mine.count)
        for presence in mine {
            maker.add(addresses[Int(presences.place[presence])].value)
            maker.add(presences.first[presence])
            maker.add(presences.last[presence])
        }
    }

    /// Adds the unit's servers, whose order is another one in each analysis.
    private func addServers(of unit: Int32, to maker: inout FingerprintMaker) {
        var sum: UInt128 = 0
        var count = 0
        var previous: Int32 = -1
        for server in judge.servers(of: unit) where server != previous {
            sum &+= servers[Int(server)].value
            count += 1
            previous = server
        }
        maker.add(count)
        maker.add(sum)
    }

    private func addRegistration(of unit: Int32, to maker: inout FingerprintMaker) {
        guard let registration = judge.registration(of: unit) else {
            maker.add(false)
            return
        }
        maker.add(true)
        maker.add(registration.registrant)
        maker.add(min(judge.registrations.fanOut(ofRegistrant: registration.registrant), PairFeatures.mostRegistered))
        maker.add(registration.created?.seconds ?? .min)
        maker.add(registration.registrar)
        let company = judge.bursts.company(of: unit)
        maker.add(company?.all ?? 0)
        maker.add(company?.ofRegistrar ?? 0)
    }

    private func addDoubts(of unit: Int32, to maker: inout FingerprintMaker) {
        for doubt in judge.ownership.doubtfulMoments(of: units.domain[Int(unit)]) {
            maker.add(doubt.at)
            maker.add(doubt.probability.bitPattern)
        }
    }
}
