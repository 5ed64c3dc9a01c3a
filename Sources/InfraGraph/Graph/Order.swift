/// The order of items by a key.
enum Order {
    /// Bits that one pass sorts by.
    private static let digit = 11

    /// The items `0..<keys.count` by their keys; equal keys keep the items' order.
    ///
    /// A radix sort (least significant digit first) over as many digits as the keys differ in: linear, three passes for
    /// seconds of a century. Two arrays of eight bytes an item beside the result.
    static func ascending(_ keys: [Int64]) -> [Int32] {
        guard let least = keys.min(), let most = keys.max() else { return [] }
        let spread = UInt64(bitPattern: most &- least)
        let bits = UInt64.bitWidth - spread.leadingZeroBitCount
        // Item and key in one word where both have room.
        guard bits <= 32 else { return (0..<Int32(keys.count)).sorted { (keys[Int($0)], $0) < (keys[Int($1)], $1) } }
        var words = keys.indices.map { UInt64(bitPattern: keys[$0] &- least) << 32 | UInt64($0) }
        sort(&words, from: 32, upTo: 32 + bits)
        return words.map { Int32(truncatingIfNeeded: $0) }
    }

    /// Sorts words by the bits of a range, the lower ones of which are 0; equal ones keep their order.
    private static func sort(_ words: inout [UInt64], from low: Int, upTo high: Int) {
        var other = [UInt64](repeating: 0, count: words.count)
        for shift in stride(from: low, to: high, by: digit) {
            let mask = UInt64(1) << UInt64(digit) - 1
            var starts = [Int](repeating: 0, count: 1 << digit + 1)
            for word in words { starts[Int(word >> UInt64(shift) & mask) + 1] += 1 }
            for digit in 1..<starts.count { starts[digit] += starts[digit - 1] }
            for word in words {
                let digit = Int(word >> UInt64(shift) & mask)
                other[starts[digit]] = word
                starts[digit] += 1
            }
            swap(&words, &other)
        }
    }
}
