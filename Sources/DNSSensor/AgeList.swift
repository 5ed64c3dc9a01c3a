/// The order in which the slots of a table were last used, oldest first; each operation takes constant time.
struct AgeList {
    private static let none: Int32 = -1

    private var newer: [Int32] = []
    private var older: [Int32] = []
    private var free: [Int32] = []
    private var first = none
    private var last = none
    private(set) var count = 0

    /// The slot that was not used for the longest time.
    var oldest: Int? { first == Self.none ? nil : Int(first) }

    /// Takes a free slot, or one more than there were so far, and makes it the newest.
    mutating func insert() -> Int {
        let slot: Int32
        if let reused = free.popLast() {
            slot = reused
        } else {
            slot = Int32(newer.count)
            newer.append(Self.none)
            older.append(Self.none)
        }
        count += 1
        append(slot)
        return Int(slot)
    }

    /// Makes a slot the newest.
    mutating func use(_ slot: Int) {
        guard last != Int32(slot) else { return }
        unlink(Int32(slot))
        append(Int32(slot))
    }

    /// Frees a slot.
    mutating func remove(_ slot: Int) {
        unlink(Int32(slot))
        free.append(Int32(slot))
        count -= 1
    }

    private mutating func append(_ slot: Int32) {
        newer[Int(slot)] = Self.none
        older[Int(slot)] = last
        if last == Self.none { first = slot } else { newer[Int(last)] = slot }
        last = slot
    }

    private mutating func unlink(_ slot: Int32) {
        let (next, previous) = (newer[Int(slot)], older[Int(slot)])
        if previous == Self.none { first = next } else { newer[Int(previous)] = next }
        if next == Self.none { last = previous } else { older[Int(next)] = previous }
    }
}
