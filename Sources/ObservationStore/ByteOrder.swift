/// Puts byte strings in order, eight bytes at a time.
///
/// The strings lie end to end. Those that begin alike by eight bytes are sorted again by the next eight, so that no byte of a
/// common beginning, such as a domain's, is looked at more often than once for each string.
struct ByteOrder {
    private let bytes: UnsafeRawBufferPointer
    private let ends: UnsafeBufferPointer<Int>
    /// What is still to be sorted: places in the order, whose strings are alike up to a depth.
    private var waiting: [(places: Range<Int>, depth: Int)] = []

    private struct Entry {
        var key: UInt64
        var id: Int32
    }

    /// The numbers of some strings by the order of their bytes; string `i` ends at `ends[i]`, where the next one begins.
    ///
    /// 16 bytes a string.
    static func sorted(_ ids: [Int32], _ bytes: [UInt8], _ ends: [Int]) -> [Int32] {
        bytes.withUnsafeBytes { bytes in
            ends.withUnsafeBufferPointer { ends in
                var order = ByteOrder(bytes: bytes, ends: ends)
                return order.sorted(ids.map { Entry(key: 0, id: $0) })
            }
        }
    }

    private init(bytes: UnsafeRawBufferPointer, ends: UnsafeBufferPointer<Int>) {
        (self.bytes, self.ends) = (bytes, ends)
    }

    private mutating func sorted(_ entries: consuming [Entry]) -> [Int32] {
        entries.withUnsafeMutableBufferPointer { entries in
            waiting.append((0..<entries.count, 0))
            // No recursion: strings that are long and alike would need too much of a stack.
            while let (places, depth) = waiting.popLast() {
                sort(UnsafeMutableBufferPointer(rebasing: entries[places]), places.lowerBound, depth)
            }
        }
        return entries.map(\.id)
    }

    private mutating func sort(_ entries: UnsafeMutableBufferPointer<Entry>, _ place: Int, _ depth: Int) {
        var entries = entries
        for entry in entries.indices { entries[entry].key = key(entries[entry].id, depth) }
        entries.sort { $0.key < $1.key }
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].key == entries[start].key { end += 1 }
            if end - start > 1 {
                let ended = putEndedFirst(UnsafeMutableBufferPointer(rebasing: entries[start..<end]), depth + 8)
                if end - start - ended > 1 { waiting.append((place + start + ended..<place + end, depth + 8)) }
            }
            start = end
        }
    }

    /// Puts strings that have no more bytes than a depth before the others, by length; how many there are.
    private func putEndedFirst(_ entries: UnsafeMutableBufferPointer<Entry>, _ depth: Int) -> Int {
        var entries = entries
        let start = entries.partition { range($0.id).count > depth }
        var ended = UnsafeMutableBufferPointer(rebasing: entries[..<start])
        ended.sort { range($0.id).count < range($1.id).count }
        return ended.count
    }

    /// Eight bytes of a string as a number that is ordered as they are; zeros where there are fewer.
    private func key(_ id: Int32, _ depth: Int) -> UInt64 {
        let range = range(id)
        let start = min(range.lowerBound + depth, range.upperBound)
        if range.upperBound - start >= 8 {
            return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
        var value: UInt64 = 0
        for at in start..<range.upperBound { value = value << 8 | UInt64(bytes[at]) }
        // Shifts by 64, where there is no byte, leave 0.
        return value << UInt64(8 * (8 - (range.upperBound - start)))
    }

    private func range(_ id: Int32) -> Range<Int> {
        (id == 0 ? 0 : ends[Int(id) - 1])..<ends[Int(id)]
    }
}
