/// Many observations as columns of integers.
///
/// Row `i` is the `i`-th element of every column. Names, sensors and data other than addresses are numbers in
/// ``symbols``; addresses are numbers in ``addresses``. 38 bytes a row, and each distinct name and address once.
public struct ObservationTable: Sendable {
    /// The texts: owner names, names and other data, sensors.
    public private(set) var symbols = SymbolTable()
    /// The distinct addresses, in the order of first arrival.
    public private(set) var addresses: [IPAddress] = []

    /// Owner names, as numbers in ``symbols``.
    public private(set) var rrname: [Int32] = []
    /// Record types.
    public private(set) var rrtype: [UInt16] = []
    /// Data: a number in ``addresses`` for A and AAAA, else in ``symbols``.
    public private(set) var rdata: [Int32] = []
    /// First seen, Unix seconds.
    public private(set) var firstSeen: [Int64] = []
    /// Last seen, Unix seconds; never before first seen.
    public private(set) var lastSeen: [Int64] = []
    /// How often seen.
    public private(set) var sightings: [Int64] = []
    /// Sensors, as numbers in ``symbols``.
    public private(set) var sensor: [Int32] = []

    /// The addresses' 16 bytes, whose numbers are those of ``addresses``.
    private var addressNumbers = SymbolTable()

    /// Makes an empty table.
    public init() {}

    /// How many rows there are.
    public var count: Int { rrname.count }

    /// About how many bytes of memory its rows and texts take.
    public var byteCount: Int {
        38 * rrname.count + symbols.byteCount + addressNumbers.byteCount + MemoryLayout<IPAddress>.stride
            * addresses.count
    }

    /// Makes room for rows to come.
    public mutating func reserve(rows: Int) {
        rrname.reserveCapacity(rows)
        rrtype.reserveCapacity(rows)
        rdata.reserveCapacity(rows)
        firstSeen.reserveCapacity(rows)
        lastSeen.reserveCapacity(rows)
        sightings.reserveCapacity(rows)
        sensor.reserveCapacity(rows)
    }

    /// The number of a text, which is added where it is missing.
    public mutating func symbol(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        symbols.intern(bytes)
    }

    /// The number of a text, which is added where it is missing.
    public mutating func symbol(_ text: String) -> Int32 {
        symbols.intern(text)
    }

    /// The number of an address, which is added where it is missing.
    public mutating func address(_ address: IPAddress) -> Int32 {
        let id = withUnsafeBytes(of: address.value) { addressNumbers.intern($0) }
        if id == addresses.count { addresses.append(address) }
        return id
    }

    /// Adds the rows of a batch, and empties it.
    public mutating func append(_ batch: inout ObservationBatch) {
        let texts = batch.bytes.withUnsafeBytes { symbols.intern(batch.texts, in: $0) }
        let numbers = batch.addresses.withUnsafeBytes { addressNumbers.intern(batch.addressPlaces, in: $0) }
        for (number, address) in zip(numbers, batch.addresses) where number == addresses.count {
            addresses.append(address)
        }
        let rows = batch.rows
        rrname.append(contentsOf: rows.lazy.map { texts[Int($0.rrname)] })
        rrtype.append(contentsOf: rows.lazy.map(\.rrtype.rawValue))
        rdata.append(contentsOf: rows.lazy.map { $0.rrtype.isAddress ? numbers[Int($0.rdata)] : texts[Int($0.rdata)] })
        firstSeen.append(contentsOf: rows.lazy.map(\.period.first.seconds))
        lastSeen.append(contentsOf: rows.lazy.map(\.period.last.seconds))
        sightings.append(contentsOf: rows.lazy.map(\.sightings))
        sensor.append(contentsOf: rows.lazy.map { texts[Int($0.sensor)] })
        batch.removeAll()
    }

    /// Adds a row of numbers that this table gave out.
    ///
    /// - Precondition: `firstSeen <= lastSeen`.
    public mutating func append(
        rrname: Int32,
        rrtype: RecordType,
        rdata: Int32,
        firstSeen: Int64,
        lastSeen: Int64,
        count: Int64,
        sensor: Int32
    ) {
        precondition(firstSeen <= lastSeen, "an observation ends before it begins")
        self.rrname.append(rrname)
        self.rrtype.append(rrtype.rawValue)
        self.rdata.append(rdata)
        self.firstSeen.append(firstSeen)
        self.lastSeen.append(lastSeen)
        sightings.append(count)
        self.sensor.append(sensor)
    }

    /// Adds an observation.
    public mutating func append(_ observation: Observation) {
        let data =
            switch observation.rdata {
            case .address(let address): self.address(address)
            case .text(let text): symbol(text)
            }
        append(
            rrname: symbol(observation.rrname.text),
            rrtype: observation.rrtype,
            rdata: data,
            firstSeen: observation.period.first.seconds,
            lastSeen: observation.period.last.seconds,
            count: observation.count,
            sensor: symbol(observation.sensor)
        )
    }

    /// The presentation form of data of a type, by their number.
    public func text(of rdata: Int32, as type: RecordType) -> String {
        guard type.isAddress else { return symbols[rdata] }
        let address = addresses[Int(rdata)]
        return type == .aaaa ? address.v6Description : address.description
    }

    /// A row as one value, for tests and small outputs.
    public subscript(row: Int) -> Observation {
        let type = RecordType(rawValue: rrtype[row])
        return Observation(
            rrname: DomainName(canonical: symbols[rrname[row]]),
            rrtype: type,
            rdata: type.isAddress ? .address(addresses[Int(rdata[row])]) : .text(symbols[rdata[row]]),
            period: Period(first: Timestamp(seconds: firstSeen[row]), last: Timestamp(seconds: lastSeen[row])),
            count: sightings[row],
            sensor: symbols[sensor[row]]
        )
    }

    /// Hands out the whole table and empties it, so that whoever takes it can let go of its memory.
    public mutating func take() -> ObservationTable {
        let taken = self
        self = ObservationTable()
        return taken
    }
}
