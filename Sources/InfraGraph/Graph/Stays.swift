internal import PassiveDNS

/// The graph seen from registrable domains: when any name of a domain was on an address.
///
/// Fan-out counts domains, not names, so that a wildcard with a hundred thousand names counts once. Columns are sorted by
/// (domain, address, first).
final class Stays: Sendable {
    let domain: [Int32]
    let address: [Int32]
    let first: [Int64]
    let last: [Int64]
    let seenBy: [UInt64]
    /// For each domain: where its stays begin; one more at the end.
    let firstStay: [Int32]
    /// The stays of each address, in the order of domains.
    let byAddress: Grouping

    var count: Int { domain.count }

    /// Gathers the tenures of each domain.
    ///
    /// Linear but for sorting the tenures of one domain and address.
    init(_ graph: TenureGraph, settings: AnalysisSettings) {
        let gap = Int64(settings.tenureGapDays * Double(Timestamp.day))
        let stays = Parallel.map(graph.names.domainCount) { domains in
            var found: [Stay] = []
            var run: [Stay] = []
            for domain in domains.lazy.map({ Int32($0) }) {
                let names = graph.names.names(of: domain)
                let tenures = graph.firstTenure[Int(names.lowerBound)]..<graph.firstTenure[Int(names.upperBound)]
                run.removeAll(keepingCapacity: true)
                for tenure in tenures.lazy.map({ Int($0) }) {
                    run.append(
                        Stay(
                            domain: domain,
                            address: graph.address[tenure],
                            first: graph.first[tenure],
                            last: graph.last[tenure],
                            seenBy: graph.seenBy[tenure]
                        )
                    )
                }
                // Those of one name are in order.
                if names.count > 1 { run.sort { ($0.address, $0.first, $0.last) < ($1.address, $1.first, $1.last) } }
                for stay in run {
                    let at = found.count - 1
                    if at >= 0, found[at].domain == domain, found[at].address == stay.address,
                        stay.first <= found[at].last &+ gap
                    {
                        found[at].last = max(found[at].last, stay.last)
                        found[at].seenBy |= stay.seenBy
                    } else {
                        found.append(stay)
                    }
                }
            }
            return found
        }
        domain = stays.map(\.domain)
        address = stays.map(\.address)
        first = stays.map(\.first)
        last = stays.map(\.last)
        seenBy = stays.map(\.seenBy)
        firstStay = Grouping(keys: domain, groups: graph.names.domainCount).starts
        byAddress = Grouping(keys: address, groups: graph.addresses.count)
    }

    private struct Stay: Sendable {
        let domain: Int32
        let address: Int32
        let first: Int64
        var last: Int64
        var seenBy: UInt64
    }

    /// The stays of a domain.
    func stays(of domain: Int32) -> Range<Int> {
        Int(firstStay[Int(domain)])..<Int(firstStay[Int(domain) + 1])
    }
}
