import TestSupport
import Testing

@testable import ObservationStore

@Suite struct SightingsTests {
    private func read(_ bytes: [UInt8]) -> [Sighting]? {
        var sightings: [Sighting] = []
        return bytes.withUnsafeBytes { Sightings.read($0) { sightings.append($0) } } ? sightings : nil
    }

    private func told(_ sightings: [Sighting]?) -> [String]? {
        sightings?.map { "\($0.sensor) \($0.first) \($0.last) \($0.count)" }
    }

    @Test("sightings come back as they were written", arguments: 0..<40)
    func roundTrip(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let extreme: [Int64] = [.min, -1, 0, 1, 1_400_000_000, .max]
        var sightings = (0..<Int.random(in: 0...60, using: &random)).map { _ in
            let times = [0, 1].map { _ in
                seed % 4 == 0
                    ? extreme.randomElement(using: &random) ?? 0 : Int64.random(in: 0...2_000_000_000, using: &random)
            }.sorted()
            return Sighting(
                sensor: Int64.random(in: 1...5, using: &random),
                first: times[0],
                last: times[1],
                count: Int64.random(in: 1 ... .max, using: &random)
            )
        }
        Sightings.merge(&sightings)
        for (one, next) in zip(sightings, sightings.dropFirst()) where one.sensor == next.sensor {
            #expect(one.last < next.first)
        }
        var bytes: [UInt8] = []
        Sightings.append(sightings, to: &bytes)
        #expect(told(read(bytes)) == told(sightings))
    }

    @Test("bytes that nobody wrote end in nothing or in sightings that make sense", arguments: 0..<40)
    func damage(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bytes: [UInt8] = []
        Sightings.append([Sighting(sensor: 3, first: 1_400_000_000, last: 1_400_000_900, count: 7)], to: &bytes)
        for _ in 0..<2_000 {
            var other = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                switch Int.random(in: 0...2, using: &random) {
                case 0 where !other.isEmpty: other.removeLast()
                case 1: other.append(.random(in: .min ... .max, using: &random))
                default:
                    guard let place = other.indices.randomElement(using: &random) else { continue }
                    other[place] = .random(in: .min ... .max, using: &random)
                }
            }
            for sighting in read(other) ?? [] { #expect(sighting.first <= sighting.last && sighting.count > 0) }
        }
        #expect(read([3, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]) == nil)
        #expect(read(bytes + [1]) == nil)
    }
}

@Suite struct ReversedNameTests {
    private func reversed(_ name: String) -> [UInt8] {
        var bytes: [UInt8] = []
        Array(name.utf8).withUnsafeBytes { ReversedName.append($0, to: &bytes) }
        return bytes
    }

    @Test(arguments: ["a.example", "example", ".", "_x.*.b-c.example", #"a\046b.example"#])
    func comesBack(name: String) {
        #expect(reversed(name).withUnsafeBytes { ReversedName.name($0) } == name)
    }

    @Test("names below one domain follow each other")
    func order() {
        let names = ["b.example", "example", "a.b.example", "b-a.example", "b.b.example", "z.b-a.example", "b.test"]
        let sorted = names.sorted { reversed($0).lexicographicallyPrecedes(reversed($1)) }
        #expect(
            sorted == ["example", "b.example", "a.b.example", "b.b.example", "b-a.example", "z.b-a.example", "b.test"]
        )
    }
}
