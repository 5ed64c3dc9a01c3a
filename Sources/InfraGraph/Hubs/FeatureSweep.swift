internal import PassiveDNS

/// Computes the features of addresses, one at a time, in one pass over their stays.
struct FeatureSweep: Sendable {
    private let graph: TenureGraph
    private let stays: Stays
    private let signs: [StaySign]
    private let pools: Pools
    private let delegations: Delegations
    private let nature: DomainNature
    private let networks: Networks
    private let settings: AnalysisSettings
    private var domainStamp: [Int32]
    private var addressStamp: [Int32]
    private var networkStamp: [Int32]

    /// Domains with more stays than this have the rest of their other addresses left uncounted, which bounds the work.
    private static let mostStaysLookedAt = 64

    init(
        graph: TenureGraph,
        stays: Stays,
        signs: [StaySign],
        pools: Pools,
        delegations: Delegations,
        nature: DomainNature,
        networks: Networks,
        settings: AnalysisSettings
    ) {
        self.graph = graph
        self.stays = stays
        self.signs = signs
        self.pools = pools
        self.delegations = delegations
        self.nature = nature
        self.networks = networks
        self.settings = settings
        domainStamp = Array(repeating: -1, count: graph.names.domainCount)
        addressStamp = Array(repeating: -1, count: graph.addresses.count)
        networkStamp = Array(repeating: -1, count: networks.count)
    }

    /// The features of an address.
    mutating func features(of address: Int32) -> AddressFeatures {
        var features = AddressFeatures()
        let mine = stays.byAddress[address]
        var firstStays: [Int] = []
        var days: [Double] = []
        var flows: [Int32: (arriving: Int, leaving: Int)] = [:]
        var servers = (sinkhole: 0, parking: 0, listedSinkhole: 0, listedParking: 0)
        var counts = (past: 0, new: 0, final: 0, watched: 0, dynamic: 0, flux: 0)
        addressStamp[Int(address)] = address
        for stay in mine.lazy.map({ Int($0) }) {
            let domain = stays.domain[stay]
            features.first = min(features.first, stays.first[stay])
            features.last = max(features.last, stays.last[stay])
            days.append(Double(stays.last[stay] - stays.first[stay]) / Double(Timestamp.day))
            if let from = addressBefore(stay) { flows[from, default: (0, 0)].arriving += 1 }
            if let to = addressAfter(stay) { flows[to, default: (0, 0)].leaving += 1 }
            guard domainStamp[Int(domain)] != address else { continue }
            domainStamp[Int(domain)] = address
            firstStays.append(stay)
            if signs[stay].hasPast { counts.past += 1 }
            if signs[stay].isNew { counts.new += 1 }
            if signs[stay].isFinal { counts.final += 1 }
            if graph.names.isUnderPrivateSuffix[Int(domain)] || nature.isListedDynamic[Int(domain)] {
                counts.dynamic += 1
            }
            if nature.kinds[Int(domain)] == .flux { counts.flux += 1 }
            var life = (first: stays.first[stay], last: stays.last[stay])
            for other in stays.stays(of: domain).prefix(Self.mostStaysLookedAt) {
                life = (min(life.first, stays.first[other]), max(life.last, stays.last[other]))
                let elsewhere = Int(stays.address[other])
                guard addressStamp[elsewhere] != address else { continue }
                addressStamp[elsewhere] = address
                features.others += 1
                let network = Int(networks.ofAddress[elsewhere])
                guard networkStamp[network] != address else { continue }
                networkStamp[network] = address
                features.networks += 1
            }
            if life.last - life.first >= 7 * Timestamp.day { counts.watched += 1 }
            if let service = service(of: domain, stay) {
                switch (service.hubClass, service.isListed) {
                case (.sinkhole, false): servers.sinkhole += 1
                case (.sinkhole, true): servers.listedSinkhole += 1
                case (_, false): servers.parking += 1
                case (_, true): servers.listedParking += 1
                }
                if service.isListed {
                    if features.serverList.isEmpty { features.serverList = service.operatorName }
                } else if features.operatorName.isEmpty {
                    features.operatorName = service.operatorName
                }
            }
        }
        guard !firstStays.isEmpty else { return features }
        let domains = Double(firstStays.count)
        features.fanOut = firstStays.count
        features.past = Double(counts.past) / domains
        features.new = Double(counts.new) / domains
        features.final = Double(counts.final) / domains
        features.watched = Double(counts.watched) / domains
        features.underPrivateSuffix = Double(counts.dynamic) / domains
        features.fluxShare = Double(counts.flux) / domains
        features.sinkholeServers = Double(servers.sinkhole) / domains
        features.parkingServers = Double(servers.parking) / domains
        features.listedSinkholeServers = Double(servers.listedSinkhole) / domains
        features.listedParkingServers = Double(servers.listedParking) / domains
        let life = Double(features.last - features.first) / Double(Timestamp.day)
        features.company = days.reduce(0, +) / max(1, life)
        features.circulating = Double(flows.values.reduce(0) { $0 + 2 * min($1.arriving, $1.leaving) }) / domains
        let origin = flows.max { ($0.value.arriving, $1.key) < ($1.value.arriving, $0.key) }
        features.origin = Double(origin?.value.arriving ?? 0) / domains
        if let origin, origin.value.arriving > 0 { features.originAddress = origin.key }
        features.pool = flows.values.count { min($0.arriving, $0.leaving) >= 2 }
        days.sort()
        features.medianDays = days[days.count / 2]
        // Customers whom their host moves to another server come and go together too: that is no burst of theirs.
        let host = features.origin >= 0.2 ? features.originAddress : -1
        let arrivals = firstStays.filter { host < 0 || addressBefore($0) != host }.map { stays.first[$0] }
        let opening = graph.begin + 14 * Timestamp.day
        let bursts = Bursts(days: settings.burstDays)
        let known = arrivals.filter { $0 > opening }
        features.burst = bursts.share(known)
        features.arrivalsKnown = Double(known.count) / domains
        let target = flows.max { ($0.value.leaving, $1.key) < ($1.value.leaving, $0.key) }
        features.destination = Double(target?.value.leaving ?? 0) / domains
        if let target, target.value.leaving > 0 { features.destinationAddress = target.key }
        let heir = features.destination >= 0.2 ? features.destinationAddress : -1
        let closing = graph.end - 14 * Timestamp.day
        features.departureBurst = bursts.share(
            firstStays.filter { heir < 0 || addressAfter($0) != heir }.map { stays.last[$0] }.filter { $0 < closing }
        )
        features.passing = Double(firstStays.count { passes($0, from: host, to: heir) }) / domains
        together(mine, &features)
        alone(mine, firstStays, &features)
        pools.measure(address, into: &features)
        features.peak = peak(mine)
        (features.names, features.tunnel) = names(on: address)
        return features
    }

    private func addressBefore(_ stay: Int) -> Int32? {
        signs[stay].previous < 0 ? nil : stays.address[Int(signs[stay].previous)]
    }

    private func addressAfter(_ stay: Int) -> Int32? {
        signs[stay].next < 0 ? nil : stays.address[Int(signs[stay].next)]
    }

    /// The sinkhole or parking service that a domain was delegated or aliased to during a stay.
    private func service(of domain: Int32, _ stay: Int) -> KnownService? {
        for row in delegations.byDomain[domain].lazy.map({ Int($0) }) {
            guard let service = delegations.known[Int(delegations.server[row])] else { continue }
            let common =
                min(delegations.last[row], stays.last[stay]) - max(delegations.first[row], stays.first[stay])
            // Most of the stay; a single sighting may lie just outside what was seen of the servers.
            if 2 * (common + 3 * Timestamp.day) >= stays.last[stay] - stays.first[stay] + 6 * Timestamp.day {
                return service
            }
        }
        return nil
    }

    /// Whether a domain is here on its way: before it is first used, after it was last used, or between.
    private func passes(_ stay: Int, from host: Int32, to heir: Int32) -> Bool {
        let before = addressBefore(stay)
        let after = addressAfter(stay)
        if let before, before == after { return true }
        if signs[stay].isNew, !signs[stay].isFinal { return after != heir || heir < 0 }
        return signs[stay].isFinal && signs[stay].hasPast && stays.last[stay] < graph.end - 30 * Timestamp.day
            && (before != host || host < 0)
    }

    /// The moment at which most of those here may have left, or come, together: between the last sighting before a move and
    /// the first one after it.
    private func together(_ mine: ArraySlice<Int32>, _ features: inout AddressFeatures) {
        var leaving: [(Int64, Int64)] = []
        var coming: [(Int64, Int64)] = []
        for stay in mine.lazy.map({ Int($0) }) {
            let (before, after) = (Int(signs[stay].previous), Int(signs[stay].next))
            if after >= 0 { leaving.append((stays.last[stay], stays.first[after])) }
            if before >= 0 { coming.append((stays.last[before], stays.first[stay])) }
        }
        (features.leaving, features.leftTogether) = together(leaving, of: mine)
        (features.coming, features.cameTogether) = together(coming, of: mine)
    }

    /// How many of some moves fall on one moment, and their share of those who were there then.
    private func together(_ moves: [(Int64, Int64)], of mine: ArraySlice<Int32>) -> (count: Int, share: Double) {
        let slack = 2 * Timestamp.day
        guard let (moment, count) = Bursts.mostAt(moves, slack: slack) else { return (0, 0) }
        var others = 0
        for stay in mine.lazy.map({ Int($0) })
        where stays.first[stay] < moment - slack && stays.last[stay] > moment + slack { others += 1 }
        return (count, Double(count) / Double(count + others))
    }

    /// How much of an address one sensor alone saw, and how much of the rest of its domains' lives.
    private func alone(_ mine: ArraySlice<Int32>, _ firstStays: [Int], _ features: inout AddressFeatures) {
        var bySensor: [Int32: Int] = [:]
        for stay in mine where stays.loneSensor[Int(stay)] >= 0 {
            bySensor[stays.loneSensor[Int(stay)], default: 0] += 1
        }
        guard let (sensor, count) = bySensor.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return }
        features.alone = Double(count) / Double(mine.count)
        var (alone, all) = (0, 0)
        for stay in firstStays {
            for other in stays.stays(of: stays.domain[stay]).prefix(Self.mostStaysLookedAt)
            where stays.address[other] != stays.address[stay] {
                all += 1
                if stays.loneSensor[other] == sensor { alone += 1 }
            }
        }
        features.aloneElsewhere = all == 0 ? 1 : Double(alone) / Double(all)
    }

    /// The most stays at one time.
    private func peak(_ mine: ArraySlice<Int32>) -> Int {
        let starts = mine.map { stays.first[Int($0)] }.sorted()
        let ends = mine.map { stays.last[Int($0)] }.sorted()
        var open = 0
        var most = 0
        var closed = 0
        for start in starts {
            open += 1
            while closed < ends.count, ends[closed] < start {
                closed += 1
                open -= 1
            }
            most = max(most, open)
        }
        return most
    }

    /// Distinct names on an address, whose tenures are sorted by name, and the tunnel that all of them belong to.
    private func names(on address: Int32) -> (count: Int, tunnel: Int32) {
        var count = 0
        var tunnel: Int32 = -1
        var isTunnel = true
        var previous: Int32 = -1
        for tenure in graph.byAddress[address] where graph.name[Int(tenure)] != previous {
            previous = graph.name[Int(tenure)]
            count += 1
            if nature.isTunnelName[Int(previous)] {
                tunnel = graph.names.domains[Int(previous)]
            } else {
                isTunnel = false
            }
        }
        return (count, isTunnel ? tunnel : -1)
    }
}
