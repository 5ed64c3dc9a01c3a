internal import PassiveDNS

/// The rows of observations that no tenure tells: those of data other than addresses.
///
/// Columns in the order of the observations.
struct Records: Sendable {
    /// The texts of all observations: owner names, names and other data, sensors.
    private(set) var symbols = SymbolTable()
    private(set) var owner: [Int32] = []
    private(set) var type: [RecordType] = []
    /// The data's symbol.
    private(set) var data: [Int32] = []
    private(set) var first: [Int64] = []
    private(set) var last: [Int64] = []
    /// The sensor's symbol.
    private(set) var sensor: [Int32] = []

    var count: Int { owner.count }

    /// Copies the rows out of the observations.
    init(_ observations: ObservationTable) {
        symbols = observations.symbols
        for row in 0..<observations.count {
            let type = RecordType(rawValue: observations.rrtype[row])
            guard !type.isAddress else { continue }
            owner.append(observations.rrname[row])
            self.type.append(type)
            data.append(observations.rdata[row])
            first.append(observations.firstSeen[row])
            last.append(observations.lastSeen[row])
            sensor.append(observations.sensor[row])
        }
    }

    /// The data of a row as a name; `nil` where they are none.
    func target(of row: Int) -> Int32? {
        type[row].isName ? data[row] : nil
    }
}

// The texts are the graph's too, and are kept with it.
extension Records: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(owner, type, data, first, last, sensor)
    }

    init(from columns: inout ColumnReader) throws {
        owner = try columns.read()
        type = try columns.read()
        data = try columns.read()
        first = try columns.read()
        last = try columns.read()
        sensor = try columns.read()
    }

    /// Gives records that were read their texts back.
    mutating func take(_ symbols: SymbolTable) {
        self.symbols = symbols
    }
}
