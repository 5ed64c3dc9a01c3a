/// A hash of bytes with a seed that is another one in each process, so nobody can make up bytes that meet in one place.
package enum SeededHash {
    /// The hash of some bytes together with a number.
    ///
    /// Sixteen bytes a step, each step one multiplication of two numbers that depend on the seed.
    @inlinable
    package static func hash(_ bytes: UnsafeRawBufferPointer, with number: UInt64 = 0) -> UInt64 {
        let count = bytes.count
        var state = fold(seed.0 ^ number, seed.1 ^ UInt64(count))
        var at = 0
        while at + 16 < count {
            state = fold(bytes.word(at) ^ seed.1, bytes.word(at + 8) ^ state)
            at += 16
        }
        let (first, second) = bytes.lastWords
        return fold(fold(first ^ seed.1, second ^ state) ^ seed.0, state ^ seed.2)
    }

    @usableFromInline
    static let seed = (
        UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)
    )

    /// The two halves of a product laid over each other.
    @inlinable
    package static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}

extension UnsafeRawBufferPointer {
    @inlinable
    func word(_ place: Int) -> UInt64 { loadUnaligned(fromByteOffset: place, as: UInt64.self) }

    @inlinable
    func halfWord(_ place: Int) -> UInt64 { UInt64(loadUnaligned(fromByteOffset: place, as: UInt32.self)) }

    /// The last sixteen bytes in two numbers, which share bytes where there are fewer.
    @inlinable
    var lastWords: (UInt64, UInt64) {
        if count >= 16 { return (word(count - 16), word(count - 8)) }
        if count >= 8 { return (word(0), word(count - 8)) }
        if count >= 4 { return (halfWord(0), halfWord(count - 4)) }
        guard count > 0 else { return (0, 0) }
        return (UInt64(self[0]) << 16 | UInt64(self[count / 2]) << 8 | UInt64(self[count - 1]), 0)
    }
}
