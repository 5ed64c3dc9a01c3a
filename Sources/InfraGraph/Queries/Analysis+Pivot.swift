public import PassiveDNS

extension Analysis {
    /// Everything seen of an indicator inside a window: the data of a name, the names on addresses.
    ///
    /// Rows in the order of the names, types, data and time. One pass over the observations.
    ///
    /// - Parameters:
    ///   - indicator: a name, an address or a block.
    ///   - window: only rows that share an instant with it; all where `nil`.
    /// - Returns: a row for each unbroken time in which a record was seen.
    public func pivot(_ indicator: Indicator, within window: Period? = nil) -> [PivotRow] {
        var rows: [Key: [(Period, Int64, Int32)]] = [:]
        let symbol: Int32? = if case .name(let name) = indicator { observations.symbols.find(name.text) } else { nil }
        let matches = matchingAddresses(indicator)
        for row in 0..<observations.count {
            let type = RecordType(rawValue: observations.rrtype[row])
            let isMatch =
                symbol.map { $0 == observations.rrname[row] || (type.isName && $0 == observations.rdata[row]) }
                ?? (type.isAddress && matches.contains(observations.rdata[row]))
            guard isMatch else { continue }
            let period = Period(
                first: Timestamp(seconds: observations.firstSeen[row]),
                last: Timestamp(seconds: observations.lastSeen[row])
            )
            rows[Key(name: observations.rrname[row], type: type.rawValue, data: observations.rdata[row]), default: []]
                .append((period, observations.sightings[row], observations.sensor[row]))
        }
        return rows.flatMap { key, seen in told(key, seen) }
            .filter { row in window.map { $0.overlaps(row.period) } ?? true }
            .sorted { a, b in
                (a.rrname, a.rrtype.rawValue, a.rdata, a.period) < (b.rrname, b.rrtype.rawValue, b.rdata, b.period)
            }
    }

    private struct Key: Hashable {
        var name: Int32
        var type: UInt16
        var data: Int32
    }

    private func matchingAddresses(_ indicator: Indicator) -> Set<Int32> {
        let prefix: IPPrefix
        switch indicator {
        case .name: return []
        case .address(let address): prefix = IPPrefix(address, bits: 128)
        case .prefix(let block): prefix = block
        }
        return Set(
            observations.addresses.indices.filter { prefix.contains(observations.addresses[$0]) }.map(Int32.init)
        )
    }

    /// The sightings of one record, joined where they lie no further apart than a tenure allows.
    private func told(_ key: Key, _ seen: [(Period, Int64, Int32)]) -> [PivotRow] {
        let type = RecordType(rawValue: key.type)
        let address = type.isAddress ? graph.find(observations.addresses[Int(key.data)]) : nil
        let gap = Int64(settings.tenureGapDays * Double(Timestamp.day))
        var rows: [PivotRow] = []
        for (period, count, sensor) in seen.sorted(by: { ($0.0, $0.2) < ($1.0, $1.2) }) {
            let name = observations.symbols[sensor]
            if let last = rows.last, period.first.seconds <= last.period.last.seconds + gap {
                rows[rows.count - 1].period = last.period.union(period)
                rows[rows.count - 1].count.addCount(count)
                if !name.isEmpty, !last.sensors.contains(name) { rows[rows.count - 1].sensors.append(name) }
            } else {
                rows.append(
                    PivotRow(
                        rrname: DomainName(canonical: observations.symbols[key.name]),
                        rrtype: type,
                        rdata: type.isAddress
                            ? observations.addresses[Int(key.data)].description : observations.symbols[key.data],
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

    /// How many registrable domains were ever seen on an address.
    func fanOut(of address: Int32) -> Int {
        Set(graph.byAddress[address].map { graph.names.domains[Int(graph.name[Int($0)])] }).count
    }
}
