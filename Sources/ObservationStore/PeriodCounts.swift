internal import GRDB
internal import PassiveDNS

/// How many periods a store holds, and from when to when.
///
/// One pass over the store.
struct PeriodCounts {
    private(set) var inAll = 0
    private(set) var period: Period?
    /// Periods of each sensor, by the number of its text.
    private(set) var ofSensor: [Int64: Int] = [:]
    /// Periods of each record type, by its number.
    private(set) var ofType: [Int64: Int] = [:]

    init(_ db: Database) throws {
        let records = try PreparedStatement(db, "SELECT rrtype, sightings FROM record")
        var (first, last) = (Int64.max, Int64.min)
        while try records.step() {
            let before = inAll
            let isWhole = Sightings.read(records.bytes(1)) { sighting in
                ofSensor[sighting.sensor, default: 0] += 1
                first = min(first, sighting.first)
                last = max(last, sighting.last)
                inAll += 1
            }
            guard isWhole else { throw Sightings.damage }
            ofType[records.integer(0), default: 0] += inAll - before
        }
        if first <= last { period = Period(first: Timestamp(seconds: first), last: Timestamp(seconds: last)) }
    }
}
