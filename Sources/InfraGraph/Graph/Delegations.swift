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
    private(set) var byDomain = Grouping(keys: [], groups: 0)
    /// For each server, how many domains it served as a name server, ever.
    private(set) var fanOut: [Int32] = []
    /// For each server, what its name says of it.
    private(set) var known: [KnownService?] = []

    /// Gathers NS and CNAME records of domains that have addresses.
    ///
    /// n log n in the number of such records; domains and servers are told from texts on all cores.
    init(
        _ records: Records,
        names: NameIndex,
        lists: ListIndex,
        rules: some RegistrableDomainRules
    ) {
        let domainOfRow = Parallel.map(records.count) { rows in
            rows.map { Self.domain(delegatedBy: $0, of: records, names, rules) ?? -1 }
        }
        let rows = domainOfRow.indices.filter { domainOfRow[$0] >= 0 }
        let serverOfTarget = addServers(rows.map { records.data[$0] }, records.symbols, lists, rules)
        for row in rows {
            server.append(serverOfTarget[records.data[row]] ?? -1)
            first.append(records.first[row])
            last.append(records.last[row])
            sensor.append(records.sensor[row])
            isAlias.append(records.type[row] == .cname)
        }
        let (first, last, server) = (self.first, self.last, self.server)
        let order = (0..<Int32(rows.count)).sorted { a, b in
            let (i, j) = (Int(a), Int(b))
            return (first[i], last[i], server[i], a) < (first[j], last[j], server[j], b)
        }
        byDomain = Grouping(keys: rows.map { domainOfRow[$0] }, groups: names.domainCount, order: order)
        countDomains()
    }

    /// The domain that an NS or CNAME record is of; `nil` for other records and where the domain has no addresses.
    private static func domain(
        delegatedBy row: Int,
        of records: Records,
        _ names: NameIndex,
        _ rules: some RegistrableDomainRules
    ) -> Int32? {
        guard records.type[row] == .ns || records.type[row] == .cname else { return nil }
        let name = names.nameOfSymbol[Int(records.owner[row])]
        if name >= 0 { return names.domains[Int(name)] }
        return names.domain(named: registrable(records.symbols[records.owner[row]], rules))
    }

    /// Adds the servers that targets of records are hosts of, each once, in the order of the targets.
    ///
    /// - Returns: for each target, its server.
    private mutating func addServers(
        _ targets: [Int32],
        _ symbols: SymbolTable,
        _ lists: ListIndex,
        _ rules: some RegistrableDomainRules
    ) -> [Int32: Int32] {
        var serverOfTarget: [Int32: Int32] = [:]
        let distinct = targets.filter { serverOfTarget.updateValue(-1, forKey: $0) == nil }
        let told = Parallel.map(distinct.count) { places in
            places.map { place in
                let text = symbols[distinct[place]]
                let known = KnownService.named(text) ?? KnownService.listed(text, in: lists)
                return (registrable: Self.registrable(text, rules), known: known)
            }
        }
        for (target, host) in zip(distinct, told) {
            let server = servers.intern(host.registrable)
            serverOfTarget[target] = server
            if server == known.count { known.append(nil) }
            known[Int(server)] = known[Int(server)] ?? host.known
        }
        return serverOfTarget
    }

    /// The registrable domain of a name.
    private static func registrable(_ name: String, _ rules: some RegistrableDomainRules) -> String {
        String(name.utf8.suffix(rules.registrableDomain(of: name).octets)) ?? name
    }

    /// Counts the domains of each server.
    private mutating func countDomains() {
        fanOut = Array(repeating: 0, count: servers.count)
        var lastDomain = [Int32](repeating: -1, count: servers.count)
        for domain in 0..<Int32(byDomain.groupCount) {
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

extension Delegations: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(servers, server, first, last, sensor, isAlias, byDomain, fanOut, known)
    }

    init(from columns: inout ColumnReader) throws {
        servers = try columns.read()
        server = try columns.read()
        first = try columns.read()
        last = try columns.read()
        sensor = try columns.read()
        isAlias = try columns.read()
        byDomain = try columns.read()
        fanOut = try columns.read()
        known = try columns.read()
    }
}
