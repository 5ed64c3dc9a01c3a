internal import PassiveDNS

/// What the domain's side of the graph says of a domain before any address is judged.
struct DomainNature: Sendable {
    /// What a domain is.
    enum Kind: UInt8, FixedLayout, Sendable {
        /// A domain whose addresses are hosts.
        case plain
        /// Its names' addresses carry data.
        case tunnel
        /// It rotates through many networks within days.
        case flux
        /// Other domains' names are aliases of names below it: a delivery network's edge.
        case edge
    }

    /// For each domain, what it is.
    private(set) var kinds: [Kind]
    /// For each domain that is not plain, why.
    private(set) var reasons: [Int32: String] = [:]
    /// For each name, whether its addresses are a tunnel's data.
    private(set) var isTunnelName: [Bool]
    /// How many other domains' names are aliases of names below a domain, where any are.
    private(set) var customers: [Int32: Int] = [:]
    /// For each domain, whether a list calls it, or a suffix of it, dynamic DNS.
    private(set) var isListedDynamic: [Bool]

    /// A tunnel needs this many names that were seen once.
    private static let leastOneOffs = 30
    /// Fast flux needs this many new addresses within a week, in half as many networks (after Holz 2008, who counts the
    /// networks of a name's addresses).
    private static let leastFlux = 10
    /// An edge serves this many other domains.
    private static let leastAliased = 3

    /// Judges every domain.
    ///
    /// n log n in the number of a name's tenures.
    init(graph: TenureGraph, delegations: Delegations, networks: Networks, lists: ListIndex) {
        let count = graph.names.domainCount
        kinds = Array(repeating: .plain, count: count)
        isTunnelName = Array(repeating: false, count: graph.names.count)
        let dynamic = lists.lists.contains { $0.listClass == .dyndns }
        isListedDynamic = (0..<Int32(count)).map { domain in
            dynamic
                && lists.hits(graph.names.domainName(domain)).contains {
                    lists.lists[$0.list].listClass == .dyndns
                }
        }
        findEdges(delegations, graph.names)
        for domain in 0..<Int32(count) {
            if let reason = tunnel(domain, graph, networks) {
                kinds[Int(domain)] = .tunnel
                reasons[domain] = reason
            } else if kinds[Int(domain)] == .plain, let reason = flux(domain, networks, graph) {
                kinds[Int(domain)] = .flux
                reasons[domain] = reason
            }
        }
    }

    // MARK: - Tunnels

    /// Why a domain is a tunnel: many names that were seen once, each with addresses that nothing else uses.
    ///
    /// Hosting reuses its addresses; data does not. Names that carry one address each need more of them, far apart, since
    /// home lines behind a dynamic DNS suffix look alike at first.
    private mutating func tunnel(_ domain: Int32, _ graph: TenureGraph, _ networks: Networks) -> String? {
        let names = graph.names.names(of: domain)
        guard names.count >= Self.leastOneOffs else { return nil }
        let apex = graph.names.domainName(domain).utf8.count
        var oneOffs: [Int32] = []
        var addresses: [Int32] = []
        var candidates = 0
        for name in names where graph.names.nameLength(name) > apex + 4 {
            let tenures = graph.tenures(of: name)
            guard let first = tenures.map({ graph.first[Int($0)] }).min(),
                let last = tenures.map({ graph.last[Int($0)] }).max()
            else { continue }
            candidates += 1
            guard last - first <= 30 * Timestamp.day else { continue }
            oneOffs.append(name)
            addresses += tenures.map { graph.address[Int($0)] }
        }
        guard oneOffs.count >= Self.leastOneOffs, 10 * oneOffs.count >= 9 * candidates else { return nil }
        let pairs = addresses.count
        let distinct = Set(addresses).sorted()
        let foreign = distinct.count { address in
            graph.byAddress[address].prefix(100).contains {
                graph.names.domains[Int(graph.name[Int($0)])] != domain
            }
        }
        let spread = Set(distinct.map { networks.ofAddress[Int($0)] }).count
        let several = 2 * pairs >= 4 * oneOffs.count
        let scattered = distinct.count >= 200 && 2 * spread >= distinct.count
        guard pairs <= 2 * distinct.count, 10 * foreign <= distinct.count, several || scattered else { return nil }
        for name in oneOffs { isTunnelName[Int(name)] = true }
        return
            "\(counted(oneOffs.count, "name")) seen once, with \(counted(distinct.count, "address", "addresses")) in \(counted(spread, "network")) that nothing else uses: data, not hosts"
    }

    // MARK: - Fast flux

    /// Why a domain is in fast flux: one of its names takes more addresses in more networks within a week than anybody's
    /// own servers have.
    private func flux(_ domain: Int32, _ networks: Networks, _ graph: TenureGraph) -> String? {
        for name in graph.names.names(of: domain) where graph.tenures(of: name).count >= Self.leastFlux {
            let ordered = graph.tenures(of: name).map { Int($0) }.filter {
                graph.last[$0] - graph.first[$0] < 3 * Timestamp.day
                    && graph.addresses[Int(graph.address[$0])].specialPurpose == nil
            }
            .sorted { (graph.first[$0], $0) < (graph.first[$1], $1) }
            var from = 0
            for (to, tenure) in ordered.enumerated() {
                while graph.first[tenure] - graph.first[ordered[from]] > 7 * Timestamp.day { from += 1 }
                guard to - from + 1 >= Self.leastFlux else { continue }
                let addresses = Set(ordered[from...to].suffix(4 * Self.leastFlux).map { graph.address[$0] })
                let spread = Set(addresses.map { networks.ofAddress[Int($0)] }).count
                if addresses.count >= Self.leastFlux, 2 * spread >= addresses.count {
                    return
                        "\(graph.names.name(name)) took \(addresses.count) new addresses in \(counted(spread, "network")) within a week"
                }
            }
        }
        return nil
    }

    // MARK: - Edges

    private mutating func findEdges(_ delegations: Delegations, _ names: NameIndex) {
        var aliased = [Int32](repeating: 0, count: delegations.servers.count)
        var last = [Int32](repeating: -1, count: delegations.servers.count)
        for domain in 0..<Int32(names.domainCount) {
            for row in delegations.byDomain[domain].lazy.map({ Int($0) }) where delegations.isAlias[row] {
                let server = Int(delegations.server[row])
                guard last[server] != domain else { continue }
                last[server] = domain
                if delegations.servers[Int32(server)] != names.domainName(domain) { aliased[server] += 1 }
            }
        }
        for server in aliased.indices where aliased[server] >= Self.leastAliased {
            guard let domain = names.domain(named: delegations.servers[Int32(server)]) else { continue }
            customers[domain] = Int(aliased[server])
            kinds[Int(domain)] = .edge
            reasons[domain] = "names of \(counted(aliased[server], "other domain")) are aliases of names below it"
        }
    }
}

extension DomainNature: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(kinds, reasons, isTunnelName, customers, isListedDynamic)
    }

    init(from columns: inout ColumnReader) throws {
        kinds = try columns.read()
        reasons = try columns.read()
        isTunnelName = try columns.read()
        customers = try columns.read()
        isListedDynamic = try columns.read()
    }
}
