import PassiveDNS
import TestSupport
import Testing

@testable import DNSSensor

@Suite struct QuestionTableTests {
    /// Asks so many questions, and tells how many of them find their answers.
    private func answered(_ count: Int, by table: inout QuestionTable) -> Int {
        var random = SplitMix64(seed: 11)
        let keys = (0..<count).map { _ in UInt64.random(in: .min ... .max, using: &random) }
        for (place, key) in keys.enumerated() { table.ask(key, isRecursive: place % 2 == 0, at: 1_000) }
        var found = 0
        for (place, key) in keys.enumerated() {
            guard let isRecursive = table.answer(key, at: 1_001) else { continue }
            #expect(isRecursive == (place % 2 == 0))
            found += 1
        }
        return found
    }

    @Test("a question waits or was displaced, however often the table grew", arguments: [4, 64, 5_000, 1 << 15])
    func countsAll(capacity: Int) {
        var table = QuestionTable(capacity: capacity, patience: 30)
        let found = answered(20_000, by: &table)
        #expect(found + table.displaced == 20_000)
        #expect(found >= min(capacity, 20_000) * 3 / 4)
    }

    @Test("what nobody waits for any more makes room")
    func forgetsTheOld() {
        var table = QuestionTable(capacity: 4, patience: 30)
        #expect(answered(4, by: &table) == 4)
        for key in UInt64(0)..<4 { table.ask(key, isRecursive: true, at: 2_000) }
        for key in UInt64(4)..<8 { table.ask(key, isRecursive: true, at: 2_031) }
        #expect(table.displaced == 0)
        #expect(table.answer(1, at: 2_031) == nil)
        #expect(table.answer(5, at: 2_032) == true)
        #expect(table.answer(5, at: 2_032) == nil)
    }

    @Test("a question that was asked twice is answered twice")
    func countsRepetitions() {
        var table = QuestionTable(capacity: 1 << 10, patience: 30)
        table.ask(7, isRecursive: true, at: 0)
        table.ask(7, isRecursive: false, at: 1)
        #expect(table.answer(7, at: 2) == false)
        #expect(table.answer(7, at: 2) == false)
        #expect(table.answer(7, at: 2) == nil)
    }
}
