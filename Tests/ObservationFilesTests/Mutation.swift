import TestSupport

extension [UInt8] {
    /// Flips, inserts, removes, doubles or cuts.
    mutating func mutate(_ random: inout SplitMix64) {
        guard !isEmpty else { return }
        let place = Int.random(in: indices, using: &random)
        let end = Swift.min(count, place + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: self[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: self[place] = UInt8.random(in: 0...255, using: &random)
        case 2: insert(contentsOf: Array("\"\\,|\n{}[]:\t#x".utf8).shuffled(using: &random).prefix(3), at: place)
        case 3: removeSubrange(place..<end)
        case 4: insert(contentsOf: self[place..<end], at: place)
        case 5: insert(contentsOf: Array("99999999999999999999".utf8), at: place)
        default: removeSubrange(place...)
        }
    }
}
