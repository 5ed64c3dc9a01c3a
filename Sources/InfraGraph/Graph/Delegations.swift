internal import PassiveDNS

/// Which name servers and aliases a domain was delegated to, and when.
///
/// Columns sorted by (domain, server, first). Servers are counted by their registrable domain: `ns1` and `ns2` of one
/// operator are one.
struct Delegations: Sendable {
    /// The servers' registrable domains.
    private(set) var servers = SymbolTable()
    private(set) var server: [Int32] = []
    private(set) var first: [Int64] = []
    private(set) var last: [Int64] = []
    /// The sensor's symbol.
    private(set) var sensor: [Int32] = []
    /// Whether the row is an alias (CNAME) instead of a name server.
    private(set) var isAlias: [Bool] = []
    /// The rows of each domain, by first seen.
    private(set) var byDomain: Grouping
    /// For each server, how many domains it served as a name server, ever.
    private(set) var fanOut: [Int32] = []
    /// For each server, what its name says of it.
    private(set) var known: [KnownService?] = []

    /// Gathers NS and CNAME records of domains that have addresses.
    ///
    /// n log n in the number of such records.
    init(
        _ records: Records,
        names: NameIndex,
        lists: ListIndex,
        rules: some RegistrableDomainRules
    ) {
        var domains: [Int32] = []
        var cache: [Int32: Int32] = [:]
        var fullNames: [Int32: KnownService?] = [:]
        for row in 0..<records.count {
            let type = records.type[row]
            guard type == .ns || type == .cname else { continue }
            let owner = records.owner[row]
            let name = names.nameOfSymbol[Int(owner)]
            let domain: Int32
            if name >= 0 {
                domain = names.domains[Int(name)]
            } else {
                let text = records.symbols[owner]
                let registrable = text.utf8.suffix(rules.registrableDomain(of: text).octets)
                guard let found = names.domain(named: String(registrable) ?? text) else { continue }
                domain = found
            }
            let target = records.data[row]
            let server: Int32
            if let cached = cache[target] {
                server = cached
            } else {
                let text = records.symbols[target]
                let registrable = String(text.utf8.suffix(rules.registrableDomain(of: text).octets)) ?? text
                server = servers.intern(registrable)
                cache[target] = server
                if fullNames[server] == nil || fullNames[server] == .some(nil) {
                    fullNames[server] = .some(KnownService.named(text) ?? KnownService.listed(text, in: lists))
                }
            }
            domains.append(domain)
            self.server.append(server)
            first.append(records.first[row])
            last.append(records.last[row])
            sensor.append(records.sensor[row])
            isAlias.append(type == .cname)
        }
        known = (0..<Int32(servers.count)).map { fullNames[$0] ?? nil }
        let (first, last, server) = (self.first, self.last, self.server)
        let order = (0..<Int32(domains.count)).sorted { a, b in
            let (i, j) = (Int(a), Int(b))
            return (first[i], last[i], server[i], a) < (first[j], last[j], server[j], b)
        }
        byDomain = Grouping(keys: domains, groups: names.domainCount, order: order)
        fanOut = [Int32](repeating: 0, count: servers.count)
        var lastDomain = [Int32](repeating: -1, count: servers.count)
        for domain in 0..<Int32(names.domainCount) {
            for row in byDomain[domain] where !isAlias[Int(row)] {
                let server = Int(self.server[Int(row)])
                if lastDomain[server] != domain {
                    lastDomain[server] = domain
                    fanOut[server] += 1
                }
            }
        }
    }
}
