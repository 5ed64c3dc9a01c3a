internal import PassiveDNS

/// Domains that would glue strangers together: names so well known that everybody's data holds them.
///
/// Attackers answer for www.bing.com or a software maker's update server, or hide behind it (domain fronting), so such a
/// name appears on the addresses of many who have nothing to do with each other. It is told by the domain's side: its
/// addresses lie in many networks, and whatever else is on one of them is on no other; or it has more addresses of its own
/// at the same time, for months, than attackers pay for.
struct PopularDomains: Sendable {
    /// For each domain that is popular, why.
    private(set) var reasons: [Int32: String] = [:]

    /// So many groups of strangers must meet in nothing but the domain.
    private static let leastGroups = 5
    /// A large site has so many addresses of its own at the same time, on average over its life, for at least so long.
    private static let leastOwn = 8.0
    private static let leastLife = 180 * Timestamp.day

    /// Judges every domain by its addresses that linking would go through; a list's word makes up for three groups.
    ///
    /// Linear in the stays on a domain's addresses, of which at most 64 a domain, with 64 stays each, are looked at.
    init(graph: TenureGraph, stays: Stays, classes: [HubClass], networks: Networks, lists: ListIndex) {
        let hasList = lists.lists.contains { $0.listClass == .popular }
        let found = Parallel.map(graph.names.domainCount) { domains in
            domains.compactMap { domain -> (domain: Int32, reason: String)? in
                let domain = Int32(domain)
                // Few domains have so many stays that either can be true.
                guard stays.stays(of: domain).count >= (hasList ? 2 : Self.leastGroups) else { return nil }
                let list = { hasList ? Self.list(graph.names.domainName(domain), lists) : nil }
                let reason =
                    Self.largeSite(domain, stays, classes) ?? Self.glue(domain, stays, classes, networks, list)
                return reason.map { (domain, $0) }
            }
        }
        for (domain, reason) in found { reasons[domain] = reason }
    }

    /// Why a domain is what strangers meet in: whatever else is on one of its addresses is on no other.
    private static func glue(
        _ domain: Int32,
        _ stays: Stays,
        _ classes: [HubClass],
        _ networks: Networks,
        _ list: () -> String?
    ) -> String? {
        let mine = Set(stays.stays(of: domain).map { stays.address[$0] })
            .filter { classes[Int($0)] == .ordinary }.sorted().prefix(64)
        guard mine.count >= 2 else { return nil }
        let list = list()
        let least = list == nil ? leastGroups : 2
        guard mine.count >= least else { return nil }
        let groups = groups(of: domain, Array(mine), stays, networks)
        guard groups.count >= least, groups.networks >= least, 10 * groups.count >= 8 * groups.shared else {
            return nil
        }
        let listed = list.map { "; \"\($0)\" lists it" } ?? ""
        return
            "it shares \(groups.shared) addresses in \(counted(groups.networks, "network")) with \(groups.count) groups of domains that share nothing else\(listed)"
    }

    /// Why a domain is a large site: it has many addresses at once that are nobody else's.
    private static func largeSite(_ domain: Int32, _ stays: Stays, _ classes: [HubClass]) -> String? {
        let all = stays.stays(of: domain)
        guard Double(all.count) >= leastOwn else { return nil }
        let own = all.filter { stay in
            let address = stays.address[stay]
            return classes[Int(address)] == .ordinary
                && stays.byAddress[address].allSatisfy { stays.domain[Int($0)] == domain }
        }
        guard let first = own.map({ stays.first[$0] }).min(), let last = own.map({ stays.last[$0] }).max(),
            last - first >= leastLife
        else { return nil }
        let atOnce = own.reduce(0.0) { $0 + Double(stays.last[$1] - stays.first[$1]) } / Double(last - first)
        guard atOnce >= leastOwn else { return nil }
        return
            "a large site: it had \(rounded(atOnce)) addresses of its own at the same time, over \(counted((last - first) / Timestamp.day, "day"))"
    }

    private static func list(_ name: String, _ lists: ListIndex) -> String? {
        lists.hits(name).first { lists.lists[$0.list].listClass == .popular }.map { lists.lists[$0.list].name }
    }

    /// How many groups the domain's shared addresses fall into where any other common domain joins two of them.
    private static func groups(
        of domain: Int32,
        _ addresses: [Int32],
        _ stays: Stays,
        _ networks: Networks
    ) -> (count: Int, shared: Int, networks: Int) {
        var sets = DisjointSet(count: addresses.count)
        var placeOf: [Int32: Int32] = [:]
        var shared: [Int32] = []
        for (place, address) in addresses.enumerated() {
            var isShared = false
            for stay in stays.byAddress[address].prefix(64) where stays.domain[Int(stay)] != domain {
                isShared = true
                if let other = placeOf[stays.domain[Int(stay)]] {
                    sets.join(other, Int32(place))
                } else {
                    placeOf[stays.domain[Int(stay)]] = Int32(place)
                }
            }
            if isShared { shared.append(Int32(place)) }
        }
        let roots = sets.smallestMembers()
        return (
            Set(shared.map { roots[Int($0)] }).count, shared.count,
            Set(shared.map { networks.ofAddress[Int(addresses[Int($0)])] }).count
        )
    }
}

extension PopularDomains: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(reasons)
    }

    init(from columns: inout ColumnReader) throws {
        reasons = try columns.read()
    }
}
