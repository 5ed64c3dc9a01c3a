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
                for _ in 0..<Int.random(in: 1...6, using: &random) { bytes.mutate(&random) }
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
}
