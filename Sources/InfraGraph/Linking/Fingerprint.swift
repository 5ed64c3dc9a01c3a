internal import PassiveDNS

/// 128 bits that are equal for two things only where the things are.
struct Fingerprint: Hashable, FixedLayout, Sendable {
    let value: UInt128

    /// What is no thing's.
    static let none = Fingerprint(value: 0)
}

/// What fingerprints are made with: random, so that nobody can make up two things with one fingerprint.
struct FingerprintSeed: Hashable, FixedLayout, Sendable {
    /// Where each half starts.
    let starts: SIMD2<UInt64>
    /// What each half is multiplied by; odd.
    let factors: SIMD2<UInt64>

    /// A seed of its own.
    static func random() -> FingerprintSeed {
        let number = { UInt64.random(in: .min ... .max) }
        return FingerprintSeed(
            starts: SIMD2(number(), number()),
            factors: SIMD2(number() | 1, number() | 1)
        )
    }
}

/// Makes the fingerprint of what is added, in that order: two halves that know nothing of each other.
struct FingerprintMaker {
    private let seed: FingerprintSeed
    private var one: UInt64
    private var other: UInt64

    init(_ seed: FingerprintSeed) {
        self.seed = seed
        one = seed.starts.x
        other = seed.starts.y
    }

    var fingerprint: Fingerprint { Fingerprint(value: UInt128(one) << 64 | UInt128(other)) }

    mutating func add(_ word: UInt64) {
        one = SeededHash.fold(one ^ word, seed.factors.x)
        other = SeededHash.fold(other ^ word, seed.factors.y)
    }

    mutating func add(_ number: some FixedWidthInteger & SignedInteger) {
        add(UInt64(bitPattern: Int64(number)))
    }

    mutating func add(_ bit: Bool) {
        add(bit ? 1 : 0 as UInt64)
    }

    mutating func add(_ value: UInt128) {
        add(UInt64(truncatingIfNeeded: value >> 64))
        add(UInt64(truncatingIfNeeded: value))
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// Adds bytes with their number, so that none passes for those of what comes next.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        add(bytes.count)
        var at = 0
        while at + 8 <= bytes.count {
            add(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at += 8
        }
        guard at < bytes.count else { return }
        add(bytes[at...].reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
    }
}
