internal import PassiveDNS

/// Computes the features of addresses, one at a time, in one pass over their stays.
struct FeatureSweep {
    private let graph: TenureGraph
    private let stays: Stays
    private let signs: StaySigns
    private let delegations: Delegations
    private let settings: AnalysisSettings
    private var domainStamp: [Int32]
    private var addressStamp: [Int32]

    /// Domains with more stays than this have the rest of their other addresses left uncounted, which bounds the work.
    private static let mostStaysLookedAt = 64

    init(
        graph: TenureGraph,
        stays: Stays,
        signs: StaySigns,
        delegations: Delegations,
        settings: AnalysisSettings
    ) {
        self.graph = graph
        self.stays = stays
        self.signs = signs
        self.delegations = delegations
        self.settings = settings
        domainStamp = Array(repeating: -1, count: graph.names.domainCount)
        addressStamp = Array(repeating: -1, count: graph.addresses.count)
    }

    /// The features of an address.
    mutating func features(of address: Int32) -> AddressFeatures {
        var features = AddressFeatures()
        let mine = stays.byAddress[address]
        var firstStays: [Int] = []
        var days: [Double] = []
        var flows: [Int32: (arriving: Int, leaving: Int)] = [:]
        var sinkholes = 0
        var parking = 0
        var counts = (past: 0, new: 0, final: 0, watched: 0, contradicted: 0, underPrivateSuffix: 0)
        addressStamp[Int(address)] = address
        for stay in mine.lazy.map({ Int($0) }) {
            let domain = stays.domain[stay]
            features.first = min(features.first, stays.first[stay])
            features.last = max(features.last, stays.last[stay])
            features.held += Double(signs.held[stay])
            days.append(Double(stays.last[stay] - stays.first[stay]) / Double(Timestamp.day))
            if signs.isContradicted[stay] { counts.contradicted += 1 }
            if signs.previous[stay] >= 0 { flows[signs.previous[stay], default: (0, 0)].arriving += 1 }
            if signs.next[stay] >= 0 { flows[signs.next[stay], default: (0, 0)].leaving += 1 }
            guard domainStamp[Int(domain)] != address else { continue }
            domainStamp[Int(domain)] = address
            firstStays.append(stay)
            if signs.hasPast[stay] { counts.past += 1 }
            if signs.isNew[stay] { counts.new += 1 }
            if signs.isFinal[stay] { counts.final += 1 }
            if graph.names.isUnderPrivateSuffix[Int(domain)] { counts.underPrivateSuffix += 1 }
            var life = (first: stays.first[stay], last: stays.last[stay])
            for other in stays.stays(of: domain).prefix(Self.mostStaysLookedAt) {
                life = (min(life.first, stays.first[other]), max(life.last, stays.last[other]))
                let elsewhere = Int(stays.address[other])
                guard addressStamp[elsewhere] != address else { continue }
                addressStamp[elsewhere] = address
                features.others += 1
            }
            if life.last - life.first >= 7 * Timestamp.day { counts.watched += 1 }
            if let service = service(of: domain, stay) {
                if service.hubClass == .sinkhole { sinkholes += 1 } else { parking += 1 }
                if features.operatorName.isEmpty { features.operatorName = service.operatorName }
            }
        }
        guard !firstStays.isEmpty else { return features }
        let domains = Double(firstStays.count)
        features.fanOut = firstStays.count
        features.held /= Double(mine.count)
        features.past = Double(counts.past) / domains
        features.new = Double(counts.new) / domains
        features.final = Double(counts.final) / domains
        features.watched = Double(counts.watched) / domains
        features.contradicted = Double(counts.contradicted) / Double(mine.count)
        features.underPrivateSuffix = Double(counts.underPrivateSuffix) / domains
        features.sinkholeServers = Double(sinkholes) / domains
        features.parkingServers = Double(parking) / domains
        let life = Double(features.last - features.first) / Double(Timestamp.day)
        features.company = days.reduce(0, +) / max(1, life)
        features.circulating = Double(flows.values.reduce(0) { $0 + 2 * min($1.arriving, $1.leaving) }) / domains
        features.origin = Double(flows.values.map(\.arriving).max() ?? 0) / domains
        features.destination = Double(flows.values.map(\.leaving).max() ?? 0) / domains
        features.pool = flows.values.count { min($0.arriving, $0.leaving) >= 2 }
        days.sort()
        features.medianDays = days[days.count / 2]
        // Customers whom their host moves to another server come together too: that is no burst of theirs.
        let most = flows.max { ($0.value.arriving, $1.key) < ($1.value.arriving, $0.key) }
        let host = most.map { Double($0.value.arriving) >= 0.2 * domains ? $0.key : -1 } ?? -1
        let arrivals = firstStays.filter { host < 0 || signs.previous[$0] != host }
        (features.burst, features.arrivalsKnown) = burst(arrivals, of: firstStays.count)
        features.peak = peak(mine)
        features.names = names(on: address)
        return features
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

    /// The share of arrivals within ``AnalysisSettings/burstDays`` of another, less what evenly spread arrivals would give.
    ///
    /// Arrivals at the very beginning of the data are left out: there everything seems to arrive at once. Arrivals that all
    /// fall within ten bursts' time are one burst: chance would put as many together.
    private func burst(_ firstStays: [Int], of domains: Int) -> (burst: Double, known: Double) {
        let opening = graph.begin + 14 * Timestamp.day
        let arrivals = firstStays.map { stays.first[$0] }.filter { $0 > opening }.sorted()
        let known = Double(arrivals.count) / Double(domains)
        guard arrivals.count >= 2, let first = arrivals.first, let last = arrivals.last else { return (0, known) }
        let near = Int64(settings.burstDays * Double(Timestamp.day))
        guard last - first > 10 * near else { return (1, known) }
        var together = 0
        for at in arrivals.indices {
            let close =
                (at > 0 && arrivals[at] - arrivals[at - 1] <= near)
                || (at + 1 < arrivals.count && arrivals[at + 1] - arrivals[at] <= near)
            if close { together += 1 }
        }
        let rate = Double(arrivals.count - 1) / Double(max(last - first, Timestamp.day))
        let expected = 1 - exponential(-2 * rate * Double(near))
        return (max(0, Double(together) / Double(arrivals.count) - expected), known)
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

    /// Distinct names on an address; its tenures are sorted by name.
    private func names(on address: Int32) -> Int {
        var names = 0
        var previous: Int32 = -1
        for tenure in graph.byAddress[address] where graph.name[Int(tenure)] != previous {
            previous = graph.name[Int(tenure)]
            names += 1
        }
        return names
    }
}
