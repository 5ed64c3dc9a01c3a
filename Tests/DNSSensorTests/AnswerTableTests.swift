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
        let older = table.olderHalf()
        #expect(older.count == 500 && table.count == 500)
        #expect(older[0].rrname.text == "n1.test")
        #expect(older.lastSeen.max() == 500)
        add(&table, "n0.test", [192, 0, 2, 1], at: 5_001)
        #expect(table.count == 500)
        let rest = table.everything()
        #expect(rest.count == 500 && table.count == 0)
        #expect(rest[0].rrname.text == "n0.test" && rest[0].count == 3)
        #expect(rest[0].period.first.seconds == 0 && rest[0].period.last.seconds == 5_001)
    }

    @Test func memoryStaysWithinBounds() {
        var table = AnswerTable(limit: 1 << 20)
        var left = 0
        for number in 0..<100_000 {
            add(&table, "name-\(number).test", [192, 0, 2, 1], at: Int64(number / 1_000))
            if table.isFull {
                #expect(table.isNearlyFull)
                left += table.olderHalf().count
                #expect(!table.isFull && !table.isNearlyFull)
            }
        }
        #expect(left + table.count == 100_000)
        #expect(table.count < 20_000)
    }

    @Test func everythingOfOneSecondLeavesTogether() {
        var table = AnswerTable(limit: 1 << 20)
        for number in 0..<10 { add(&table, "n\(number).test", [192, 0, 2, 1], at: 7) }
        #expect(table.olderHalf().count == 10)
    }

    /// Escapes make text four times as long as what it stands for.
    @Test func partsHaveAsMuchTextAsTheyMay() {
        var table = AnswerTable(limit: 1 << 24)
        for number in 0..<100 {
            let owner = MessageBuilder.name("n\(number).test")
            let data = [UInt8(200)] + [UInt8](repeating: 1, count: 200)
            (owner + data).withUnsafeBytes { table.add($0, ownerLength: owner.count, type: 16, at: 1, by: 0) }
        }
        let parts = table.parts(bytes: 8_000)
        #expect(parts.map(\.count).reduce(0, +) == 100 && table.count == 0)
        #expect(parts.allSatisfy { $0.count <= 10 } && parts.first?.count == 10)
    }

    @Test func newsFollowEachOtherWithoutAGap() {
        var table = AnswerTable(limit: 1 << 20)
        func news(forgetting second: Int64) -> [String] {
            let parts = table.parts(seenUpTo: second, tellingNews: true, rows: 1)
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

    /// Each record is told once, whenever it comes; what comes while others leave stays for the next time.
    @Test func recordsComeWhileOthersLeave() throws {
        var table = AnswerTable(limit: 1 << 20)
        for number in 0..<10 { add(&table, "n\(number).test", [192, 0, 2, 1], at: 10) }
        table.beginLeaving(seenUpTo: 20, tellingNews: true)
        var told: [String: Int64] = [:]
        var parts = 0
        while let part = table.nextPart(rows: 3, bytes: .max, sensors: [""]) {
            for row in 0..<part.count { told[part[row].rrname.text, default: 0] += part[row].count }
            if parts == 0 {
                add(&table, "n0.test", [192, 0, 2, 1], at: 15)  // Was told already, and is of an old second.
                add(&table, "n9.test", [192, 0, 2, 1], at: 30)  // Is still to be told.
                add(&table, "new.test", [192, 0, 2, 1], at: 30)
            }
            parts += 1
        }
        #expect(parts == 4 && told.count == 10 && told["n0.test"] == 1 && told["n9.test"] == 2)
        #expect(!table.isLeaving && table.count == 3)
        let rest = table.everything()
        #expect((0..<rest.count).map { "\(rest[$0].rrname) \(rest[$0].count)" } == ["n0.test 1", "new.test 1"])
        #expect(rest[0].period.first.seconds == 10 && rest[0].period.last.seconds == 15)
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
        let observations = table.everything()
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
