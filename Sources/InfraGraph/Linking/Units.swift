internal import PassiveDNS

/// What linking joins: the names of one registrable domain that one holder used together.
///
/// A domain falls into several units where its hosting falls apart (names that somebody planted below a victim's domain
/// share nothing with the victim's own), and where it changed hands. Columns of holdings, the times in which a unit was
/// on an address, are sorted by (unit, address, first).
struct Units: Sendable {
    /// For each unit: its domain.
    private(set) var domain: [Int32] = []
    /// For each unit: which of its domain's epochs it belongs to, from 0.
    private(set) var epoch: [Int32] = []
    /// For each unit: when its hosting was seen first and last, hubs included.
    private(set) var first: [Int64] = []
    private(set) var last: [Int64] = []
    /// For each unit: whether its names look planted below somebody else's domain.
    private(set) var isShadow: [Bool] = []
    /// The names of each unit.
    private(set) var names = Grouping(keys: [], groups: 0)
    /// The units of each name, in the order of time.
    private(set) var ofName = Grouping(keys: [], groups: 0)

    /// For each holding: its unit.
    private(set) var unit: [Int32] = []
    /// For each holding: its address.
    private(set) var address: [Int32] = []
    /// For each holding: when it was seen.
    private(set) var heldFrom: [Int64] = []
    private(set) var heldTo: [Int64] = []
    /// For each unit: where its holdings begin; one more at the end.
    private(set) var firstHolding: [Int32] = []

    var count: Int { domain.count }

    /// Splits every domain into units.
    ///
    /// Linear but for sorting the tenures of one domain.
    init(
        graph: TenureGraph,
        classes: [HubClass],
        ownership: Ownership,
        judgements: Judgements,
        settings: AnalysisSettings
    ) {
        var holders = Holders(names: graph.names.count)
        let gap = Int64(settings.tenureGapDays * Double(Timestamp.day))
        for domain in 0..<Int32(graph.names.domainCount) {
            let subzones = Subzones(of: domain, graph: graph, classes: classes)
            let cuts = ownership.cuts(of: domain)
            for (place, group) in subzones.groups.enumerated() {
                for part in judgements.setApart(group, graph.names) {
                    add(
                        part,
                        isShadow: place > 0,
                        of: domain,
                        cuts: cuts,
                        graph: graph,
                        judgements: judgements,
                        gap: gap,
                        &holders
                    )
                }
            }
        }
        firstHolding.append(Int32(unit.count))
        let byName = Grouping(keys: holders.name, groups: graph.names.count)
        ofName = byName.mapItems { holders.unit[Int($0)] }
        names = Grouping(keys: holders.unit, groups: count, order: byName.items).mapItems { holders.name[Int($0)] }
    }

    /// Which unit holds which name; each pair once, in the order of units.
    private struct Holders {
        private(set) var unit: [Int32] = []
        private(set) var name: [Int32] = []
        /// For each name, the last unit that holds it.
        private var last: [Int32]

        init(names: Int) {
            last = Array(repeating: -1, count: names)
        }

        mutating func add(_ unit: Int32, _ name: Int32) {
            guard last[Int(name)] != unit else { return }
            last[Int(name)] = unit
            self.unit.append(unit)
            self.name.append(name)
        }
    }

    private struct Piece {
        var epoch: Int32
        var address: Int32
        var first: Int64
        var last: Int64
        var name: Int32
    }

    private mutating func add(
        _ group: [Int32],
        isShadow: Bool,
        of domain: Int32,
        cuts: [Int64],
        graph: TenureGraph,
        judgements: Judgements,
        gap: Int64,
        _ holders: inout Holders
    ) {
        var pieces: [Piece] = []
        for name in group {
            for tenure in graph.tenures(of: name).lazy.map({ Int($0) })
            where !judgements.rejects(name, on: graph.address[tenure]) {
                Self.split(graph.first[tenure], graph.last[tenure], at: cuts) { epoch, first, last in
                    pieces.append(
                        Piece(epoch: epoch, address: graph.address[tenure], first: first, last: last, name: name)
                    )
                }
            }
        }
        pieces.sort { ($0.epoch, $0.address, $0.first, $0.name) < ($1.epoch, $1.address, $1.first, $1.name) }
        var open: Int32 = -1
        for piece in pieces {
            if piece.epoch != open {
                open = piece.epoch
                self.domain.append(domain)
                epoch.append(piece.epoch)
                first.append(piece.first)
                last.append(piece.last)
                self.isShadow.append(isShadow)
                firstHolding.append(Int32(unit.count))
            }
            let current = count - 1
            first[current] = min(first[current], piece.first)
            last[current] = max(last[current], piece.last)
            holders.add(Int32(current), piece.name)
            let at = unit.count - 1
            if at >= 0, unit[at] == Int32(current), address[at] == piece.address, piece.first <= heldTo[at] &+ gap {
                heldTo[at] = max(heldTo[at], piece.last)
            } else {
                unit.append(Int32(current))
                address.append(piece.address)
                heldFrom.append(piece.first)
                heldTo.append(piece.last)
            }
        }
    }

    /// Cuts a tenure at the changes of hands inside it; slivers of less than two days go with the larger part.
    private static func split(_ first: Int64, _ last: Int64, at cuts: [Int64], _ body: (Int32, Int64, Int64) -> Void) {
        let sliver = 2 * Timestamp.day
        var from = first
        var epoch: Int32 = 0
        for cut in cuts {
            if cut <= from {
                epoch += 1
            } else if cut <= last {
                if last - cut < sliver, cut - from >= last - cut { break }
                if cut - from >= sliver { body(epoch, from, cut - 1) }
                epoch += 1
                from = cut
            } else {
                break
            }
        }
        body(epoch, from, last)
    }

    /// The holdings of a unit.
    func holdings(of unit: Int32) -> Range<Int> {
        Int(firstHolding[Int(unit)])..<Int(firstHolding[Int(unit) + 1])
    }
}

extension Units {
    /// From a unit's first to its last sighting.
    func period(ofUnit unit: Int32) -> Period {
        Period(first: Timestamp(seconds: first[Int(unit)]), last: Timestamp(seconds: last[Int(unit)]))
    }

    /// A holding's time.
    func period(of holding: Int) -> Period {
        Period(first: Timestamp(seconds: heldFrom[holding]), last: Timestamp(seconds: heldTo[holding]))
    }

    /// The first of a unit's names.
    func firstName(of unit: Int32) -> Int32 {
        names.items[Int(names.starts[Int(unit)])]
    }

    /// The units of a domain.
    func units(of domain: Int32) -> Range<Int32> {
        let low = self.domain.indices.end { self.domain[$0] < domain }
        var end = low
        while end < count, self.domain[end] == domain { end += 1 }
        return Int32(low)..<Int32(end)
    }
}
