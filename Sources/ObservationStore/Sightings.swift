internal import GRDB
internal import PassiveDNS

/// A time in which a sensor saw a record without a break.
struct Sighting {
    /// The number of the sensor's text.
    var sensor: Int64
    var first: Int64
    var last: Int64
    var count: Int64
    /// The row of a table that begins it; −1 where the store knew of it before.
    var row: Int32 = -1
}

/// Sightings of one record, as the store keeps them: for each sensor its periods, which share no instant.
///
/// A row of the store has at most ``most`` of them, but for those that end at one moment, so that another sighting never
/// costs more than a row of that size, however many there were.
///
/// Bytes are variable-length integers as in Protocol Buffers, seven bits each, the lowest first. For each sensor, by number:
/// the sensor, how many periods there are, and for each period by time the seconds since the one before ended (since 1970
/// for the first, as a signed number in ZigZag form), the seconds that it lasted, and the count.
enum Sightings {
    /// So many sightings belong together, some hundreds of bytes.
    static let most = 64

    /// What is wrong with a store whose bytes are none that ``append(_:to:)`` wrote.
    static let damage = DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the sightings of a record make no sense")

    /// Appends sightings to bytes; they must be in order and share no instant, as ``merge(_:)`` leaves them.
    static func append(_ sightings: [Sighting], to bytes: inout [UInt8]) {
        var at = 0
        while at < sightings.count {
            let sensor = sightings[at].sensor
            let end = sightings[at...].firstIndex { $0.sensor != sensor } ?? sightings.count
            append(UInt64(bitPattern: sensor), to: &bytes)
            append(UInt64(end - at), to: &bytes)
            append(zigzag(sightings[at].first), to: &bytes)
            for place in at..<end {
                let sighting = sightings[place]
                if place > at {
                    append(UInt64(bitPattern: sighting.first &- sightings[place - 1].last), to: &bytes)
                }
                append(UInt64(bitPattern: sighting.last &- sighting.first), to: &bytes)
                append(UInt64(bitPattern: sighting.count), to: &bytes)
            }
            at = end
        }
    }

    /// Calls `body` with each sighting, in order; `false` where the bytes are none that ``append(_:to:)`` wrote.
    static func read(_ bytes: UnsafeRawBufferPointer, _ body: (Sighting) throws -> Void) rethrows -> Bool {
        var at = 0
        while at < bytes.count {
            guard let sensor = integer(bytes, &at), var left = integer(bytes, &at), left > 0 else { return false }
            var end: Int64?
            // A period takes three bytes at least, so that what is damaged comes to its end.
            while left > 0 {
                guard let start = integer(bytes, &at), let length = integer(bytes, &at), let count = integer(bytes, &at)
                else { return false }
                let first = end.map { $0 &+ Int64(bitPattern: start) } ?? unzigzag(start)
                let last = first &+ Int64(bitPattern: length)
                let seen = Int64(bitPattern: count)
                guard first <= last, seen > 0, end.map({ $0 < first }) ?? true else { return false }
                try body(Sighting(sensor: Int64(bitPattern: sensor), first: first, last: last, count: seen))
                end = last
                left -= 1
            }
        }
        return true
    }

    /// Puts sightings in order and makes one of those of a sensor that share an instant; it was known if one of them was.
    static func merge(_ sightings: inout [Sighting]) {
        guard sightings.count > 1 else { return }
        sightings.sort { a, b in a.sensor != b.sensor ? a.sensor < b.sensor : a.first < b.first }
        var kept = 0
        for place in 1..<sightings.count {
            let next = sightings[place]
            if next.sensor == sightings[kept].sensor, next.first <= sightings[kept].last {
                sightings[kept].last = max(sightings[kept].last, next.last)
                sightings[kept].count.addCount(next.count)
                if next.row < 0 { sightings[kept].row = -1 }
            } else {
                kept += 1
                sightings[kept] = next
            }
        }
        sightings.removeLast(sightings.count - kept - 1)
    }

    /// Calls `body` with rows of sightings, which are in order, and with the end of the last of each.
    static func forEachPart(_ sightings: [Sighting], _ body: (_ until: Int64, [Sighting]) throws -> Void) rethrows {
        guard sightings.count > most else {
            return sightings.isEmpty ? () : try body(sightings.reduce(.min) { max($0, $1.last) }, sightings)
        }
        let byEnd = sightings.sorted { ($0.last, $0.sensor) < ($1.last, $1.sensor) }
        var start = 0
        while start < byEnd.count {
            var end = min(start + most, byEnd.count)
            while end < byEnd.count, byEnd[end].last == byEnd[end - 1].last { end += 1 }
            var part = Array(byEnd[start..<end])
            merge(&part)
            try body(byEnd[end - 1].last, part)
            start = end
        }
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count, shift < 64 {
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    private static func zigzag(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: value << 1 ^ value >> 63)
    }

    private static func unzigzag(_ value: UInt64) -> Int64 {
        Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}
