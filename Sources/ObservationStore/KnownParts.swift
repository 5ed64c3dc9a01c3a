internal import GRDB
internal import PassiveDNS

/// The rows that the store has of a record already.
struct KnownParts {
    private let parts: PreparedStatement
    private let part: PreparedStatement
    private let remove: PreparedStatement
    private let change: PreparedStatement
    private var bytes: [UInt8] = []
    /// The rows that were taken last, by their ends, and whether the record has others.
    private var taken: [Int64] = []
    private var hasOthers = false

    init(_ db: Database) throws {
        let key = "rrname = ?1 AND rrtype = ?2 AND rdata = ?3"
        parts = try PreparedStatement(db, "SELECT until, sightings FROM record WHERE \(key) ORDER BY until DESC")
        part = try PreparedStatement(db, "SELECT sightings FROM record WHERE \(key) AND until = ?4")
        remove = try PreparedStatement(db, "DELETE FROM record WHERE \(key) AND until = ?4")
        change = try PreparedStatement(
            db,
            "UPDATE record SET until = ?5, sightings = ?6 WHERE \(key) AND until = ?4"
        )
    }

    /// Adds to new sightings of a record those of the store that they may share an instant with, and those just before them
    /// where their row has room; the rows are to be put back.
    ///
    /// - Returns: whether the store has anything of the record.
    mutating func take(_ record: RecordKey, _ sightings: inout [Sighting]) throws -> Bool {
        let first = sightings.reduce(Int64.max) { min($0, $1.first) }
        let last = sightings.reduce(Int64.min) { max($0, $1.last) }
        taken.removeAll(keepingCapacity: true)
        hasOthers = false
        var isKnown = false
        record.bind(to: parts)
        defer { parts.reset() }
        while try parts.step() {
            isKnown = true
            let until = parts.integer(0)
            let before = sightings.count
            guard Sightings.read(parts.bytes(1), { sightings.append($0) }) else { throw Sightings.damage }
            let since = sightings[before...].reduce(Int64.max) { min($0, $1.first) }
            let isWanted = until < first ? sightings.count - before < Sightings.most : since <= last
            if isWanted {
                taken.append(until)
            } else {
                sightings.removeLast(sightings.count - before)
                hasOthers = true
            }
            if until < first {
                if try parts.step() { hasOthers = true }
                break
            }
        }
        if taken.count != 1 || hasOthers { try removeTaken(record) }
        return isKnown
    }

    /// Puts sightings into the one row that was taken, or into another that ends with them; `false` where they need a new one.
    mutating func put(_ sightings: [Sighting], _ until: Int64, of record: RecordKey) throws -> Bool {
        if let former = taken.popLast() {
            try write(sightings, until, in: former, of: record)
            return true
        }
        guard hasOthers else { return false }
        var all = sightings
        do {
            record.bind(to: part)
            part.bind(4, until)
            defer { part.reset() }
            guard try part.step() else { return false }
            guard Sightings.read(part.bytes(0), { all.append($0) }) else { throw Sightings.damage }
        }
        Sightings.merge(&all)
        try write(all, until, in: until, of: record)
        return true
    }

    private mutating func write(_ sightings: [Sighting], _ until: Int64, in former: Int64, of record: RecordKey) throws
    {
        bytes.removeAll(keepingCapacity: true)
        Sightings.append(sightings, to: &bytes)
        record.bind(to: change)
        change.bind(4, former)
        change.bind(5, until)
        try bytes.withUnsafeBytes { bytes in
            change.bind(6, bytes)
            try change.run()
        }
    }

    private mutating func removeTaken(_ record: RecordKey) throws {
        for until in taken {
            record.bind(to: remove)
            remove.bind(4, until)
            try remove.run()
        }
        taken.removeAll(keepingCapacity: true)
    }
}
