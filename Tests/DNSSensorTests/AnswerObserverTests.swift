import PassiveDNS
import PublicSuffix
import Testing

@testable import DNSSensor

@Suite struct AnswerObserverTests {
    private typealias Builder = MessageBuilder
    private static let client = Endpoint(address: IPAddress(v4: 0xc000_0209), port: 40_000)
    private static let server = Endpoint(address: IPAddress(v4: 0xc633_6435), port: 53)
    private static let start: Int64 = 1_700_000_000
    private static let acceptable = Timestamp(year: 1980, month: 1, day: 1)...Timestamp(year: 2100, month: 1, day: 1)

    private var observer = AnswerObserver(SensorSettings(rules: PublicSuffixList()) { acceptable })

    private mutating func send(
        _ message: [UInt8],
        from source: Endpoint,
        to destination: Endpoint,
        after seconds: Int64 = 0,
        over transport: Transport = .udp,
        isCut: Bool = false
    ) {
        message.withUnsafeBytes { octets in
            observer.receive(
                DNSDatagram(
                    time: (Self.start + seconds) * 1_000_000_000 + 7,
                    source: source,
                    destination: destination,
                    transport: transport,
                    message: octets,
                    isCut: isCut
                )
            )
        }
    }

    private mutating func ask(
        _ name: String,
        _ type: UInt16 = 1,
        id: UInt16 = 1,
        flags: UInt16 = 0x0100,
        after seconds: Int64 = 0
    ) {
        var query = Builder(id: id, flags: flags)
        query.question(name, type)
        send(query.octets, from: Self.client, to: Self.server, after: seconds)
    }

    private mutating func answer(_ message: Builder, after seconds: Int64 = 0) {
        send(message.octets, from: Self.server, to: Self.client, after: seconds)
    }

    private mutating func rows() -> [String] {
        let table = observer.answers.everything(["s"])
        return (0..<table.count).map { row in
            let one = table[row]
            let (first, last) = (one.period.first.seconds - Self.start, one.period.last.seconds - Self.start)
            return "\(one.rrname) \(one.rrtype) \(one.rdata) \(first) \(last) \(one.count)"
        }
    }

    private static let address: [UInt8] = [203, 0, 113, 5]

    /// One A record of the question's name.
    private func reply(_ name: String, id: UInt16 = 1, flags: UInt16 = 0x8180) -> Builder {
        var message = Builder(id: id, flags: flags)
        message.question(name)
        message.record(Builder.reference(12), 1, Self.address)
        return message
    }

    @Test mutating func aliasesAreFollowedFromTheQuestion() {
        ask("WWW.Example.test")
        var message = Builder()
        message.question("WWW.Example.test")
        let alias = message.record(Builder.reference(12), 5, [3] + Array("Cdn".utf8) + Builder.reference(16))
        message.record(Builder.reference(alias), 1, Self.address)
        message.record(Builder.name("other.test"), 1, [203, 0, 113, 6])
        message.record(Builder.reference(12), 46, [0])
        answer(message, after: 2)
        #expect(
            rows() == [
                "www.example.test CNAME cdn.example.test 2 2 1", "cdn.example.test A 203.0.113.5 2 2 1",
            ]
        )
        #expect(observer.messages[.question] == 1 && observer.messages[.answer] == 1 && observer.messages.messages == 2)
        #expect(observer.records[.kept] == 2 && observer.records[.outOfBailiwick] == 1)
        #expect(observer.records[.otherType] == 1 && observer.records.records == 4)
    }

    @Test mutating func theOrderOfTheSectionDoesNotMatter() {
        ask("a.test")
        var message = Builder()
        message.question("a.test")
        message.record(Builder.name("c.test"), 1, Self.address)
        message.record(Builder.name("B.test"), 5, Builder.name("c.test"))
        message.record(Builder.name("a.test"), 5, Builder.name("b.test"))
        answer(message)
        #expect(rows() == ["a.test CNAME b.test 0 0 1", "b.test CNAME c.test 0 0 1", "c.test A 203.0.113.5 0 0 1"])
    }

    @Test mutating func aSubtreesAliasCounts() {
        ask("www.old.test")
        var message = Builder()
        message.question("www.old.test")
        message.record(Builder.name("old.test"), 39, Builder.name("new.test"))
        message.record(Builder.name("w.old.test"), 39, Builder.name("new.test"))
        message.record(Builder.reference(12), 5, Builder.name("www.new.test"))
        message.record(Builder.name("www.new.test"), 1, Self.address)
        answer(message)
        #expect(
            rows() == [
                "old.test DNAME new.test 0 0 1", "www.old.test CNAME www.new.test 0 0 1",
                "www.new.test A 203.0.113.5 0 0 1",
            ]
        )
        #expect(observer.records[.outOfBailiwick] == 1)
    }

    @Test mutating func aliasesInACircleEnd() {
        ask("a.test")
        var message = Builder()
        message.question("a.test")
        message.record(Builder.name("a.test"), 5, Builder.name("b.test"))
        message.record(Builder.name("b.test"), 5, Builder.name("a.test"))
        answer(message)
        #expect(rows().count == 2)
    }

    @Test mutating func anAnswerMustMatchItsQuestion() {
        ask("a.test")
        answer(reply("a.test", id: 2))
        answer(reply("A.test"))
        answer(reply("b.test"))
        var otherType = Builder()
        otherType.question("a.test", 28)
        answer(otherType)
        send(reply("a.test").octets, from: Self.server, to: Endpoint(address: Self.client.address, port: 40_001))
        send(reply("a.test").octets, from: Endpoint(address: IPAddress(v4: 1), port: 53), to: Self.client)
        send(reply("a.test").octets, from: Self.server, to: Self.client, over: .tcp)
        #expect(observer.messages[.unmatched] == 7)
        #expect(rows().isEmpty)
        answer(reply("a.test"))
        answer(reply("a.test"))  // Nobody asked a second time.
        #expect(observer.messages[.unmatched] == 8 && observer.messages[.answer] == 1)
        #expect(rows() == ["a.test A 203.0.113.5 0 0 1"])
    }

    @Test mutating func questionsAgeByTheTimeOfPackets() {
        ask("a.test")
        answer(reply("a.test"), after: 31)
        ask("a.test", after: 40)
        ask("a.test", after: 65)  // Asked again, so that it waits on.
        answer(reply("a.test"), after: 90)
        answer(reply("a.test"), after: 91)
        #expect(observer.messages[.unmatched] == 1)
        #expect(rows() == ["a.test A 203.0.113.5 90 91 2"])
    }

    @Test mutating func unmatchedAnswersCountOnRequest() {
        var settings = SensorSettings(rules: PublicSuffixList()) { Self.acceptable }
        settings.keepsUnmatched = true
        observer = AnswerObserver(settings)
        answer(reply("a.test"))
        #expect(rows() == ["a.test A 203.0.113.5 0 0 1"])
    }

    @Test mutating func whatIsNoAnswerIsCounted() {
        send([1, 2, 3], from: Self.server, to: Self.client)
        answer(reply("a.test", flags: 0xa980))  // An update.
        answer(Builder())
        var chaos = Builder()
        chaos.question("version.bind", 16, recordClass: 3)
        answer(chaos)
        send(reply("a.test").octets, from: Self.server, to: Self.client, after: -Self.start)
        ask("a.test")
        answer(reply("a.test", flags: 0x8380))  // Cut.
        ask("a.test")
        var short = reply("a.test").octets
        short.removeLast()
        send(short, from: Self.server, to: Self.client)
        answer(reply("a.test", flags: 0x8182))  // SERVFAIL.
        ask("a.test")
        var empty = Builder()
        empty.question("a.test")
        answer(empty)
        for outcome in MessageCounters.Outcome.allCases {
            let expected: Int
            switch outcome {
            case .malformed: expected = 2
            case .question: expected = 3
            case .unmatched, .answer, .nonexistent: expected = 0
            default: expected = 1
            }
            #expect(observer.messages[outcome] == expected, "\(outcome)")
        }
        #expect(rows().isEmpty)
    }

    @Test mutating func whatCameBeforeTheCapturesCutCounts() {
        ask("a.test")
        var message = reply("a.test")
        message.record(Builder.reference(12), 1, [203, 0, 113, 6])
        send(message.octets.dropLast(), from: Self.server, to: Self.client, isCut: true)
        #expect(rows() == ["a.test A 203.0.113.5 0 0 1"])
        #expect(observer.messages[.answer] == 1 && observer.records.records == 1)
    }

    @Test mutating func codesAreKeptOnRequest() {
        var settings = SensorSettings(rules: PublicSuffixList()) { Self.acceptable }
        settings.keepsCodes = true
        observer = AnswerObserver(settings)
        ask("a.test")
        var message = Builder(flags: 0x8183)
        message.question("a.test")
        message.record(Builder.reference(12), 5, Builder.name("Gone.test"))
        answer(message)
        ask("c.test")
        answer(reply("c.test", flags: 0x8185))
        #expect(rows() == ["a.test CNAME gone.test 0 0 1", "gone.test ANY NXDOMAIN 0 0 1", "c.test ANY REFUSED 0 0 1"])
    }

    @Test mutating func recordsOfOtherClassesAndBrokenDataAreCounted() {
        ask("a.test")
        var message = Builder()
        message.question("a.test")
        message.record(Builder.reference(12), 1, Self.address, recordClass: 3)
        message.record(Builder.reference(12), 1, [1, 2, 3])
        message.record(Builder.reference(12), 1, Self.address)
        answer(message)
        #expect(observer.records[.otherClass] == 1 && observer.records[.malformed] == 1 && observer.records[.kept] == 1)
    }

    @Test mutating func aZoneBoundsWhatItsServersMaySay() {
        var message = Builder()
        message.question("www.example.test")
        message.record(Builder.reference(12), 5, Builder.name("bank.test"))
        message.record(Builder.name("bank.test"), 1, Self.address)
        let octets = message.octets
        for zone in ["example.test", "other.test", "ww.example.test"] {
            octets.withUnsafeBytes { octets in
                Builder.name(zone).withUnsafeBytes {
                    observer.receive(response: octets, within: $0, at: Self.start * 1_000_000_000, by: 0)
                }
            }
        }
        #expect(rows() == ["www.example.test CNAME bank.test 0 0 1"])
        #expect(observer.records[.outOfBailiwick] == 5 && observer.records[.kept] == 1)
    }

    @Test mutating func aSubtreesAliasAboveTheZoneIsNotTheServersToSay() {
        var message = Builder()
        message.question("www.example.test")
        message.record(Builder.name("test"), 39, Builder.name("bad.test"))
        message.record(Builder.reference(12), 1, Self.address)
        message.octets.withUnsafeBytes { octets in
            Builder.name("example.test").withUnsafeBytes {
                observer.receive(response: octets, within: $0, at: Self.start * 1_000_000_000, by: 0)
            }
        }
        #expect(rows() == ["www.example.test A 203.0.113.5 0 0 1"])
        #expect(observer.records[.outOfBailiwick] == 1)
    }

    /// What `evil.test` says of itself, with a bank's address in every section.
    private func poison(flags: UInt16) -> Builder {
        var message = Builder(flags: flags)
        message.question("www.evil.test")
        message.record(Builder.reference(12), 5, Builder.name("a.evil.test"))
        message.record(Builder.name("a.evil.test"), 5, Builder.name("www.bank.example"))
        message.record(Builder.name("www.bank.example"), 1, Self.address)
        message.record(Builder.name("bank.example"), 2, Builder.name("ns.evil.test"), in: .authority)
        message.record(Builder.name("www.bank.example"), 1, Self.address, in: .additional)
        return message
    }

    @Test(arguments: [0x8400, 0x8580] as [UInt16]) mutating func whoWasNotToAskOthersSpeaksOfItsOwn(flags: UInt16) {
        ask("www.evil.test", flags: 0)
        answer(poison(flags: flags))  // The second says that recursion was desired.
        #expect(
            rows() == ["www.evil.test CNAME a.evil.test 0 0 1", "a.evil.test CNAME www.bank.example 0 0 1"]
        )
        #expect(observer.records[.kept] == 2 && observer.records[.outOfBailiwick] == 1)
    }

    @Test mutating func whoAsksOthersSpeaksOfThem() {
        ask("www.evil.test")
        answer(poison(flags: 0x8180))
        #expect(rows().last == "www.bank.example A 203.0.113.5 0 0 1")
    }

    @Test mutating func withoutItsQuestionAnAnswersWordIsTakenForRecursion() {
        var settings = SensorSettings(rules: PublicSuffixList()) { Self.acceptable }
        settings.keepsUnmatched = true
        observer = AnswerObserver(settings)
        answer(poison(flags: 0x8400))
        #expect(observer.records[.kept] == 2)
        answer(poison(flags: 0x8180))
        #expect(observer.records[.kept] == 5)
    }

    @Test mutating func aResponseWithoutItsZoneIsOfOneRegistrableDomain() {
        poison(flags: 0x8400).octets.withUnsafeBytes {
            observer.receive(response: $0, within: nil, at: Self.start * 1_000_000_000, by: 0)
        }
        #expect(observer.records[.kept] == 2 && observer.records[.outOfBailiwick] == 1)
    }

    /// The name of a public suffix is its own registrable domain, as is the root.
    @Test(arguments: ["co.uk", ".", "a\u{2e}b.test"]) mutating func namesAboveRegistrableOnes(name: String) {
        ask(name, 5, flags: 0)
        var message = Builder(flags: 0x8400)
        message.question(name, 5)
        message.record(Builder.reference(12), 5, Builder.name("other.test"))
        answer(message)
        #expect(observer.records[.kept] == 1)
    }

    @Test mutating func codesAreJoinedWithTheirUpperBits() {
        var settings = SensorSettings(rules: PublicSuffixList()) { Self.acceptable }
        settings.keepsCodes = true
        observer = AnswerObserver(settings)
        for (upper, section) in [(1, MessageBuilder.Section.additional), (1, .authority), (0, .additional)] {
            ask("a.test")
            var message = reply("a.test")
            message.record([0], 41, [], in: section, recordClass: 1_232, timeToLive: UInt32(upper) << 24 | 0x8000)
            answer(message)
        }
        #expect(observer.messages[.otherCode] == 1 && observer.messages[.answer] == 2)
        #expect(rows() == ["a.test ANY BADVERS 0 0 1", "a.test A 203.0.113.5 0 0 2"])
    }

    /// Thousands of owners, each at the end of a hundred references, behind a chain of aliases: each is read once, not for
    /// every alias.
    @Test(.timeLimit(.minutes(1))) mutating func ownersThatTakeLongToReadAreReadOnce() {
        ask("n0.test")
        var message = Builder()
        message.question("n0.test")
        for number in 0..<16 {
            message.record(Builder.name("n\(number).test"), 5, Builder.name("n\(number + 1).test"))
        }
        let start = message.octets.count + 13
        var data: [UInt8] = [1, 0x61, 0]
        var last = start
        for _ in 0..<120 {
            let place = start + data.count
            data += [1, 0x61] + Builder.reference(last)
            last = place
        }
        message.record([1, 0x78, 0], 16, data)
        for _ in 0..<4_000 { message.record(Builder.reference(last), 16, []) }
        let time = ContinuousClock().measure { answer(message) }
        #expect(observer.records[.kept] == 16 && observer.records[.outOfBailiwick] == 4_001)
        #expect(time < .seconds(1))
    }
}
