import Foundation
import TestSupport
import Testing

@Suite struct MutationTests {
    @Test("examples of every format, changed at random, trap nowhere and end in one counter", arguments: 0..<8)
    func mutations(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for example in DocumentedFormatTests.examples {
            for _ in 0..<25 {
                var bytes = Array(example.text.utf8)
                for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, &random) }
                bytes.withUnsafeBytes { bytes in
                    switch example.kind {
                    case "ingest":
                        FileFuzzing.records(bytes)
                        FileFuzzing.columns(bytes)
                    case "whois": FileFuzzing.registrations(bytes)
                    default: FileFuzzing.indicators(bytes)
                    }
                }
            }
        }
    }

    /// Flips, inserts, removes, doubles or cuts.
    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: bytes.indices, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.insert(contentsOf: Array("\"\\,|\n{}[]:\t#x".utf8).shuffled(using: &random).prefix(3), at: place)
        case 3: bytes.removeSubrange(place..<end)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 5: bytes.insert(contentsOf: Array("99999999999999999999".utf8), at: place)
        default: bytes.removeSubrange(place...)
        }
    }
}
