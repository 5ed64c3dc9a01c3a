internal import GRDB
internal import PassiveDNS

/// The rows that the store has of a record already.
struct KnownParts {
    private let parts: PreparedStatement
    private let part: PreparedStatement
    private let remove: PreparedStatement
    /// The rows that were taken last, by their ends, and whether the record has others.
    private var taken: [Int64] = []
    private var hasOthers = false

    init(_ db: Database) throws {
        let key = "rrname = ?1 AND rrtype = ?2 AND rdata = ?3"
        parts = try PreparedStatement(db, "SELECT until, sightings FROM record WHERE \(key) ORDER BY until DESC")
        part = try PreparedStatement(db, "SELECT sightings FROM record WHERE \(key) AND until = ?4")
        remove = try PreparedStatement(db, "DELETE FROM record WHERE \(key) AND until = ?4")
    }

    /// Adds to new sightings of a record those of the store that they may share an instant with, and those just before them
    /// where their row has room; their rows are removed.
    ///
    /// - Returns: whether the store has anything of the record.
    mutating func take(_ record: RecordKey, _ sightings: inout [Sighting]) throws -> Bool {
        taken.removeAll(keepingCapacity: true)
        hasOthers = false
        let isKnown = try read(record, &sightings)
        // After reading has ended: SQLite would have to save the place of a reader.
        for until in taken { try remove(until, of: record) }
        return isKnown
    }

    /// Adds to sightings that end with a moment those of the row that ends with it, too, if there is one; it is removed.
    func take(_ until: Int64, of record: RecordKey, _ sightings: inout [Sighting]) throws {
        guard hasOthers else { return }
        do {
            record.bind(to: part)
            part.bind(4, until)
            defer { part.reset() }
            guard try part.step() else { return }
            guard Sightings.read(part.bytes(0), { sightings.append($0) }) else { throw Sightings.damage }
        }
        Sightings.merge(&sightings)
        try remove(until, of: record)
    }

    private mutating func read(_ record: RecordKey, _ sightings: inout [Sighting]) throws -> Bool {
        record.bind(to: parts)
        defer { parts.reset() }
        guard try parts.step() else { return false }
        let first = sightings.reduce(Int64.max) { min($0, $1.first) }
        let last = sightings.reduce(Int64.min) { max($0, $1.last) }
        repeat {
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
                return true
            }
        } while try parts.step()
        return true
    }

    private func remove(_ until: Int64, of record: RecordKey) throws {
        record.bind(to: remove)
        remove.bind(4, until)
        try remove.run()
    }
}
