internal import PassiveDNS

/// Datagrams whose fragments are awaited; bounded in number, bytes and time.
struct FragmentTable {
    /// What a datagram's fragments have in common (RFC 791 section 3.2, RFC 8200 section 4.5).
    struct Key: Hashable {
        var source: IPAddress
        var destination: IPAddress
        var identification: UInt32
        /// The protocol of IPv4; in IPv6 only the first fragment's counts, and this is zero.
        var number: UInt8
    }

    /// What becomes of a datagram's fragments.
    enum Fate {
        case awaited
        /// Given up; what still comes of it is passed over.
        case hopeless
        /// Seen by its first fragment to be of no use.
        case useless
    }

    /// One datagram.
    struct Entry {
        var key: Key
        var datagram = FragmentedDatagram()
        var fate = Fate.awaited
        /// The protocol that the first fragment names.
        var number: UInt8 = 0
        var firstTime: Int64
    }

    /// So many datagrams at most.
    static let mostDatagrams = 4_096
    /// So many bytes at most, in all.
    static let mostBytes = 16 << 20
    /// Fragments are awaited for a minute (RFC 8200 section 4.5), in nanoseconds.
    static let patience: Int64 = 60_000_000_000

    private var slots: [Key: Int] = [:]
    private var entries: [Entry] = []
    private var ages = AgeList()
    private(set) var size = 0

    /// How many datagrams are held.
    var count: Int { ages.count }

    /// The place of a datagram, a new one where it is not known.
    mutating func slot(of key: Key, at time: Int64) -> Int {
        if let known = slots[key] { return known }
        let slot = ages.insert()
        let entry = Entry(key: key, firstTime: time)
        if slot == entries.count { entries.append(entry) } else { entries[slot] = entry }
        slots[key] = slot
        return slot
    }

    /// What became of a datagram's fragments so far.
    func fate(of slot: Int) -> Fate { entries[slot].fate }

    /// Takes a fragment of an awaited datagram.
    mutating func add(
        _ bytes: UnsafeRawBufferPointer,
        to slot: Int,
        at offset: Int,
        number: UInt8,
        isLast: Bool
    ) -> FragmentedDatagram.Step {
        size &-= entries[slot].datagram.size
        if offset == 0 { entries[slot].number = number }
        let step = entries[slot].datagram.add(bytes, at: offset, isLast: isLast)
        size &+= entries[slot].datagram.size
        return step
    }

    /// Keeps of a datagram only that it was given up, or is of no use.
    mutating func giveUp(_ slot: Int, as fate: Fate) {
        size &-= entries[slot].datagram.size
        entries[slot].datagram = FragmentedDatagram()
        entries[slot].fate = fate
    }

    /// Removes a complete datagram.
    mutating func take(_ slot: Int) -> (bytes: [UInt8], number: UInt8) {
        let result = (entries[slot].datagram.assembled(), entries[slot].number)
        remove(slot)
        return result
    }

    /// Removes datagrams that are too old, or too many.
    ///
    /// - Returns: how many of them were still awaited.
    mutating func sweep(at time: Int64) -> Int {
        var awaited = 0
        while let slot = ages.oldest {
            let age = time &- entries[slot].firstTime
            let isOld = age > Self.patience || age < -Self.patience
            guard isOld || count > Self.mostDatagrams || size > Self.mostBytes else { break }
            if entries[slot].fate == .awaited { awaited &+= 1 }
            remove(slot)
        }
        return awaited
    }

    /// Removes all.
    ///
    /// - Returns: how many datagrams were still awaited.
    mutating func removeAll() -> Int {
        let awaited = slots.values.count { entries[$0].fate == .awaited }
        self = FragmentTable()
        return awaited
    }

    private mutating func remove(_ slot: Int) {
        giveUp(slot, as: .hopeless)
        slots[entries[slot].key] = nil
        ages.remove(slot)
    }
}
