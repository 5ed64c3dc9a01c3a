/// Finds which of some things has a fingerprint.
///
/// Open addressing over numbers: fingerprints are random already, so their own bits tell where to look.
struct FingerprintIndex: Sendable {
    private let fingerprints: [Fingerprint]
    /// The number of a thing plus 1; 0 is free.
    private var slots: [Int32]
    private let mask: Int

    /// Enters the fingerprints, which are all different; of equal ones the first is found.
    init(_ fingerprints: [Fingerprint]) {
        self.fingerprints = fingerprints
        var size = 64
        while size < 2 * fingerprints.count { size *= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
        for (number, fingerprint) in fingerprints.enumerated() {
            var slot = Int(truncatingIfNeeded: fingerprint.value) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number) + 1
        }
    }

    /// The number of the thing with a fingerprint; −1 where there is none.
    func find(_ fingerprint: Fingerprint) -> Int32 {
        var slot = Int(truncatingIfNeeded: fingerprint.value) & mask
        while slots[slot] != 0 {
            let number = slots[slot] - 1
            if fingerprints[Int(number)] == fingerprint { return number }
            slot = (slot + 1) & mask
        }
        return -1
    }
}
