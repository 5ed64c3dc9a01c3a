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
        var firstStay: [Int32] = []
        var domain: [Int32] = []
        var address: [Int32] = []
        var first: [Int64] = []
        var last: [Int64] = []
        var seenBy: [UInt64] = []
        var run: [Tenure] = []
        for current in 0..<Int32(graph.names.domainCount) {
            let begin = domain.count
            firstStay.append(Int32(begin))
            let names = graph.names.names(of: current)
            let tenures = graph.firstTenure[Int(names.lowerBound)]..<graph.firstTenure[Int(names.upperBound)]
            run.removeAll(keepingCapacity: true)
            for tenure in tenures.lazy.map({ Int($0) }) {
                run.append(
                    Tenure(
                        address: graph.address[tenure],
                        first: graph.first[tenure],
                        last: graph.last[tenure],
                        seenBy: graph.seenBy[tenure]
                    )
                )
            }
            // Those of one name are in order.
            if names.count > 1 { run.sort { ($0.address, $0.first, $0.last) < ($1.address, $1.first, $1.last) } }
            for tenure in run {
                let at = domain.count - 1
                if at >= begin, address[at] == tenure.address, tenure.first <= last[at] &+ gap {
                    last[at] = max(last[at], tenure.last)
                    seenBy[at] |= tenure.seenBy
                } else {
                    domain.append(current)
                    address.append(tenure.address)
                    first.append(tenure.first)
                    last.append(tenure.last)
                    seenBy.append(tenure.seenBy)
                }
            }
        }
        firstStay.append(Int32(domain.count))
        self.firstStay = firstStay
        self.domain = domain
        self.address = address
        self.first = first
        self.last = last
        self.seenBy = seenBy
        byAddress = Grouping(keys: address, groups: graph.addresses.count)
    }

    private struct Tenure {
        let address: Int32
        let first: Int64
        let last: Int64
        let seenBy: UInt64
    }

    /// The stays of a domain.
    func stays(of domain: Int32) -> Range<Int> {
        Int(firstStay[Int(domain)])..<Int(firstStay[Int(domain) + 1])
    }
}
