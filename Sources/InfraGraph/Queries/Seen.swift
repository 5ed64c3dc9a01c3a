internal import PassiveDNS

/// A record and a time in which it was seen.
struct Seen {
    /// The owner's symbol.
    let owner: Int32
    let type: RecordType
    /// The number of an address, else a symbol.
    let data: Int32
    let period: Period
    let count: Int64
    /// The sensors' symbols.
    let sensors: [Int32]

    /// A tenure, as a record of its address's usual type.
    init(tenure: Int, _ graph: TenureGraph) {
        owner = graph.names.symbols[Int(graph.name[tenure])]
        type = graph.addresses[Int(graph.address[tenure])].usualType
        data = graph.address[tenure]
        period = graph.period(of: Int32(tenure))
        count = graph.count[tenure]
        sensors = graph.sensors(of: tenure)
    }

    /// A row of the records.
    init(row: Int, _ records: Records) {
        owner = records.owner[row]
        type = records.type[row]
        data = records.data[row]
        period = Period(
            first: Timestamp(seconds: records.first[row]),
            last: Timestamp(seconds: records.last[row])
        )
        count = records.sightings[row]
        sensors = [records.sensor[row]]
    }

    /// Whether owner, type and data are those of another one.
    func isSameRecord(as other: Seen) -> Bool {
        owner == other.owner && type == other.type && data == other.data
    }

    /// Whether owner, type and data come before another's.
    func isBefore(_ other: Seen, _ symbols: SymbolTable) -> Bool {
        if owner != other.owner { return symbols.isBefore(owner, other.owner) }
        if type != other.type { return type.rawValue < other.type.rawValue }
        if data == other.data || type.isAddress { return data < other.data }
        return symbols.isBefore(data, other.data)
    }
}
