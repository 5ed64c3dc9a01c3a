public import PassiveDNS

extension Analysis {
    /// Everything seen of an indicator inside a window: the data of a name, the names on addresses.
    ///
    /// See ``forEachPivotRow(of:within:_:)``.
    public func pivot(_ indicator: Indicator, within window: Period? = nil) -> [PivotRow] {
        var rows: [PivotRow] = []
        forEachPivotRow(of: indicator, within: window) { rows.append($0) }
        return rows
    }

    /// Calls `body` with everything seen of an indicator inside a window: the data of a name, the names on addresses.
    ///
    /// A row tells an unbroken time in which a record was seen. The rows of a name come in the order of owner, type, data
    /// and time; those of addresses in the order of their names, those below one registrable domain together, then of
    /// addresses and time. Of one address the first row comes at once, however many there are. Time and memory are those
    /// of the rows that match, n log n; the first question makes an index, in one pass over the observations.
    ///
    /// - Parameters:
    ///   - indicator: a name, an address or a block.
    ///   - window: only rows that share an instant with it; all where `nil`.
    ///   - body: takes a row; what it throws ends the pivot.
    public func forEachPivotRow(
        of indicator: Indicator,
        within window: Period? = nil,
        _ body: (PivotRow) throws -> Void
    ) rethrows {
        let isWanted = { (row: PivotRow) in window.map { $0.overlaps(row.period) } ?? true }
        switch indicator {
        case .name(let name):
            try forEachRun(of: seen(of: name)) { for row in told($0) where isWanted(row) { try body(row) } }
        case .address, .prefix:
            let tenures = tenures(of: indicator)
            var start = tenures.startIndex
            while start < tenures.endIndex {
                let end = tenures[start...].firstIndex { !isOfSamePair(tenures[start], $0) } ?? tenures.endIndex
                try forEachRun(of: seen(in: tenures[start..<end])) {
                    for row in told($0) where isWanted(row) { try body(row) }
                }
                start = end
            }
        }
    }

    /// Everything seen of a name as an owner or as data, in the order of records.
    private func seen(of name: DomainName) -> [Seen] {
        guard let symbol = records.symbols.find(name.text) else { return [] }
        var seen: [Seen] = []
        let number = graph.names.nameOfSymbol[Int(symbol)]
        if number >= 0 {
            for tenure in graph.tenures(of: number).lazy.map({ Int($0) }) where !isOdd(tenure) {
                seen.append(Seen(tenure: tenure, graph))
            }
        }
        seen += index.records(of: symbol).map { Seen(row: Int($0), records) }
        seen += index.records(leadingTo: symbol).map { Seen(row: Int($0), records) }
        return seen.sorted { $0.isBefore($1, records.symbols) }
    }

    /// The tenures of an address, or of those of a block, in the order of names and then of addresses.
    private func tenures(of indicator: Indicator) -> ArraySlice<Int32> {
        switch indicator {
        case .name: return []
        case .address(let address): return graph.find(address).map { graph.byAddress[$0] } ?? []
        case .prefix(let block):
            let addresses = graph.addresses(in: block)
            let tenures = graph.byAddress[addresses]
            let names = tenures.map { Int64(graph.name[Int($0)]) }
            return Order.ascending(names).map { tenures[tenures.startIndex + Int($0)] }[...]
        }
    }

    private func isOfSamePair(_ a: Int32, _ b: Int32) -> Bool {
        graph.name[Int(a)] == graph.name[Int(b)] && graph.address[Int(a)] == graph.address[Int(b)]
    }

    /// Whether a record of an unusual type tells of the pair of a tenure, so that its rows must be asked.
    private func isOdd(_ tenure: Int) -> Bool {
        !graph.oddPairs.isEmpty
            && graph.oddPairs.contains(NamedAddress(name: graph.name[tenure], address: graph.address[tenure]))
    }

    /// What was seen of the pair of some tenures, in the order of records.
    private func seen(in tenures: ArraySlice<Int32>) -> [Seen] {
        let seen = tenures.map { Seen(tenure: Int($0), graph) }
        guard let first = tenures.first, isOdd(Int(first)) else { return seen }
        return index.records(of: seen[0].owner).map { Seen(row: Int($0), records) }
            .filter { $0.type.isAddress && $0.data == seen[0].data }
            .sorted { $0.isBefore($1, records.symbols) }
    }

    /// Calls `body` with what was seen of each record.
    private func forEachRun(of seen: [Seen], _ body: (ArraySlice<Seen>) throws -> Void) rethrows {
        var start = seen.startIndex
        while start < seen.endIndex {
            let end = seen[start...].firstIndex { !seen[start].isSameRecord(as: $0) } ?? seen.endIndex
            try body(seen[start..<end])
            start = end
        }
    }

    /// The sightings of one record, joined where they lie no further apart than a tenure allows.
    private func told(_ seen: ArraySlice<Seen>) -> [PivotRow] {
        guard let record = seen.first else { return [] }
        let address = record.type.isAddress ? record.data : nil
        let gap = Int64(settings.tenureGapDays * Double(Timestamp.day))
        var rows: [PivotRow] = []
        for seen in seen.sorted(by: { $0.period < $1.period }) {
            if let last = rows.last, seen.period.first.seconds <= last.period.last.seconds &+ gap {
                rows[rows.count - 1].period = last.period.union(seen.period)
                rows[rows.count - 1].count.addCount(seen.count)
                rows[rows.count - 1].sensors += names(of: seen.sensors)
            } else {
                rows.append(
                    PivotRow(
                        rrname: DomainName(canonical: records.symbols[record.owner]),
                        rrtype: record.type,
                        rdata: data(of: record),
                        period: seen.period,
                        count: seen.count,
                        sensors: names(of: seen.sensors),
                        hubClass: address.map { finder.classes[Int($0)] },
                        fanOut: address.map { fanOut(of: $0) }
                    )
                )
            }
        }
        for index in rows.indices where rows[index].sensors.count > 1 {
            rows[index].sensors = Set(rows[index].sensors).sorted()
        }
        return rows
    }

    /// The sensors that have names.
    private func names(of sensors: [Int32]) -> [String] {
        sensors.map { records.symbols[$0] }.filter { !$0.isEmpty }
    }

    /// A record's data in presentation form.
    private func data(of record: Seen) -> String {
        guard record.type.isAddress else { return records.symbols[record.data] }
        let address = graph.addresses[Int(record.data)]
        return record.type == .aaaa ? address.v6Description : address.description
    }

    /// How many registrable domains were ever seen on an address.
    func fanOut(of address: Int32) -> Int {
        finder.fanOut(of: address)
    }
}
