internal import PassiveDNS

/// Where one domain was and what it was used for, in the order of time.
struct Hosting {
    /// A time in which the domain was on an address.
    struct Stay {
        var address: Int32
        var first: Int64
        var last: Int64
        var sightings: Int64
    }

    /// A time in which the domain was put to one use.
    struct Spell {
        let use: DomainHistory.Use
        /// By first seen; never empty.
        var stays: [Stay]
        var last: Int64

        var first: Int64 { stays[0].first }
    }

    private(set) var spells: [Spell] = []
    /// When it was seen first and last, time and again, with answers that are no hosting; in order.
    private(set) var voids: [Stay] = []

    /// Reads the rows of a domain.
    ///
    /// - Parameters:
    ///   - rows: by address and first seen.
    ///   - classes: the class of every address; answers that are no hosting are passed over.
    ///   - gap: sightings on one address at most this many seconds apart are one stay.
    init(_ rows: [Sightings.Row], classes: [HubClass], gap: Int64) {
        var stays: [Stay] = []
        var start = rows.startIndex
        while start < rows.endIndex {
            let address = rows[start].address
            let end = rows[start...].firstIndex { $0.address != address } ?? rows.endIndex
            if ![HubClass.bogon, .resolver, .rewrite].contains(classes[Int(address)]) {
                Self.join(Self.certain(rows[start..<end]), gap, into: &stays)
            } else {
                Self.join(Self.certain(rows[start..<end]), gap, into: &voids)
            }
            start = end
        }
        stays.sort { ($0.first, $0.last, $0.address) < ($1.first, $1.last, $1.address) }
        voids.sort { ($0.first, $0.last, $0.address) < ($1.first, $1.last, $1.address) }
        for stay in stays { add(stay, use: Self.use(classes[Int(stay.address)])) }
    }

    /// A domain whose use changes more often is noise, or an attack.
    private static let mostSpells = 1_000

    private mutating func add(_ stay: Stay, use: DomainHistory.Use) {
        let current = spells.count - 1
        if spells.count == Self.mostSpells, use != spells[current].use { return }
        if current < 0 || use != spells[current].use {
            // A side record while the former use goes on is no change.
            if current >= 0, spells[current].last > stay.first + 20 * Timestamp.day { return }
            spells.append(Spell(use: use, stays: [stay], last: stay.last))
        } else {
            spells[current].stays.append(stay)
            spells[current].last = max(spells[current].last, stay.last)
        }
    }

    private static func use(_ hubClass: HubClass) -> DomainHistory.Use {
        switch hubClass {
        case .sinkhole: .seized
        case .parking: .parked
        default: .inUse
        }
    }

    /// What is certain of the rows of one address.
    ///
    /// An aggregator's row runs from the first to the last sighting over all silence between. Where sensors that report
    /// run by run saw the pair before and after, it counts between them only for its ends, which are sightings.
    private static func certain(_ rows: ArraySlice<Sightings.Row>) -> ArraySlice<Sightings.Row> {
        guard rows.contains(where: \.isAggregated), let firstRun = rows.first(where: { !$0.isAggregated })?.first,
            let lastRun = rows.lazy.filter({ !$0.isAggregated }).map(\.last).max()
        else { return rows }
        var pieces: [Sightings.Row] = []
        for row in rows {
            guard row.isAggregated else {
                pieces.append(row)
                continue
            }
            var before = row
            before.last = min(row.last, max(row.first, firstRun))
            // When it was seen so often, nobody knows.
            before.count = 0
            var after = row
            after.first = max(row.first, min(row.last, lastRun))
            after.count = 0
            pieces += [before, after]
        }
        return pieces.sorted { ($0.first, $0.last, $0.count) < ($1.first, $1.last, $1.count) }[...]
    }

    private static func join(_ rows: ArraySlice<Sightings.Row>, _ gap: Int64, into stays: inout [Stay]) {
        var isOpen = false
        for row in rows {
            let at = stays.count - 1
            if isOpen, row.first <= stays[at].last &+ gap {
                stays[at].last = max(stays[at].last, row.last)
                stays[at].sightings.addCount(row.count)
            } else {
                stays.append(Stay(address: row.address, first: row.first, last: row.last, sightings: row.count))
                isOpen = true
            }
        }
    }
}

extension Hosting.Stay {
    /// The mean time between two sightings, in seconds; `nil` where there was only one.
    var interval: Int64? { sightings > 1 ? (last - first) / (sightings - 1) : nil }
}
