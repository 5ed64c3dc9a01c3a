/// A few hundred rows on their way into an ``ObservationTable``.
///
/// Names and addresses get their numbers by hash, and each look-up waits for memory. A batch holds texts, addresses and
/// hashes until there are enough that the waits overlap: see ``ObservationTable/append(_:)``. At most about 100 KiB and
/// the last line's texts.
public struct ObservationBatch: Sendable {
    /// A row whose names and data are places in ``texts`` and ``addressPlaces``.
    struct Row: Sendable {
        var rrname: Int32
        var rdata: Int32
        var sensor: Int32
        var rrtype: RecordType
        var period: Period
        var sightings: Int64
    }

    private(set) var rows: [Row] = []
    /// The texts of all rows, end to end, with room behind them.
    private(set) var bytes: [UInt8]
    private var byteCount = 0
    /// Where each text lies in ``bytes``.
    private(set) var texts: [HashedBytes] = []
    private(set) var addresses: [IPAddress] = []
    /// Where each address lies in the bytes of ``addresses``.
    private(set) var addressPlaces: [HashedBytes] = []
    /// The text of the sensor that was added last; -1 where there is none.
    private var lastSensor: Int32 = -1

    private static let enoughRows = 256
    private static let enoughBytes = 1 << 16
    private static let usualBytes = 1 << 14

    /// Makes an empty batch.
    public init() {
        bytes = Array(repeating: 0, count: Self.usualBytes)
        rows.reserveCapacity(Self.enoughRows)
        texts.reserveCapacity(2 * Self.enoughRows)
        addresses.reserveCapacity(Self.enoughRows)
        addressPlaces.reserveCapacity(Self.enoughRows)
    }

    /// How many rows there are.
    public var count: Int { rows.count }

    /// Whether it is time to append the batch to a table.
    public var isFull: Bool { texts.count >= 2 * Self.enoughRows || byteCount >= Self.enoughBytes }

    /// Adds a sensor's name for rows to come, and returns its place; most rows have that of the row before.
    public mutating func sensor(_ name: UnsafeRawBufferPointer) -> Int32 {
        if lastSensor < 0 || !holds(name, lastSensor) { lastSensor = text(name) }
        return lastSensor
    }

    /// Adds an address record of a canonical name, with a sensor that ``sensor(_:)`` gave since the batch was emptied.
    public mutating func append(
        rrname: UnsafeRawBufferPointer,
        rrtype: RecordType,
        address: IPAddress,
        period: Period,
        count: Int64,
        sensor: Int32
    ) {
        let hash = withUnsafeBytes(of: address.value) { SymbolTable.hash($0) }
        let size = MemoryLayout<IPAddress>.stride
        let place = HashedBytes(start: Int32(addresses.count * size), count: Int32(size), hash: hash)
        let rdata = Int32(addresses.count)
        addresses.append(address)
        addressPlaces.append(place)
        append(text(rrname), rrtype, rdata, period, count, sensor)
    }

    /// Adds a record of a canonical name of another type, whose data are a canonical name or in presentation form, with a
    /// sensor that ``sensor(_:)`` gave since the batch was emptied.
    public mutating func append(
        rrname: UnsafeRawBufferPointer,
        rrtype: RecordType,
        rdata: UnsafeRawBufferPointer,
        period: Period,
        count: Int64,
        sensor: Int32
    ) {
        append(text(rrname), rrtype, text(rdata), period, count, sensor)
    }

    /// Removes the rows from one on.
    public mutating func removeRows(from row: Int) {
        rows.removeLast(rows.count - row)
    }

    /// Empties the batch but keeps its memory, as far as it is no more than usual.
    mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        byteCount = 0
        // A line that had a mebibyte is no reason to keep that for the next.
        if bytes.count > 4 * Self.enoughBytes { bytes = Array(repeating: 0, count: Self.usualBytes) }
        texts.removeAll(keepingCapacity: true)
        addresses.removeAll(keepingCapacity: true)
        addressPlaces.removeAll(keepingCapacity: true)
        lastSensor = -1
    }

    private mutating func append(
        _ rrname: Int32,
        _ rrtype: RecordType,
        _ rdata: Int32,
        _ period: Period,
        _ sightings: Int64,
        _ sensor: Int32
    ) {
        rows.append(
            Row(rrname: rrname, rdata: rdata, sensor: sensor, rrtype: rrtype, period: period, sightings: sightings)
        )
    }

    private mutating func text(_ text: UnsafeRawBufferPointer) -> Int32 {
        let start = byteCount
        let end = start + text.count
        if end > bytes.count {
            bytes.append(contentsOf: repeatElement(0, count: max(end - bytes.count, bytes.count)))
        }
        bytes.withUnsafeMutableBytes { UnsafeMutableRawBufferPointer(rebasing: $0[start..<end]).copyMemory(from: text) }
        byteCount = end
        texts.append(HashedBytes(start: Int32(start), count: Int32(text.count), hash: SymbolTable.hash(text)))
        return Int32(texts.count - 1)
    }

    private func holds(_ text: UnsafeRawBufferPointer, _ place: Int32) -> Bool {
        bytes.withUnsafeBytes { equal($0[texts[Int(place)].range], text[...]) }
    }
}

/// A string of bytes by its place among others, with its hash.
struct HashedBytes: Sendable {
    var start: Int32
    var count: Int32
    var hash: UInt64

    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}
