internal import PassiveDNS

/// The links of an earlier analysis that are the same in this one, in this one's numbers.
///
/// A link is told from its two units and from who else was where they met. So it is the same wherever one of the two is
/// unchanged with all company at all its places: the other then stood unchanged beside it. A pair of two changed units is
/// scored again.
struct SettledLinks: Sendable {
    /// The links, sorted by (a, b).
    let links: LinkColumns
    /// For each unit, whether anything changed that its links are told from; empty where everything may have.
    private let isChanged: [Bool]
    /// For each unit, where the links with larger ones begin; one more at the end.
    private let starts: [Int32]

    /// None.
    init() {
        links = LinkColumns()
        isChanged = []
        starts = []
    }

    /// Finds the units of an earlier analysis again; linear.
    ///
    /// - Parameters:
    ///   - kept: what the earlier one left.
    ///   - fingerprints: of this one's units, made with the same seed.
    ///   - judge: weighs the pairs of this one.
    init(_ kept: KeptLinks?, _ fingerprints: UnitFingerprints?, _ judge: PairJudge) {
        guard let kept, let fingerprints, kept.terms == KeptLinks.terms(judge) else {
            self.init()
            return
        }
        let index = FingerprintIndex(fingerprints.own)
        let unit = Parallel.map(kept.own.count) { units in units.map { index.find(kept.own[$0]) } }
        var isChanged = [Bool](repeating: true, count: fingerprints.own.count)
        for (former, unit) in unit.enumerated() where unit >= 0 {
            let whole = fingerprints.whole[Int(unit)]
            isChanged[Int(unit)] = whole == .none || whole != kept.whole[former]
        }
        let address = Self.numbers(of: kept.addresses, in: judge.graph.addresses)
        var parts = Parallel.parts(kept.links.count) { [isChanged] links in
            var part = LinkColumns()
            for link in links where kept.links.address[link] >= 0 {
                let (a, b) = (unit[Int(kept.links.a[link])], unit[Int(kept.links.b[link])])
                guard a >= 0, b >= 0, !isChanged[Int(a)] || !isChanged[Int(b)] else { continue }
                part.append(
                    a,
                    b,
                    score: kept.links.score[link],
                    address: address[Int(kept.links.address[link])],
                    addresses: kept.links.addresses[link]
                )
            }
            return part
        }
        self.init(LinkColumns(&parts), isChanged: isChanged)
    }

    private init(_ links: LinkColumns, isChanged: [Bool]) {
        self.links = links
        self.isChanged = isChanged
        starts = Grouping.starts(links.a, groups: isChanged.count) { $0 }
    }

    /// For each of some ascending addresses, its number among others; −1 where it is none of them.
    private static func numbers(of addresses: [IPAddress], in others: [IPAddress]) -> [Int32] {
        var next = 0
        return addresses.map { address in
            while next < others.count, others[next] < address { next += 1 }
            return next < others.count && others[next] == address ? Int32(next) : -1
        }
    }

    /// The links of a unit with larger ones.
    func links(ofSmaller unit: Int32) -> Range<Int> {
        isChanged.isEmpty ? 0..<0 : Int(starts[Int(unit)])..<Int(starts[Int(unit) + 1])
    }

    /// Whether two units that met need no scoring.
    func isSettled(_ a: Int32, _ b: Int32) -> Bool {
        !isChanged.isEmpty && !(isChanged[Int(a)] && isChanged[Int(b)])
    }

    /// Whether no two of a place's presences need scoring.
    func areAllSettled(_ present: ArraySlice<Int32>, _ presences: Presences) -> Bool {
        guard !isChanged.isEmpty else { return false }
        var changed = 0
        for presence in present where isChanged[Int(presences.unit[Int(presence)])] {
            changed += 1
            if changed > 1 { return false }
        }
        return true
    }
}
