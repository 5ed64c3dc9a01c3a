internal import PassiveDNS

/// What linking joins: the names of one registrable domain that one holder used together.
///
/// A domain falls into several units where its hosting falls apart (names that somebody planted below a victim's domain
/// share nothing with the victim's own), and where it changed hands. Columns of holdings, the times in which a unit was
/// on an address, are sorted by (unit, address, first).
struct Units: Sendable {
    /// For each unit: its domain.
    let domain: [Int32]
    /// For each unit: which of its domain's epochs it belongs to, from 0.
    let epoch: [Int32]
    /// For each unit: when its hosting was seen first and last, hubs included.
    let first: [Int64]
    let last: [Int64]
    /// For each unit: whether its names look planted below somebody else's domain.
    let isShadow: [Bool]
    /// The names of each unit.
    let names: Grouping
    /// The units of each name, in the order of time.
    let ofName: Grouping

    /// For each holding: its unit.
    let unit: [Int32]
    /// For each holding: its address.
    let address: [Int32]
    /// For each holding: when it was seen.
    let heldFrom: [Int64]
    let heldTo: [Int64]
    /// For each unit: where its holdings begin; one more at the end.
    let firstHolding: [Int32]

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
        let gap = settings.tenureGap
        var parts = Parallel.parts(graph.names.domainCount) { domains in
            let firstName = graph.names.names(of: Int32(domains.lowerBound)).lowerBound
            let endName = graph.names.names(of: Int32(domains.upperBound - 1)).upperBound
            var part = Part(names: firstName..<endName)
            for domain in domains.lazy.map({ Int32($0) }) {
                let cuts = ownership.cuts(of: domain)
                for (place, group) in Subzones(of: domain, graph: graph, classes: classes).groups.enumerated() {
                    for names in judgements.setApart(group, graph.names) {
                        let pieces = Self.pieces(of: names, cuts, graph, judgements)
                        part.add(pieces, isShadow: place > 0, of: domain, joining: gap)
                    }
                }
            }
            return part
        }
        var before: Int32 = 0
        for part in parts.indices {
            parts[part].renumber(from: before)
            before += Int32(parts[part].domain.count)
        }
        domain = .joined(&parts, \.domain)
        epoch = .joined(&parts, \.epoch)
        first = .joined(&parts, \.first)
        last = .joined(&parts, \.last)
        isShadow = .joined(&parts, \.isShadow)
        unit = .joined(&parts, \.unit)
        address = .joined(&parts, \.address)
        heldFrom = .joined(&parts, \.heldFrom)
        heldTo = .joined(&parts, \.heldTo)
        firstHolding = Grouping.starts(unit, groups: domain.count) { $0 }
        let holder = [Int32].joined(&parts, \.holder)
        let name = [Int32].joined(&parts, \.name)
        let byName = Grouping(keys: name, groups: graph.names.count)
        names = Grouping(keys: holder, groups: domain.count, order: byName.items).mapItems { name[Int($0)] }
        ofName = byName.mapItems { holder[Int($0)] }
    }

    /// A time in which a name was on an address in one epoch of its domain.
    private struct Piece {
        var epoch: Int32
        var address: Int32
        var first: Int64
        var last: Int64
        var name: Int32
    }

    /// The tenures of some names of one domain, cut at its changes of hands, by epoch, address and time.
    private static func pieces(
        of names: [Int32],
        _ cuts: [Int64],
        _ graph: TenureGraph,
        _ judgements: Judgements
    ) -> [Piece] {
        var pieces: [Piece] = []
        for name in names {
            for tenure in graph.tenures(of: name).lazy.map({ Int($0) })
            where !judgements.rejects(name, on: graph.address[tenure]) {
                split(graph.first[tenure], graph.last[tenure], at: cuts) { epoch, first, last in
                    pieces.append(
                        Piece(epoch: epoch, address: graph.address[tenure], first: first, last: last, name: name)
                    )
                }
            }
        }
        if pieces.count > 1 {
            pieces.sort { ($0.epoch, $0.address, $0.first, $0.name) < ($1.epoch, $1.address, $1.first, $1.name) }
        }
        return pieces
    }

    /// The units of some domains that follow each other, numbered from 0.
    private struct Part: Sendable {
        var domain: [Int32] = []
        var epoch: [Int32] = []
        var first: [Int64] = []
        var last: [Int64] = []
        var isShadow: [Bool] = []
        var unit: [Int32] = []
        var address: [Int32] = []
        var heldFrom: [Int64] = []
        var heldTo: [Int64] = []
        /// Which unit holds which name; each pair once, in the order of units.
        var holder: [Int32] = []
        var name: [Int32] = []
        private let firstName: Int32
        /// For each name, the last unit that holds it.
        private var lastHolder: [Int32]

        init(names: Range<Int32>) {
            firstName = names.lowerBound
            lastHolder = Array(repeating: -1, count: names.count)
        }

        /// Adds the units of some names of a domain, one for each epoch in which they were seen.
        mutating func add(_ pieces: [Piece], isShadow: Bool, of domain: Int32, joining gap: Int64) {
            var open: Int32 = -1
            for piece in pieces {
                if piece.epoch != open {
                    open = piece.epoch
                    self.domain.append(domain)
                    epoch.append(piece.epoch)
                    first.append(piece.first)
                    last.append(piece.last)
                    self.isShadow.append(isShadow)
                }
                let current = self.domain.count - 1
                first[current] = min(first[current], piece.first)
                last[current] = max(last[current], piece.last)
                add(Int32(current), piece.name)
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

        private mutating func add(_ unit: Int32, _ name: Int32) {
            guard lastHolder[Int(name - firstName)] != unit else { return }
            lastHolder[Int(name - firstName)] = unit
            holder.append(unit)
            self.name.append(name)
        }

        /// Numbers the units from one on, and forgets what only adding needs.
        mutating func renumber(from start: Int32) {
            lastHolder = []
            for place in unit.indices { unit[place] += start }
            for place in holder.indices { holder[place] += start }
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

extension Units: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(
            domain,
            epoch,
            first,
            last,
            isShadow,
            names,
            ofName,
            unit,
            address,
            heldFrom,
            heldTo,
            firstHolding
        )
    }

    init(from columns: inout ColumnReader) throws {
        domain = try columns.read()
        epoch = try columns.read()
        first = try columns.read()
        last = try columns.read()
        isShadow = try columns.read()
        names = try columns.read()
        ofName = try columns.read()
        unit = try columns.read()
        address = try columns.read()
        heldFrom = try columns.read()
        heldTo = try columns.read()
        firstHolding = try columns.read()
    }
}
