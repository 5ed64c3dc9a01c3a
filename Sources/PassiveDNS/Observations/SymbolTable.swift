/// Byte strings, each held once and named by a small number.
///
/// The strings lie end to end in one array; numbers count from 0 in the order of first arrival. Finding or adding one
/// costs one hash over its bytes and, as a rule, one comparison. Memory: the bytes, 8 bytes for each string's place, and
/// 12 to 24 for the hash slots.
public struct SymbolTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// In the upper half of each slot the upper half of a string's hash, in the lower its number plus 1; 0 is free.
    private var slots: [UInt64]
    private var mask: Int

    /// Makes an empty table.
    public init() {
        slots = Array(repeating: 0, count: 64)
        mask = 63
    }

    /// How many strings there are.
    public var count: Int { ends.count }

    /// Makes room for strings and bytes to come.
    public mutating func reserve(count: Int, bytes: Int) {
        ends.reserveCapacity(count)
        self.bytes.reserveCapacity(bytes)
    }

    /// The number of a string, which is added where it is missing.
    ///
    /// - Precondition: fewer than 2³¹ strings.
    public mutating func intern(_ string: UnsafeRawBufferPointer) -> Int32 {
        let hash = Self.hash(string)
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

    /// The numbers in the order of the strings' bytes.
    ///
    /// n log n comparisons of bytes.
    public func sortedIDs() -> [Int32] {
        sorted(0..<Int32(ends.count))
    }

    /// Some numbers in the order of the strings' bytes.
    ///
    /// n log n comparisons, most of them of eight bytes at once; 16 bytes a number.
    public func sorted(_ ids: some Sequence<Int32>) -> [Int32] {
        withAllBytes { all, range in
            var keyed = ids.map { (prefix: prefix(all, range($0)), id: $0) }
            keyed.sort { a, b in
                if a.prefix != b.prefix { return a.prefix < b.prefix }
                let left = range(a.id)
                let right = range(b.id)
                let order = compare(all, left, right)
                return order != 0 ? order < 0 : left.count < right.count
            }
            return keyed.map(\.id)
        }
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

    /// The slot that holds a string, or the free one where it belongs.
    private func slot(of string: UnsafeRawBufferPointer, _ hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash >> 16) & mask
        while slots[slot] != 0 {
            if (slots[slot] ^ hash) & Self.hashBits == 0, equals(Int(Self.id(slots[slot])), string) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private func equals(_ id: Int, _ string: UnsafeRawBufferPointer) -> Bool {
        let range = range(id)
        let count = string.count
        guard range.count == count else { return false }
        return bytes.withUnsafeBytes { all in
            let held = UnsafeRawBufferPointer(rebasing: all[range])
            var at = 0
            while at + 8 <= count {
                let left = held.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                guard left == string.loadUnaligned(fromByteOffset: at, as: UInt64.self) else { return false }
                at += 8
            }
            while at < count {
                if held[at] != string[at] { return false }
                at += 1
            }
            return true
        }
    }

    private mutating func grow() {
        let size = slots.count * 2
        mask = size - 1
        slots = Array(repeating: 0, count: size)
        bytes.withUnsafeBytes { all in
            for id in 0..<ends.count {
                let hash = Self.hash(UnsafeRawBufferPointer(rebasing: all[range(id)]))
                var slot = Int(truncatingIfNeeded: hash >> 16) & mask
                while slots[slot] != 0 { slot = (slot + 1) & mask }
                slots[slot] = hash & Self.hashBits | UInt64(id) + 1
            }
        }
    }

    /// Eight bytes a step, each step a multiplication whose high half is folded in.
    private static func hash(_ string: UnsafeRawBufferPointer) -> UInt64 {
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(string.count)
        var at = 0
        while at + 8 <= string.count {
            state = fold(state ^ string.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at += 8
        }
        var rest: UInt64 = 0
        while at < string.count {
            rest = rest << 8 | UInt64(string[at])
            at += 1
        }
        state = fold(state ^ rest)
        return state
    }

    private static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
        return product.high ^ product.low
    }
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

private func compare(_ all: UnsafeRawBufferPointer, _ left: Range<Int>, _ right: Range<Int>) -> Int {
    let common = min(left.count, right.count)
    var offset = 0
    while offset < common {
        let a = all[left.lowerBound + offset]
        let b = all[right.lowerBound + offset]
        if a != b { return a < b ? -1 : 1 }
        offset += 1
    }
    return 0
}
