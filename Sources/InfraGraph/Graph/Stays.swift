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
    /// For each stay: the sensor that alone saw it; −1 where several did.
    let loneSensor: [Int32]
    /// For each domain: where its stays begin; one more at the end.
    let firstStay: [Int32]
    /// The stays of each address, in the order of domains.
    let byAddress: Grouping

    var count: Int { domain.count }

    /// Gathers the tenures of each domain.
    ///
    /// Linear but for sorting the tenures of one domain and address.
    init(_ graph: TenureGraph, settings: AnalysisSettings) {
        let gap = settings.tenureGap
        var parts = Parallel.parts(graph.names.domainCount) { domains in
            var columns = Columns()
            var run: [Stay] = []
            for domain in domains.lazy.map({ Int32($0) }) { columns.add(domain, graph, joining: gap, &run) }
            return columns
        }
        domain = .joined(&parts, \.domain)
        address = .joined(&parts, \.address)
        first = .joined(&parts, \.first)
        last = .joined(&parts, \.last)
        loneSensor = .joined(&parts, \.loneSensor)
        firstStay = Grouping.starts(domain, groups: graph.names.domainCount) { $0 }
        byAddress = Grouping(keys: address, groups: graph.addresses.count)
    }

    private struct Stay {
        let address: Int32
        let first: Int64
        let last: Int64
        let loneSensor: Int32
    }

    private struct Columns: Sendable {
        var domain: [Int32] = []
        var address: [Int32] = []
        var first: [Int64] = []
        var last: [Int64] = []
        var loneSensor: [Int32] = []

        /// Adds the stays of a domain; `run` is scratch memory.
        mutating func add(_ domain: Int32, _ graph: TenureGraph, joining gap: Int64, _ run: inout [Stay]) {
            let names = graph.names.names(of: domain)
            let tenures = graph.firstTenure[Int(names.lowerBound)]..<graph.firstTenure[Int(names.upperBound)]
            run.removeAll(keepingCapacity: true)
            for tenure in tenures.lazy.map({ Int($0) }) {
                run.append(
                    Stay(
                        address: graph.address[tenure],
                        first: graph.first[tenure],
                        last: graph.last[tenure],
                        loneSensor: graph.loneSensor[tenure]
                    )
                )
            }
            // Those of one name are in order.
            if names.count > 1 { run.sort { ($0.address, $0.first, $0.last) < ($1.address, $1.first, $1.last) } }
            let before = self.domain.count
            for stay in run {
                let at = self.domain.count - 1
                if at >= before, address[at] == stay.address, stay.first <= last[at] &+ gap {
                    last[at] = max(last[at], stay.last)
                    if loneSensor[at] != stay.loneSensor { loneSensor[at] = -1 }
                } else {
                    self.domain.append(domain)
                    address.append(stay.address)
                    first.append(stay.first)
                    last.append(stay.last)
                    loneSensor.append(stay.loneSensor)
                }
            }
        }
    }

    /// The stays of a domain.
    func stays(of domain: Int32) -> Range<Int> {
        Int(firstStay[Int(domain)])..<Int(firstStay[Int(domain) + 1])
    }
}
