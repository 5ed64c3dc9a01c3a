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
        let rows = rows(of: indicator)
        var start = rows.startIndex
        while start < rows.endIndex {
            let end = rows[start...].firstIndex { !isSameRecord(rows[start], $0) } ?? rows.endIndex
            for row in told(rows[start..<end]) where window.map({ $0.overlaps(row.period) }) ?? true {
                try body(row)
            }
            start = end
        }
    }

    /// The rows of an indicator, those of one record together.
    private func rows(of indicator: Indicator) -> ArraySlice<Int32> {
        switch indicator {
        case .name(let name):
            guard let symbol = observations.symbols.find(name.text) else { return [] }
            return index.rows(of: symbol).sorted(by: isBefore)[...]
        case .address(let address):
            return graph.find(address).map { index.rows(of: $0..<($0 + 1)) } ?? []
        case .prefix(let block):
            let rows = index.rows(of: graph.addresses(in: block))
            let numbers = rows.map { Int64(graph.names.nameOfSymbol[Int(observations.rrname[Int($0)])]) }
            return Order.ascending(numbers).map { rows[rows.startIndex + Int($0)] }[...]
        }
    }

    private func isSameRecord(_ a: Int32, _ b: Int32) -> Bool {
        let (i, j) = (Int(a), Int(b))
        return observations.rrname[i] == observations.rrname[j] && observations.rrtype[i] == observations.rrtype[j]
            && observations.rdata[i] == observations.rdata[j]
    }

    /// Whether a row's owner, type and data come before another's.
    private func isBefore(_ a: Int32, _ b: Int32) -> Bool {
        let (i, j) = (Int(a), Int(b))
        if observations.rrname[i] != observations.rrname[j] {
            return observations.symbols[observations.rrname[i]] < observations.symbols[observations.rrname[j]]
        }
        if observations.rrtype[i] != observations.rrtype[j] { return observations.rrtype[i] < observations.rrtype[j] }
        if observations.rdata[i] == observations.rdata[j] { return false }
        if RecordType(rawValue: observations.rrtype[i]).isAddress {
            return observations.addresses[Int(observations.rdata[i])]
                < observations.addresses[Int(observations.rdata[j])]
        }
        return observations.symbols[observations.rdata[i]] < observations.symbols[observations.rdata[j]]
    }

    /// The sightings of one record, joined where they lie no further apart than a tenure allows.
    private func told(_ seen: ArraySlice<Int32>) -> [PivotRow] {
        guard let record = seen.first.map({ Int($0) }) else { return [] }
        let type = RecordType(rawValue: observations.rrtype[record])
        let data = observations.rdata[record]
        let address = type.isAddress ? graph.numberOfAddress[Int(data)] : nil
        let gap = Int64(settings.tenureGapDays * Double(Timestamp.day))
        var rows: [PivotRow] = []
        for (period, row) in seen.map({ (period(ofRow: Int($0)), Int($0)) }).sorted(by: { $0.0 < $1.0 }) {
            let (name, count) = (observations.symbols[observations.sensor[row]], observations.sightings[row])
            if let last = rows.last, period.first.seconds <= last.period.last.seconds + gap {
                rows[rows.count - 1].period = last.period.union(period)
                rows[rows.count - 1].count.addCount(count)
                if !name.isEmpty, !last.sensors.contains(name) { rows[rows.count - 1].sensors.append(name) }
            } else {
                rows.append(
                    PivotRow(
                        rrname: DomainName(canonical: observations.symbols[observations.rrname[record]]),
                        rrtype: type,
                        rdata: observations.text(of: data, as: type),
                        period: period,
                        count: count,
                        sensors: name.isEmpty ? [] : [name],
                        hubClass: address.map { finder.classes[Int($0)] },
                        fanOut: address.map { fanOut(of: $0) }
                    )
                )
            }
        }
        for index in rows.indices { rows[index].sensors.sort() }
        return rows
    }

    private func period(ofRow row: Int) -> Period {
        Period(
            first: Timestamp(seconds: observations.firstSeen[row]),
            last: Timestamp(seconds: observations.lastSeen[row])
        )
    }

    /// How many registrable domains were ever seen on an address.
    func fanOut(of address: Int32) -> Int {
        finder.fanOut(of: address)
    }
}
