import PassiveDNS
import TestSupport
import Testing

@Suite struct SeededHashTests {
    @Test("numbers strings in the order of their arrival, whatever their length")
    func numbers() {
        var random = SplitMix64(seed: 8)
        var table = SymbolTable()
        var known: [[UInt8]: Int32] = [:]
        for _ in 0..<20_000 {
            // Few different bytes, zeros among them, so that beginnings, ends and lengths are what tells strings apart.
            let string = (0..<Int.random(in: 0...40, using: &random)).map { place in
                place % 7 == 3 ? UInt8.random(in: 0...1, using: &random) : 0
            }
            let number = string.withUnsafeBytes { table.intern($0) }
            #expect(number == known[string, default: Int32(known.count)])
            known[string] = number
            #expect(string.withUnsafeBytes { table.find($0) } == number)
        }
        #expect(table.count == known.count)
    }

    @Test("hashes of different bytes and numbers differ, and those of the same are the same")
    func hashes() {
        var seen: [UInt64: String] = [:]
        for count in 0...40 {
            for place in 0..<max(count, 1) {
                for number: UInt64 in [0, 1, 1 << 63] {
                    var bytes = [UInt8](repeating: 0, count: count)
                    if count > 0 { bytes[place] = 0x80 }
                    let hash = bytes.withUnsafeBytes { SeededHash.hash($0, with: number) }
                    #expect(seen.updateValue("\(bytes) \(number)", forKey: hash) == nil)
                    #expect(bytes.withUnsafeBytes { SeededHash.hash($0, with: number) } == hash)
                }
            }
        }
    }
}
