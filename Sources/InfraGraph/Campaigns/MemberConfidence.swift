internal import HeapModule

/// How sure it is that each unit of a cluster belongs to it.
///
/// The unit with the strongest links is the anchor. From there outwards, the surest unit first, each unit's confidence is
/// what its links to surer units give together: links through one address count once, links through different addresses
/// are taken as independent (noisy or). At most 0.99.
struct MemberConfidence {
    /// The strongest unit.
    let anchor: Int32
    /// For each member, its confidence.
    let confidence: [Int32: Double]

    /// n log n in the links of the cluster.
    init(of members: [Int32], _ links: UnitLinks) {
        let inside = Set(members)
        var strength: [Int32: Double] = [:]
        for unit in members {
            strength[unit] = links.ofUnit[unit].reduce(0) { sum, link in
                inside.contains(links.partner(of: unit, in: link)) ? sum + links.score[Int(link)] : sum
            }
        }
        let anchor = members.max { (strength[$0] ?? 0, $1) < (strength[$1] ?? 0, $0) } ?? members[0]
        self.anchor = anchor
        var settled: [Int32: Double] = [:]
        var byAddress: [Int32: [Int32: Double]] = [:]
        var heap = Heap([Reached(confidence: 0.99, unit: anchor)])
        while let next = heap.popMax() {
            guard settled[next.unit] == nil else { continue }
            settled[next.unit] = next.confidence
            for link in links.ofUnit[next.unit] {
                let partner = links.partner(of: next.unit, in: link)
                guard inside.contains(partner), settled[partner] == nil else { continue }
                let carried = links.score[Int(link)] * next.confidence
                let address = links.address[Int(link)]
                let known = byAddress[partner]?[address] ?? 0
                byAddress[partner, default: [:]][address] = max(known, carried)
                let doubt = (byAddress[partner] ?? [:]).sorted { $0.key < $1.key }.reduce(1) { $0 * (1 - $1.value) }
                heap.insert(Reached(confidence: min(0.99, 1 - doubt), unit: partner))
            }
        }
        confidence = settled
    }

    private struct Reached: Comparable {
        let confidence: Double
        let unit: Int32

        static func < (a: Reached, b: Reached) -> Bool {
            (a.confidence, b.unit) < (b.confidence, a.unit)
        }
    }
}
