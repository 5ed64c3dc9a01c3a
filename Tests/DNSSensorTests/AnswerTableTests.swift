import PassiveDNS
import TestSupport
import Testing

@testable import DNSSensor

@Suite struct AnswerTableTests {
    private func add(_ table: inout AnswerTable, _ name: String, _ data: [UInt8], at second: Int64) {
        let owner = MessageBuilder.name(name)
        (owner + data).withUnsafeBytes { table.add($0, ownerLength: owner.count, type: 1, at: second, by: 0) }
    }

    @Test func theLastSeenLongestAgoLeaveFirst() {
        var table = AnswerTable(limit: 1 << 20)
        for number in 0..<1_000 { add(&table, "n\(number).test", [192, 0, 2, 1], at: Int64(number)) }
        add(&table, "n0.test", [192, 0, 2, 1], at: 5_000)
        var observations = ObservationTable()
        table.moveOlderHalf(to: &observations, sensors: [""])
        #expect(observations.count == 500 && table.count == 500)
        #expect(observations[0].rrname.text == "n1.test")
        #expect(observations.lastSeen.max() == 500)
        add(&table, "n0.test", [192, 0, 2, 1], at: 5_001)
        #expect(table.count == 500)
        observations.removeRows()
        table.move(seenUpTo: .max, to: &observations, sensors: [""])
        #expect(observations.count == 500 && table.count == 0)
        #expect(observations[0].rrname.text == "n0.test" && observations[0].count == 3)
        #expect(observations[0].period.first.seconds == 0 && observations[0].period.last.seconds == 5_001)
    }

    @Test func memoryStaysWithinBounds() {
        var table = AnswerTable(limit: 1 << 20)
        var observations = ObservationTable()
        var left = 0
        for number in 0..<100_000 {
            add(&table, "name-\(number).test", [192, 0, 2, 1], at: Int64(number / 1_000))
            if table.isFull {
                table.moveOlderHalf(to: &observations, sensors: [""])
                left += observations.count
                observations.removeRows()
                #expect(!table.isFull)
            }
        }
        #expect(left + table.count == 100_000)
        #expect(table.count < 20_000)
    }

    @Test func everythingOfOneSecondLeavesTogether() {
        var table = AnswerTable(limit: 1 << 20)
        for number in 0..<10 { add(&table, "n\(number).test", [192, 0, 2, 1], at: 7) }
        var observations = ObservationTable()
        table.moveOlderHalf(to: &observations, sensors: [""])
        #expect(observations.count == 10)
    }

    @Test func newsFollowEachOtherWithoutAGap() {
        var table = AnswerTable(limit: 1 << 20)
        func news(forgetting second: Int64) -> [String] {
            let parts = table.moveNews(forgetting: second, rows: 1, sensors: [""])
            #expect(parts.allSatisfy { $0.count == 1 })
            return parts.map { $0[0] }.map {
                "\($0.rrname.text) \($0.period.first.seconds)-\($0.period.last.seconds) \($0.count)"
            }
        }
        add(&table, "a.test", [192, 0, 2, 1], at: 100)
        add(&table, "a.test", [192, 0, 2, 1], at: 120)
        add(&table, "b.test", [192, 0, 2, 1], at: 110)
        #expect(news(forgetting: 0) == ["a.test 100-120 2", "b.test 110-110 1"])
        #expect(news(forgetting: 0) == [])
        add(&table, "a.test", [192, 0, 2, 1], at: 150)
        #expect(news(forgetting: 115) == ["a.test 120-150 1"])
        #expect(table.count == 1)  // What had no news was forgotten silently.
        add(&table, "b.test", [192, 0, 2, 1], at: 160)
        #expect(news(forgetting: .max) == ["b.test 160-160 1"] && table.count == 0)
    }

    /// The same as a dictionary does it.
    @Test func agreesWithADictionary() throws {
        struct Key: Hashable { var name, data: Int }
        var random = SplitMix64(seed: 5)
        var expected: [Key: (first: Int64, last: Int64, count: Int64)] = [:]
        var table = AnswerTable(limit: 1 << 30)
        for _ in 0..<20_000 {
            let key = Key(name: Int.random(in: 0..<500, using: &random), data: Int.random(in: 0..<5, using: &random))
            let second = Int64.random(in: 0..<1_000, using: &random)
            let known = expected[key] ?? (second, second, 0)
            expected[key] = (min(known.first, second), max(known.last, second), known.count + 1)
            add(&table, "n\(key.name).test", [0, 0, 0, UInt8(key.data)], at: second)
        }
        var observations = ObservationTable()
        table.move(seenUpTo: .max, to: &observations, sensors: [""])
        #expect(observations.count == expected.count)
        for row in 0..<observations.count {
            let one = observations[row]
            let name = try #require(Int(one.rrname.text.dropFirst().dropLast(5)))
            let data = try #require(Int(one.rdata.description.dropFirst(6)))
            let known = try #require(expected[Key(name: name, data: data)])
            #expect(one.count == known.count)
            #expect(one.period == Period(first: Timestamp(seconds: known.first), last: Timestamp(seconds: known.last)))
        }
    }
}
