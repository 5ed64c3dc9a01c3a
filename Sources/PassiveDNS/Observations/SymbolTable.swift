/// Byte strings, each held once and named by a small number.
///
/// The strings lie end to end in one array; numbers count from 0 in the order of first arrival. Finding or adding one
/// costs one hash over its bytes and, as a rule, one comparison. Memory: the bytes, 8 bytes for each string's place, and
/// 12 to 24 for the hash slots.
public struct SymbolTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// In the upper half of each slot the upper half of a string's hash, which tells the slot too, so that the table
    /// grows without looking at the strings; in the lower its number plus 1; 0 is free.
    private var slots: [UInt64]
    private var mask: Int

    /// Makes an empty table.
    public init() {
        slots = Array(repeating: 0, count: 64)
        mask = 63
    }

    /// How many strings there are.
    public var count: Int { ends.count }

    /// About how many bytes of memory the strings and their slots take.
    public var byteCount: Int { bytes.count + 8 * (ends.count + slots.count) }

    /// Makes room for strings and bytes to come.
    public mutating func reserve(count: Int, bytes: Int) {
        ends.reserveCapacity(count)
        self.bytes.reserveCapacity(bytes)
    }

    /// The number of a string, which is added where it is missing.
    ///
    /// - Precondition: fewer than 2³¹ strings.
    public mutating func intern(_ string: UnsafeRawBufferPointer) -> Int32 {
        intern(string, Self.hash(string))
    }

    private mutating func intern(_ string: UnsafeRawBufferPointer, _ hash: UInt64) -> Int32 {
        let slot = slot(of: string, hash)
        if slots[slot] != 0 { return Self.id(slots[slot]) }
        let id = Int32(ends.count)
        bytes.append(contentsOf: string)
        ends.append(bytes.count)
        slots[slot] = hash & Self.hashBits | UInt64(id) + 1
        if ends.count * 3 > slots.count * 2 { grow() }
        return id
    }

    /// The number of a string, which is added where it is missing.
    public mutating func intern(_ string: String) -> Int32 {
        var string = string
        return string.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
    }

    /// The numbers of many strings, which are added where they are missing.
    ///
    /// Step by step for all of them, since a step waits for memory: that the waits overlap is what makes it two to three
    /// times as fast as one string after another.
    mutating func intern(_ strings: [HashedBytes], in source: UnsafeRawBufferPointer) -> [Int32] {
        var numbers = strings.map { Self.id(slots[likely($0.hash)]) }
        let held = numbers.map { $0 < 0 ? 0..<0 : range(Int($0)) }
        bytes.withUnsafeBytes { all in
            for (index, string) in strings.enumerated() {
                let isHeld = equal(all[held[index]], source[string.range])
                if !isHeld { numbers[index] = -1 }
            }
        }
        for (index, string) in strings.enumerated() where numbers[index] < 0 {
            numbers[index] = intern(UnsafeRawBufferPointer(rebasing: source[string.range]), string.hash)
        }
        return numbers
    }

    /// The number of a string, or `nil` where the table does not hold it.
    public func find(_ string: UnsafeRawBufferPointer) -> Int32? {
        let found = slots[slot(of: string, Self.hash(string))]
        return found == 0 ? nil : Self.id(found)
    }

    /// The number of a string, or `nil` where the table does not hold it.
    public func find(_ string: String) -> Int32? {
        var string = string
        return string.withUTF8 { find(UnsafeRawBufferPointer($0)) }
    }

    /// A string as text.
    public subscript(id: Int32) -> String {
        String(decoding: bytes[range(Int(id))], as: UTF8.self)
    }

    /// Calls `body` with the bytes of a string.
    @inlinable
    public func withBytes<Result>(of id: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withAllBytes { all, range in try body(UnsafeRawBufferPointer(rebasing: all[range(id)])) }
    }

    /// Some numbers in the order of the strings' bytes.
    ///
    /// n log n comparisons on two cores, most of them of numbers that hold sixteen bytes; 56 bytes a number.
    public func sorted(_ ids: some Sequence<Int32>) -> [Int32] {
        let ids = Array(ids)
        return places(of: ids) { range(Int(ids[$0])) }.map { ids[Int($0)] }
    }

    /// The places of some numbers, in the order of as many of their strings' last bytes as are given for each; those whose last bytes
    /// are equal keep their order.
    ///
    /// n log n comparisons on two cores, most of them of numbers that hold sixteen bytes; 56 bytes a number.
    package func places(of ids: [Int32], byLast octets: [Int32]) -> [Int32] {
        places(of: ids) { place in range(Int(ids[place])).suffix(Int(octets[place])) }
    }

    /// The places of some numbers in the order of what lies in a range of bytes for each, and in their own where that is equal.
    private func places(of ids: [Int32], by range: @Sendable (Int) -> Range<Int>) -> [Int32] {
        let keys = Parallel.map(ids.count) { places in
            bytes.withUnsafeBytes { all in
                places.map { place in
                    let range = range(place)
                    return Key(first: prefix(all, range), second: prefix(all, range.dropFirst(8)), place: Int32(place))
                }
            }
        }
        let ordered = keys.sortedOnTwoCores { one, other in
            if one.first != other.first { return one.first < other.first }
            if one.second != other.second { return one.second < other.second }
            let (left, right) = (range(Int(one.place)), range(Int(other.place)))
            let order = bytes.withUnsafeBytes { compare($0, left, right) }
            if order != 0 { return order < 0 }
            return left.count != right.count ? left.count < right.count : one.place < other.place
        }
        return ordered.map(\.place)
    }

    /// Something to be sorted: its first sixteen bytes, which as a rule spare a look at the others, and where it stands.
    private struct Key: Sendable {
        let first: UInt64
        let second: UInt64
        let place: Int32
    }

    /// Whether a string comes before another one in the order of bytes.
    public func isBefore(_ id: Int32, _ other: Int32) -> Bool {
        withAllBytes { all, range in isBefore(all, range(id), range(other)) }
    }

    /// Whether two strings have the same last bytes, of which each has at least so many.
    package func haveEqualEnds(_ id: Int32, _ other: Int32, octets: Int) -> Bool {
        withAllBytes { all, range in equal(all[range(id).suffix(octets)], all[range(other).suffix(octets)]) }
    }

    private func isBefore(_ all: UnsafeRawBufferPointer, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        let order = compare(all, left, right)
        return order != 0 ? order < 0 : left.count < right.count
    }

    @usableFromInline
    func withAllBytes<Result>(
        _ body: (UnsafeRawBufferPointer, (Int32) -> Range<Int>) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBytes { all in try body(all) { self.range(Int($0)) } }
    }

    private func range(_ id: Int) -> Range<Int> {
        (id == 0 ? 0 : ends[id - 1])..<ends[id]
    }

    private static let hashBits: UInt64 = 0xffff_ffff_0000_0000

    private static func id(_ slot: UInt64) -> Int32 {
        Int32(truncatingIfNeeded: slot) &- 1
    }

    /// The slot where the search for a string begins.
    private func home(of hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash >> 32) & mask
    }

    /// The slot that holds a string with a hash or one much like it, or the free one where it belongs.
    private func likely(_ hash: UInt64) -> Int {
        var slot = home(of: hash)
        while slots[slot] != 0, (slots[slot] ^ hash) & Self.hashBits != 0 { slot = (slot + 1) & mask }
        return slot
    }

    /// The slot that holds a string, or the free one where it belongs.
    private func slot(of string: UnsafeRawBufferPointer, _ hash: UInt64) -> Int {
        var slot = home(of: hash)
        while slots[slot] != 0 {
            if (slots[slot] ^ hash) & Self.hashBits == 0, equals(Int(Self.id(slots[slot])), string) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private func equals(_ id: Int, _ string: UnsafeRawBufferPointer) -> Bool {
        bytes.withUnsafeBytes { equal($0[range(id)], string[...]) }
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        mask = slots.count - 1
        for held in old where held != 0 {
            var slot = home(of: held)
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = held
        }
    }

    static func hash(_ string: UnsafeRawBufferPointer) -> UInt64 {
        SeededHash.hash(string)
    }
}

// The slots depend on hashes, whose seed is another one in each process.
extension SymbolTable: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(bytes, ends)
    }

    /// Reads the strings, and puts each in its slot; linear.
    package init(from columns: inout ColumnReader) throws {
        bytes = try columns.read()
        ends = try columns.read()
        guard zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }), 0...bytes.count ~= ends.first ?? 0,
            ends.last ?? 0 <= bytes.count
        else { throw ColumnError.truncated }
        var room = 64
        while ends.count * 3 > room * 2 { room *= 2 }
        slots = Array(repeating: 0, count: room)
        mask = room - 1
        bytes.withUnsafeBytes { all in
            for id in ends.indices {
                let hash = Self.hash(UnsafeRawBufferPointer(rebasing: all[range(id)]))
                var slot = home(of: hash)
                while slots[slot] != 0 { slot = (slot + 1) & mask }
                slots[slot] = hash & Self.hashBits | UInt64(id) + 1
            }
        }
    }
}

/// Whether two strings are equal, eight bytes a step.
func equal(_ left: Slice<UnsafeRawBufferPointer>, _ right: Slice<UnsafeRawBufferPointer>) -> Bool {
    let count = left.count
    guard right.count == count else { return false }
    let left = UnsafeRawBufferPointer(rebasing: left)
    let right = UnsafeRawBufferPointer(rebasing: right)
    var at = 0
    while at + 8 <= count {
        let word = left.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        guard word == right.loadUnaligned(fromByteOffset: at, as: UInt64.self) else { return false }
        at += 8
    }
    while at < count {
        if left[at] != right[at] { return false }
        at += 1
    }
    return true
}

/// The first eight bytes as a number that is ordered as they are; zeros where there are fewer.
private func prefix(_ all: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
    if range.count >= 8 {
        return UInt64(bigEndian: all.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
    }
    var value: UInt64 = 0
    for at in range { value = value << 8 | UInt64(all[at]) }
    return value << UInt64(8 * (8 - range.count))
}

/// Less than 0 where the left comes first, as far as both reach; eight bytes a step.
private func compare(_ all: UnsafeRawBufferPointer, _ left: Range<Int>, _ right: Range<Int>) -> Int {
    let common = min(left.count, right.count)
    var offset = 0
    while offset + 8 <= common {
        let a = all.loadUnaligned(fromByteOffset: left.lowerBound + offset, as: UInt64.self)
        let b = all.loadUnaligned(fromByteOffset: right.lowerBound + offset, as: UInt64.self)
        if a != b { return a.bigEndian < b.bigEndian ? -1 : 1 }
        offset += 8
    }
    while offset < common {
        let a = all[left.lowerBound + offset]
        let b = all[right.lowerBound + offset]
        if a != b { return a < b ? -1 : 1 }
        offset += 1
    }
    return 0
}
