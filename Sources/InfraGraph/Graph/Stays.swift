internal import PassiveDNS

/// The graph seen from registrable domains: when any name of a domain was on an address.
///
/// Fan-out counts domains, not names, so that a wildcard with a hundred thousand names counts once. Columns are sorted by
/// (domain, address, first).
struct Stays: Sendable {
    private(set) var domain: [Int32] = []
    private(set) var address: [Int32] = []
    private(set) var first: [Int64] = []
    private(set) var last: [Int64] = []
    private(set) var seenBy: [UInt64] = []
    /// For each domain: where its stays begin; one more at the end.
    private(set) var firstStay: [Int32] = []
    /// The stays of each address, in the order of domains.
    let byAddress: Grouping

    var count: Int { domain.count }

    /// Gathers the tenures of each domain.
    ///
    /// Linear but for sorting the tenures of one domain and address.
    init(_ graph: TenureGraph, settings: AnalysisSettings) {
        let gap = Int64(settings.tenureGapDays * Double(Timestamp.day))
        var run: [Int32] = []
        for domain in 0..<Int32(graph.names.domainCount) {
            firstStay.append(Int32(self.domain.count))
            let names = graph.names.names(of: domain)
            let tenures = graph.firstTenure[Int(names.lowerBound)]..<graph.firstTenure[Int(names.upperBound)]
            run.removeAll(keepingCapacity: true)
            run.append(contentsOf: tenures)
            run.sort { a, b in
                let left = Int(a)
                let right = Int(b)
                return (graph.address[left], graph.first[left], a) < (graph.address[right], graph.first[right], b)
            }
            for tenure in run.lazy.map({ Int($0) }) {
                let at = self.domain.count - 1
                if at >= Int(firstStay[Int(domain)]), address[at] == graph.address[tenure],
                    graph.first[tenure] <= last[at] &+ gap
                {
                    last[at] = max(last[at], graph.last[tenure])
                    seenBy[at] |= graph.seenBy[tenure]
                } else {
                    self.domain.append(domain)
                    address.append(graph.address[tenure])
                    first.append(graph.first[tenure])
                    last.append(graph.last[tenure])
                    seenBy.append(graph.seenBy[tenure])
                }
            }
        }
        firstStay.append(Int32(domain.count))
        byAddress = Grouping(keys: address, groups: graph.addresses.count)
    }

    /// The stays of a domain.
    func stays(of domain: Int32) -> Range<Int> {
        Int(firstStay[Int(domain)])..<Int(firstStay[Int(domain) + 1])
    }
}
