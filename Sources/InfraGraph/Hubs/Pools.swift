internal import PassiveDNS

/// What names hold at the same time as an address, and whom aliases lead there.
///
/// A delivery network gives each name a few addresses of a pool, and each name others: names that share one address share
/// none of the rest. One party's machines go together. Counted by name, since a party's `mail` and `www` lie where they like.
struct Pools {
    private let graph: TenureGraph
    private let isBogon: [Bool]
    /// For each tenure, how many other addresses its name holds meanwhile, averaged over time.
    private let held: [Float]
    /// For each domain that serves others by aliases, how many it serves, and how many addresses it has.
    private let services: [Int32: (customers: Int, addresses: Int)]

    /// Names with more tenures than this have the rest left unlooked at, and so have addresses with more domains; both bound
    /// the work.
    private static let mostTenures = 64
    private static let mostDomains = 16

    /// Finds what every name holds.
    ///
    /// n log n in the number of a name's tenures.
    init(graph: TenureGraph, stays: Stays, nature: DomainNature, isBogon: [Bool]) {
        self.graph = graph
        self.isBogon = isBogon
        held = Parallel.map(graph.names.count) { names in
            names.flatMap { Self.held(by: Int32($0), graph, isBogon) }
        }
        var services: [Int32: (customers: Int, addresses: Int)] = [:]
        for (domain, customers) in nature.customers {
            var addresses = 0
            var previous: Int32 = -1
            for stay in stays.stays(of: domain) where stays.address[stay] != previous {
                previous = stays.address[stay]
                addresses += 1
            }
            services[domain] = (customers, max(1, addresses))
        }
        self.services = services
    }

    /// For each tenure of a name, how many other addresses it holds meanwhile.
    private static func held(by name: Int32, _ graph: TenureGraph, _ isBogon: [Bool]) -> [Float] {
        let tenures = graph.tenures(of: name)
        var held = [Float](repeating: 0, count: tenures.count)
        guard tenures.count > 1 else { return held }
        let half = Timestamp.day / 2
        var v4 = ActiveTime()
        var v6 = ActiveTime()
        let mine = tenures.lazy.map { Int($0) }.filter { !isBogon[Int(graph.address[$0])] }
        for tenure in mine {
            let (from, to) = (graph.first[tenure] - half, graph.last[tenure] + half)
            if graph.addresses[Int(graph.address[tenure])].isV4 { v4.add(from, to) } else { v6.add(from, to) }
        }
        v4.close()
        v6.close()
        for tenure in mine {
            let (from, to) = (graph.first[tenure] - half, graph.last[tenure] + half)
            // One address of the other family goes with each address of this one: a server's own pair is no pool.
            held[tenure - Int(tenures.lowerBound)] = Float(
                max(0, v4.open(from: from, to: to) - 1) + max(0, v6.open(from: from, to: to) - 1)
            )
        }
        return held
    }

    /// Measures an address.
    ///
    /// Linear in its tenures.
    func measure(_ address: Int32, into features: inout AddressFeatures) {
        var partnerDomain: [Int32: Int32] = [:]
        var paired: [Int] = []
        var doubled = 0
        var lastDoubled: Int32 = -1
        var domains = 0
        var previous: Int32 = -1
        var (sum, count) = (0.0, 0)
        var (names, lastName): (Int, Int32) = (0, -1)
        func closeDomain() {
            guard previous >= 0 else { return }
            features.held += sum / Double(max(1, count))
            guard let service = services[previous] else { return }
            // Names below a service's domain are a customer's each; one name may serve all of them.
            let served = max(names, service.customers / service.addresses)
            if served > features.customers {
                (features.customers, features.serviceAddresses) = (served, service.addresses)
            }
        }
        for tenure in graph.byAddress[address].lazy.map({ Int($0) }) {
            let name = graph.name[tenure]
            let domain = graph.names.domains[Int(name)]
            if domain != previous {
                closeDomain()
                previous = domain
                domains += 1
                (sum, count, names) = (0, 0, 0)
            }
            if name != lastName { names += 1 }
            lastName = name
            sum += Double(held[tenure])
            count += 1
            var isPaired = false
            forEachPartner(of: tenure) { other in
                partnerDomain[graph.address[other]] = domain
                isPaired = true
                let isSame = graph.addresses[Int(graph.address[other])].isV4 == graph.addresses[Int(address)].isV4
                if isSame, lastDoubled != domain { (doubled, lastDoubled) = (doubled + 1, domain) }
            }
            if isPaired, paired.last.map({ graph.names.domains[Int(graph.name[$0])] != domain }) ?? true {
                paired.append(tenure)
            }
        }
        closeDomain()
        features.held /= Double(max(1, domains))
        features.paired = Double(paired.count) / Double(max(1, domains))
        features.doubled = Double(doubled) / Double(max(1, domains))
        features.partners = partnerDomain.count
        features.mixed = mixed(paired)
    }

    /// Calls `body` with the tenures of the same name on other addresses, for longer than the day of a move.
    private func forEachPartner(of tenure: Int, _ body: (Int) -> Void) {
        let half = Timestamp.day / 2
        let (from, to) = (graph.first[tenure] - half, graph.last[tenure] + half)
        for other in graph.tenures(of: graph.name[tenure]).prefix(Self.mostTenures).lazy.map({ Int($0) })
        where graph.address[other] != graph.address[tenure] && !isBogon[Int(graph.address[other])] {
            let (first, last) = (graph.first[other] - half, graph.last[other] + half)
            let common = min(to, last) - max(from, first)
            if common > 0, common > 3 * half || min(to - from, last - first) < 4 * half { body(other) }
        }
    }

    /// How much the partners of two domains that are there at the same time differ: one less their common share (Jaccard),
    /// averaged over pairs of evenly chosen domains.
    private func mixed(_ paired: [Int]) -> Double {
        let step = max(1, paired.count / Self.mostDomains)
        let chosen = stride(from: 0, to: paired.count, by: step).prefix(Self.mostDomains).map { paired[$0] }
        var (sum, pairs) = (0.0, 0)
        for (place, a) in chosen.enumerated() {
            for b in chosen[(place + 1)...] {
                let from = max(graph.first[a], graph.first[b])
                let to = min(graph.last[a], graph.last[b])
                guard from <= to else { continue }
                let moment = from + (to - from) / 2
                let (mine, theirs) = (partners(of: a, at: moment), partners(of: b, at: moment))
                let all = mine.union(theirs).count
                guard all > 0 else { continue }
                sum += 1 - Double(mine.intersection(theirs).count) / Double(all)
                pairs += 1
            }
        }
        return pairs == 0 ? 0 : sum / Double(pairs)
    }

    private func partners(of tenure: Int, at moment: Int64) -> Set<Int32> {
        var found: Set<Int32> = []
        forEachPartner(of: tenure) { other in
            if graph.first[other] <= moment, moment <= graph.last[other] { found.insert(graph.address[other]) }
        }
        return found
    }
}
