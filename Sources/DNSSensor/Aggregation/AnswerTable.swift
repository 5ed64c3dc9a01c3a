#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
internal import PassiveDNS

/// What was answered: for each owner, type, data and sensor when first, when last and how often, in bounded memory.
///
/// Entries lie end to end in one array, each with its key behind it: the canonical wire forms of owner and data. Slots name
/// their places. One hash over the key and, as a rule, one comparison a record. The hash has a seed, so that nobody can
/// choose names that collide.
///
/// Records wait until there are some dozens: then the memory that each needs is asked for before any is waited for, which
/// takes a fraction of the time when the table is larger than the processor's cache.
struct AnswerTable {
    /// One record's numbers, in front of its key.
    struct Entry {
        var count: Int64
        /// Unix seconds.
        var first: Int64
        var last: Int64
        fileprivate var hash: UInt32
        var sensor: Int32
        fileprivate var contentLength: UInt32
        fileprivate var ownerLength: UInt16
        var type: UInt16

        fileprivate var keyLength: Int { Int(ownerLength) &+ Int(contentLength) }

        /// What entry and key take, in bytes: entries begin at multiples of 8.
        fileprivate var room: Int { (MemoryLayout<Entry>.size &+ keyLength &+ 7) & ~7 }
    }

    /// A walk over the entries, which leave in parts while others come.
    private struct Walk {
        /// The next entry, and where those end that were there when it began.
        var place = 0
        let end: Int
        /// Entries that were seen last at this second or before leave for good.
        let second: Int64
        /// Whether of the others the news are told.
        let tellsNews: Bool
    }

    private static let fewestSlots = 1 << 10

    /// So many records wait at most.
    private static let mostWaiting = 64
    private static let mostWaitingBytes = 1 << 16

    private var entries: [UInt8] = []
    private var entryCount = 0
    /// The upper half is the entry's hash, the lower one more than an eighth of its place; 0 is a free slot.
    private var slots = [UInt64](repeating: 0, count: fewestSlots)
    private var mask = fewestSlots - 1
    /// Bytes that entries and slots may take.
    private let limit: Int
    /// Records that wait, and their keys end to end.
    private var waiting: [Entry] = []
    private var waitingKeys: [UInt8] = []
    /// What was read of entries to have them fetched; without meaning.
    private var fetched: UInt64 = 0
    /// What leaves now.
    private var walk: Walk?

    /// Makes an empty table that is full when its entries and slots take more bytes than the limit.
    init(limit: Int) {
        // Places are numbered by 32 bits.
        self.limit = min(limit, 8 << 31)
    }

    /// The number of entries.
    var count: Int {
        mutating get {
            settle()
            return entryCount
        }
    }

    /// Whether it takes more memory than it may.
    var isFull: Bool { size > limit }

    /// Whether it soon will: of four parts of the memory three are taken.
    var isNearlyFull: Bool { size > limit / 4 &* 3 }

    private var size: Int { entries.count &+ slots.count &* 8 }

    /// Counts one record, seen at a Unix second by a sensor.
    ///
    /// The key is the canonical owner, of `ownerLength` octets, and the canonical data.
    mutating func add(
        _ key: UnsafeRawBufferPointer,
        ownerLength: Int,
        type: UInt16,
        at second: Int64,
        by sensor: Int32
    ) {
        let hash = SeededHash.hash(key, with: UInt64(UInt32(bitPattern: sensor)) << 16 | UInt64(type))
        waiting.append(
            Entry(
                count: 1,
                first: second,
                last: second,
                hash: UInt32(truncatingIfNeeded: hash),
                sensor: sensor,
                contentLength: UInt32(truncatingIfNeeded: key.count &- ownerLength),
                ownerLength: UInt16(truncatingIfNeeded: ownerLength),
                type: type
            )
        )
        waitingKeys.append(contentsOf: key)
        if waiting.count >= Self.mostWaiting || waitingKeys.count >= Self.mostWaitingBytes { settle() }
    }

    /// Counts the records that wait.
    private mutating func settle() {
        for new in waiting {
            let slot = slots[Int(new.hash) & mask]
            if slot != 0 { fetched &+= UInt64(entries[place(slot)]) }
        }
        var records: [Entry] = []
        var keys: [UInt8] = []
        swap(&records, &waiting)
        swap(&keys, &waitingKeys)
        keys.withUnsafeBytes { keys in
            var at = 0
            for new in records {
                let end = at &+ new.keyLength
                add(new, UnsafeRawBufferPointer(rebasing: keys[at..<end]))
                at = end
            }
        }
        records.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        swap(&records, &waiting)
        swap(&keys, &waitingKeys)
    }

    private mutating func add(_ new: Entry, _ key: UnsafeRawBufferPointer) {
        var slot = Int(new.hash) & mask
        while slots[slot] != 0 {
            if UInt32(truncatingIfNeeded: slots[slot] >> 32) == new.hash, merge(new, key, into: place(slots[slot])) {
                return
            }
            slot = (slot &+ 1) & mask
        }
        slots[slot] = UInt64(new.hash) << 32 | UInt64(entries.count / 8 &+ 1)
        entryCount &+= 1
        append(new, key)
        if entryCount &* 3 > slots.count &* 2 { makeSlots(slots.count &* 2) }
    }

    private func place(_ slot: UInt64) -> Int {
        (Int(slot & 0xffff_ffff) &- 1) &* 8
    }

    /// Counts a record in an entry, where it is the same.
    private mutating func merge(_ new: Entry, _ key: UnsafeRawBufferPointer, into place: Int) -> Bool {
        entries.withUnsafeMutableBytes { entries in
            var entry = entries.loadUnaligned(fromByteOffset: place, as: Entry.self)
            guard entry.type == new.type, entry.sensor == new.sensor, entry.ownerLength == new.ownerLength,
                entry.contentLength == new.contentLength, let ours = entries.baseAddress, let theirs = key.baseAddress,
                memcmp(ours + place + MemoryLayout<Entry>.size, theirs, key.count) == 0
            else { return false }
            entry.count &+= 1
            entry.first = min(entry.first, new.first)
            entry.last = max(entry.last, new.last)
            entries.storeBytes(of: entry, toByteOffset: place, as: Entry.self)
            return true
        }
    }

    private mutating func append(_ entry: Entry, _ key: UnsafeRawBufferPointer) {
        withUnsafeBytes(of: entry) { entries.append(contentsOf: $0) }
        entries.append(contentsOf: key)
        while entries.count & 7 != 0 { entries.append(0) }
    }

    private mutating func makeSlots(_ size: Int) {
        mask = size - 1
        slots = Array(repeating: 0, count: size)
        entries.withUnsafeBytes { entries in
            var place = 0
            while place < entries.count {
                let entry = entries.loadUnaligned(fromByteOffset: place, as: Entry.self)
                var slot = Int(entry.hash) & mask
                while slots[slot] != 0 { slot = (slot &+ 1) & mask }
                slots[slot] = UInt64(entry.hash) << 32 | UInt64(place / 8 &+ 1)
                place &+= entry.room
            }
        }
    }
}

// MARK: - Leaving

extension AnswerTable {
    /// The second by which half of the entries were seen last; `nil` where there are none.
    ///
    /// n log n for n entries.
    mutating func middleSecond() -> Int64? {
        settle()
        var seconds: [Int64] = []
        seconds.reserveCapacity(entryCount)
        entries.withUnsafeBytes { entries in
            var place = 0
            while place < entries.count {
                let entry = entries.loadUnaligned(fromByteOffset: place, as: Entry.self)
                seconds.append(entry.last)
                place &+= entry.room
            }
        }
        seconds.sort()
        return seconds.isEmpty ? nil : seconds[(seconds.count - 1) / 2]
    }

    /// Whether entries are on their way out.
    var isLeaving: Bool { walk != nil }

    /// Begins to let entries go: what was seen last at a second or before leaves; of the others their news, if told, do.
    ///
    /// A walk that was under way ends; what it has handed out is not handed out again.
    mutating func beginLeaving(seenUpTo second: Int64, tellingNews: Bool) {
        settle()
        walk = Walk(end: entries.count, second: second, tellsNews: tellingNews)
    }

    /// Hands out entries that leave, each with its owner and its data, in the order of their first arrival.
    ///
    /// Entries of which `take` was told count anew from when they were seen last. What has no news leaves silently. Takes no
    /// memory: those that leave for good are removed at the end.
    ///
    /// - Parameter take: returns whether it takes more.
    /// - Returns: whether any were handed out; where none were, all have left.
    mutating func leave(
        _ take: (Entry, _ owner: UnsafeRawBufferPointer, _ content: UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        guard var walk else { return false }
        settle()
        var hasTold = false
        entries.withUnsafeMutableBytes { entries in
            var takesMore = true
            while takesMore, walk.place < walk.end {
                let place = walk.place
                var entry = entries.loadUnaligned(fromByteOffset: place, as: Entry.self)
                walk.place &+= entry.room
                guard entry.count > 0, walk.tellsNews || entry.last <= walk.second else { continue }
                let owner = place &+ MemoryLayout<Entry>.size
                let content = owner &+ Int(entry.ownerLength)
                takesMore = take(
                    entry,
                    UnsafeRawBufferPointer(rebasing: entries[owner..<content]),
                    UnsafeRawBufferPointer(rebasing: entries[content..<(content &+ Int(entry.contentLength))])
                )
                hasTold = true
                entry.count = 0
                entry.first = entry.last
                entries.storeBytes(of: entry, toByteOffset: place, as: Entry.self)
            }
        }
        self.walk = hasTold ? walk : nil
        if !hasTold { forget(seenUpTo: walk.second) }
        return hasTold
    }

    /// Removes the entries without news that were seen last at a second or before.
    private mutating func forget(seenUpTo second: Int64) {
        settle()
        var kept = 0
        entryCount = 0
        entries.withUnsafeMutableBytes { entries in
            guard let start = entries.baseAddress else { return }
            var place = 0
            while place < entries.count {
                let entry = entries.loadUnaligned(fromByteOffset: place, as: Entry.self)
                let room = entry.room
                if entry.count > 0 || entry.last > second {
                    if kept < place { memmove(start + kept, start + place, room) }
                    kept &+= room
                    entryCount &+= 1
                }
                place &+= room
            }
        }
        entries.removeLast(entries.count - kept)
        var size = Self.fewestSlots
        while entryCount * 3 > size * 2 { size *= 2 }
        makeSlots(size)
    }
}
