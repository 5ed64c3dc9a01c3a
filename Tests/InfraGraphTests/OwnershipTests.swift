import Foundation
import InfraGraph
import PassiveDNS
import TestSupport
import Testing

/// Small histories made by hand: each sign of a change of hands, and what must not be taken for one.
@Suite struct OwnershipTests {
    private static let name = "one.test"

    private static func time(_ day: Int) -> Timestamp {
        Timestamp(seconds: AnalysisTests.start + Int64(day) * Timestamp.day)
    }

    private static func see(_ address: String, _ days: ClosedRange<Int>, _ name: String = name, by sensor: String = "s")
        throws -> Observation
    {
        var row = try AnalysisTests.see(name, address, days, sensor: sensor)
        row.rrtype = address.contains(":") ? .aaaa : .a
        return row
    }

    private static func servers(
        _ server: String,
        _ days: ClosedRange<Int>,
        _ name: String = name,
        by sensor: String = "s"
    )
        throws -> Observation
    {
        Observation(
            rrname: try DomainName(name),
            rrtype: .ns,
            rdata: .text(server),
            period: Period(first: time(days.lowerBound), last: time(days.upperBound)),
            count: Int64(days.count),
            sensor: sensor
        )
    }

    private static func registration(
        _ created: Int,
        updated: Int? = nil,
        expires: Int? = nil,
        registrar: String = "",
        registrant: String = ""
    ) throws -> Registration {
        Registration(
            domain: try DomainName(name),
            created: time(created),
            updated: time(updated ?? created),
            expires: expires.map(time),
            registrar: registrar,
            registrant: registrant
        )
    }

    private static func history(_ rows: [Observation], _ registrations: [Registration] = []) throws -> DomainHistory {
        try #require(AnalysisTests.analysis(rows, registrations).histories(of: [try DomainName(name)]).first)
    }

    /// The kinds of the signs of the only change, with the probability that their weights add up to.
    private static func signs(_ history: DomainHistory) throws -> Set<String> {
        let change = try #require((history.cuts + history.doubts).first)
        #expect(history.cuts.count + history.doubts.count == 1)
        let odds = change.probability / (1 - change.probability)
        var sum = 0.0
        for sign in change.signs { sum += sign.weight }
        #expect(abs(log(odds) - min(12, sum)) < 0.01)
        #expect(change.signs.allSatisfy { !$0.text.isEmpty })
        return Set(change.signs.map(\.kind))
    }

    /// On one server until day 60, on another network's from day 120 on.
    private static func silence(_ days: Int = 60) throws -> [Observation] {
        [try see("45.1.1.1", 0...60), try see("46.2.2.2", 60 + days...200)]
    }

    // MARK: Registrations

    @Test("a routine update is no change of hands")
    func routineUpdate() throws {
        let history = try Self.history(
            [try Self.see("45.1.1.1", 0...300)],
            [
                try Self.registration(-50, updated: -50, registrar: "A", registrant: "x@a.example"),
                try Self.registration(-50, updated: 150, registrar: "A", registrant: "x@a.example"),
            ]
        )
        #expect(history.cuts.isEmpty && history.doubts.isEmpty && history.epochs.count == 1)
    }

    @Test("a registration made on the day the former one was deleted leaves no silence, and splits")
    func sameDayRegistration() throws {
        let history = try Self.history(
            [try Self.see("45.1.1.1", 0...149), try Self.see("46.2.2.2", 150...300)],
            [try Self.registration(-215, registrar: "A"), try Self.registration(150, registrar: "B")]
        )
        #expect(history.cuts.map(\.at) == [Self.time(150)])
        #expect(try Self.signs(history) == ["base", "registeredAnew"])
        #expect(history.epochs.count == 2)
    }

    @Test("a lapsed domain that its registrant took again did not change hands")
    func sameRegistrant() throws {
        let history = try Self.history(
            [try Self.see("45.1.1.1", 0...149), try Self.see("45.1.1.1", 200...300)],
            [
                try Self.registration(-50, registrant: "x@a.example"),
                try Self.registration(190, registrant: "x@a.example"),
            ]
        )
        #expect(history.cuts.isEmpty)
    }

    @Test("a transfer is told by registrant and registrar, and its probability by what else changed")
    func transfer() throws {
        let registrations = [
            try Self.registration(-50, updated: -50, registrar: "A", registrant: "x@a.example"),
            try Self.registration(-50, updated: 150, registrar: "B", registrant: "y@b.example"),
        ]
        let kept = try Self.history([try Self.see("45.1.1.1", 0...300)], registrations)
        #expect(try Self.signs(kept) == ["base", "otherRegistrant", "otherRegistrar"])
        #expect(kept.cuts.map(\.at) == [Self.time(150)])
        let transferred = try Self.history(
            [try Self.see("45.1.1.1", 0...300)],
            [registrations[0], try Self.registration(-50, updated: 150, registrar: "B", registrant: "x@a.example")]
        )
        #expect(transferred.cuts.isEmpty)
        let moved = try Self.history(
            [
                try Self.see("45.1.1.1", 0...149), try Self.see("46.2.2.2", 150...300),
                try Self.servers("ns1.left.test", 0...149), try Self.servers("ns1.right.test", 150...300),
            ],
            registrations
        )
        #expect(
            try Self.signs(moved).isSuperset(of: ["otherRegistrant", "otherRegistrar", "otherNetworks", "otherServers"])
        )
        #expect(moved.cuts.count == 1)
    }

    @Test("dates before the first or after the last sighting, or beyond all reason, split nothing")
    func datesOutside() throws {
        let rows = [try Self.see("45.1.1.1", 0...300)]
        var hostile = try [Self.registration(-900), Self.registration(900)]
        for seconds in [Int64.min, .min + 1, 0, .max - 1, .max] {
            let time = Timestamp(seconds: seconds)
            hostile.append(
                Registration(
                    domain: rows[0].rrname,
                    created: time,
                    updated: time,
                    expires: time,
                    registrar: "\(seconds)"
                )
            )
        }
        hostile.append(Registration(domain: rows[0].rrname))
        let history = try Self.history(rows, hostile)
        #expect(history.cuts.isEmpty && history.epochs.count == 1)
        #expect(try Self.history(try Self.silence(), hostile).epochs.count >= 1)
    }

    // MARK: Silence

    @Test("silence and other networks: a change of hands")
    func comeback() throws {
        let history = try Self.history(try Self.silence())
        #expect(try Self.signs(history) == ["base", "silence", "otherNetworks"])
        let cut = try #require(history.cuts.first)
        #expect(Self.time(60) < cut.at && cut.at <= Self.time(120))
        #expect(history.epochs.map(\.period.last) == [Self.time(60), Self.time(200)])
    }

    @Test("the same silence and the same network, or too short a silence: none")
    func comebackAtHome() throws {
        let rows = [try Self.see("45.1.1.1", 0...60), try Self.see("45.1.1.7", 120...200)]
        #expect(try Self.history(rows).cuts.isEmpty)
        let short = try Self.history(try Self.silence(20))
        #expect(short.cuts.isEmpty && short.doubts.isEmpty)
    }

    @Test(
        "name servers decide a silence: others speak for a change, the same against it, and seen throughout there is none"
    )
    func serversInSilence() throws {
        let others = [try Self.servers("ns1.left.test", 0...60), try Self.servers("ns1.right.test", 120...200)]
        #expect(try Self.signs(try Self.history(try Self.silence() + others)).contains("otherServers"))
        let same = [try Self.servers("ns1.left.test", 0...60), try Self.servers("ns2.left.test", 120...200)]
        let doubted = try Self.history(try Self.silence() + same)
        #expect(doubted.cuts.isEmpty && doubted.doubts.count == 1)
        #expect(try Self.signs(doubted).contains("sameServers"))
        let throughout = try Self.history(try Self.silence() + [try Self.servers("ns1.left.test", 0...200)])
        #expect(throughout.cuts.isEmpty && throughout.doubts.isEmpty)
    }

    @Test("domains beside it that come along speak against a change, those that stay for one")
    func company() throws {
        let beside = [try Self.see("45.1.1.1", 0...60, "two.test"), try Self.see("45.1.1.1", 0...60, "three.test")]
        let stayed = try Self.history(try Self.silence() + beside)
        #expect(stayed.cuts.count == 1)
        #expect(try Self.signs(stayed).contains("otherCompany"))
        let along = try Self.history(try Self.silence() + beside + [try Self.see("46.2.2.2", 121...199, "two.test")])
        #expect(along.cuts.isEmpty)
        #expect(try Self.signs(along).contains("sameCompany"))
    }

    @Test("a registration that ran all the while speaks against a change")
    func registrationRan() throws {
        let running = [try Self.registration(-50, expires: 700)]
        let history = try Self.history(try Self.silence(), running)
        #expect(history.cuts.isEmpty && history.doubts.isEmpty)
        // A long silence may hide a change at any time, unless the registration runs beyond it.
        let long = try [
            Self.see("45.1.1.1", 0...60), Self.see("46.2.2.2", 310...400), Self.servers("ns1.left.test", 0...60),
            Self.servers("ns1.right.test", 310...400),
        ]
        #expect(try Self.history(long, running).cuts.isEmpty)
        #expect(try Self.history(long, [try Self.registration(-50, expires: 250)]).cuts.count == 1)
    }

    @Test("a registration whose term was over speaks for a change, by whole years from a known date")
    func lapsed() throws {
        for registration in [
            try Self.registration(-305, expires: 60), try Self.registration(-305),
            try Self.registration(-670, expires: -305),
        ] {
            let history = try Self.history(try Self.silence(), [registration])
            #expect(history.cuts.count == 1)
            #expect(try Self.signs(history).contains("lapsed"))
        }
    }

    @Test("a key that stands for many names nobody: neither the same registrant nor another one")
    func proxies() throws {
        var rows = try [Self.see("45.1.1.1", 0...149), Self.see("45.1.1.1", 200...300)]
        var registrations = try [
            Self.registration(-50, registrant: "proxy@a.example"),
            Self.registration(190, registrant: "proxy@a.example"),
        ]
        #expect(try Self.history(rows, registrations).cuts.isEmpty)
        for number in 0..<60 {
            rows.append(try Self.see("47.1.\(number).1", 0...300, "s\(number).test"))
            registrations.append(
                Registration(
                    domain: try DomainName("s\(number).test"),
                    created: Self.time(-50),
                    registrant: "proxy@a.example"
                )
            )
        }
        let history = try Self.history(rows, registrations)
        #expect(history.cuts.map(\.at) == [Self.time(190)])
        #expect(try !Self.signs(history).contains("sameRegistrant"))
    }

    @Test("a rarely seen domain's silence is nothing out of the ordinary")
    func usualSilence() throws {
        let next = try Self.see("46.2.2.2", 165...165)
        let rare = try [0, 50, 110].map { try Self.see("45.1.1.1", $0...$0) }
        #expect(try Self.history(rare + [next]).cuts.isEmpty)
        let often = try Self.history([try Self.see("45.1.1.1", 0...110), next])
        #expect(often.cuts.count == 1)
        #expect(try !Self.signs(often).contains("usualSilence"))
    }

    @Test("where the sensors fell silent, no domain did")
    func silentSensors() throws {
        var rows = try Self.silence()
        for number in 0..<80 {
            rows.append(try Self.see("47.1.\(number).1", number % 60...60, "s\(number).test"))
            rows.append(try Self.see("47.1.\(number).1", 120...120 + number % 60, "s\(number).test"))
        }
        #expect(try Self.history(rows).cuts.isEmpty)
    }

    @Test("IPv6 alone before and IPv4 alone after is less than other networks")
    func otherFamily() throws {
        let rows = [try Self.see("2a01:4f8::1", 0...60), try Self.see("46.2.2.2", 120...200)]
        let history = try Self.history(rows + [try Self.servers("ns1.left.test", 0...60)])
        #expect(history.cuts.isEmpty)
        let named = [try Self.servers("ns1.left.test", 0...60), try Self.servers("ns1.right.test", 120...200)]
        #expect(try Self.signs(try Self.history(rows + named)).isSuperset(of: ["otherFamily", "otherServers"]))
    }

    @Test("an aggregator's row from the first to the last sighting does not hide the silence that sensors saw")
    func aggregator() throws {
        var rows = try [
            Self.see("45.1.1.1", 0...40), Self.see("46.2.2.2", 150...200), Self.see("45.1.1.1", 260...300),
            Self.servers("ns1.left.test", 0...40), Self.servers("ns1.right.test", 150...300),
        ]
        let bridging = try Self.see("45.1.1.1", 0...300, by: "sums")
        // What makes "sums" an aggregator: one row a pair, however long.
        for number in 0..<60 {
            let address = "47.1.\(number).1"
            rows.append(try Self.see(address, 0...290, "s\(number).test", by: "sums"))
            rows += try [0...80, 130...290].map { try Self.see(address, $0, "s\(number).test") }
        }
        let alone = try Self.history(rows)
        let summed = try Self.history(rows + [bridging])
        #expect(!(alone.cuts + alone.doubts).isEmpty)
        #expect(summed.doubts.map(\.at) == alone.doubts.map(\.at))
        #expect(summed.cuts.map(\.at) == alone.cuts.map(\.at))
    }

    // MARK: Moves

    @Test("an owner who moves to another host, with the same or with other name servers, stays the owner")
    func migration() throws {
        let rows = [try Self.see("45.1.1.1", 0...150), try Self.see("46.2.2.2", 149...300)]
        let same = try Self.history(rows + [try Self.servers("ns1.left.test", 0...300)])
        #expect(same.cuts.isEmpty && same.doubts.isEmpty)
        let others = [try Self.servers("ns1.left.test", 0...150), try Self.servers("ns1.right.test", 150...300)]
        #expect(try Self.history(rows + others).cuts.isEmpty)
    }

    @Test("a move of networks, name servers, company and names at once is a doubt, not a cut")
    func jointMove() throws {
        var rows = [
            try Self.see("45.1.1.1", 0...150), try Self.see("46.2.2.2", 151...300),
            try Self.servers("ns1.left.test", 0...150), try Self.servers("ns1.right.test", 151...300),
            try Self.see("45.1.1.1", 0...290, "two.test"), try Self.see("45.1.1.1", 0...290, "three.test"),
        ]
        for label in ["a", "b", "c"] { rows.append(try Self.see("45.1.1.1", 0...150, "\(label).\(Self.name)")) }
        for label in ["d", "e", "f"] { rows.append(try Self.see("46.2.2.2", 151...300, "\(label).\(Self.name)")) }
        let history = try Self.history(rows)
        #expect(history.cuts.isEmpty)
        #expect(try Self.signs(history).isSuperset(of: ["noSilence", "otherNetworks", "otherServers", "otherCompany"]))
    }

    @Test("a server that its provider renumbers, with or without silence, changes nobody's hands", arguments: [0, 40])
    func renumbering(silence: Int) throws {
        var rows: [Observation] = []
        for number in 0..<40 {
            let name = number == 0 ? Self.name : "s\(number).test"
            rows.append(try Self.see("45.1.1.1", number * 3...149, name))
            rows.append(try Self.see("46.2.2.2", 150 + silence...400 - number * 3, name))
            rows.append(try Self.servers("ns1.host.test", number * 3...149, name))
        }
        // Others are seen all the while: the sensors are not to blame.
        for number in 0..<80 { rows.append(try Self.see("47.1.\(number).1", 0...number * 5, "t\(number).test")) }
        #expect(try Self.history(rows).cuts.isEmpty)
    }

    @Test("two addresses of one server, one of each family, are no change")
    func dualStack() throws {
        let rows = try [
            Self.see("45.1.1.1", 0...100), Self.see("2a01:4f8::1", 20...180), Self.see("45.1.1.1", 150...300),
        ]
        let history = try Self.history(rows)
        #expect(history.cuts.isEmpty && history.doubts.isEmpty)
    }

    @Test("going to and fro between two providers, with or without silence, is a habit", arguments: [0, 50])
    func flapping(silence: Int) throws {
        let rows = try (0..<6).map { turn in
            let start = turn * (40 + silence)
            return try Self.see(turn % 2 == 0 ? "45.1.1.1" : "46.2.2.2", start...start + 40)
        }
        #expect(try Self.history(rows).cuts.isEmpty)
    }

    @Test("leaving a service's pool for servers with other name servers is worth a doubt")
    func pool() throws {
        var rows = [
            try Self.servers("ns1.left.test", 0...60), try Self.servers("ns1.right.test", 70...200),
            try Self.see("46.2.2.2", 70...200), try Self.see("46.3.3.3", 70...200),
        ]
        for turn in 0..<8 { rows.append(try Self.see("45.1.\(turn % 2).\(turn + 1)", turn * 8...turn * 8 + 2)) }
        let history = try Self.history(rows)
        #expect(history.cuts.isEmpty && history.doubts.count == 1)
        #expect(try Self.signs(history).contains("otherManner"))
    }

    // MARK: Sinkholes and parking

    @Test("seized, and let go: two changes and a finding of its own")
    func seizure() throws {
        let rows = try [
            Self.see("45.1.1.1", 0...99), Self.see("46.66.6.6", 101...200), Self.see("47.2.2.2", 230...300),
            Self.servers("ns1.left.test", 0...99), Self.servers("ns1.kryptoslogicsinkhole.net", 100...200),
            Self.servers("ns1.right.test", 230...300),
        ]
        let analysis = AnalysisTests.analysis(rows)
        let history = try #require(analysis.histories().first)
        #expect(history.cuts.map { $0.signs[1].kind } == ["seized", "released"])
        #expect(history.epochs.map(\.use) == [.inUse, .seized, .inUse])
        let seizure = Seizure(
            domain: rows[0].rrname,
            date: Self.time(100),
            address: try #require(IPAddress("46.66.6.6")),
            operatorName: "Kryptos Logic",
            released: Self.time(230)
        )
        #expect(history.seizures == [seizure])
        #expect(analysis.seizures == [seizure])
    }

    @Test("a sinkhole that nobody let go of, with name servers that tell no more than their own name")
    func seizureWithoutRelease() throws {
        let rows = try [
            Self.see("45.1.1.1", 0...99), Self.see("46.66.6.6", 100...200),
            Self.servers("ns1.sinkhole-of-somebody.test", 100...200),
        ]
        let seizure = try #require(try Self.history(rows).seizures.first)
        #expect(seizure.operatorName == "sinkhole-of-somebody.test")
        #expect(seizure.released == nil)
    }

    @Test("parked and in use again elsewhere: two changes; back where it was within 80 days: renewed late, none")
    func parking() throws {
        let parked = try [Self.see("46.9.9.9", 100...160), Self.servers("ns1.sedoparking.com", 100...160)]
        let before = try Self.see("45.1.1.1", 0...99)
        let sold = try Self.history([before] + parked + [try Self.see("47.2.2.2", 170...300)])
        #expect(sold.cuts.map { $0.signs[1].kind } == ["parked", "unparked"])
        #expect(sold.seizures.isEmpty)
        let renewed = try Self.history([before] + parked + [try Self.see("45.1.1.1", 161...300)])
        #expect(renewed.cuts.isEmpty && renewed.doubts.isEmpty)
    }

    /// A name on a parking page that its name servers tell, from one day to another.
    private static func parked(_ address: String, _ days: ClosedRange<Int>, _ name: String = name) throws
        -> [Observation]
    {
        [try see(address, days, name), try servers("ns1.sedoparking.com", days, name)]
    }

    @Test("parked for weeks when it was registered, then used, is its holder's; parked for long and then used was sold")
    func parkedFirst() throws {
        let others = try Self.see("47.1.1.1", 0...400, "other.test")
        let use = try Self.see("45.1.1.1", 141...400)
        let built = try Self.history(try Self.parked("46.9.9.9", 120...140) + [others, use])
        #expect(built.cuts.isEmpty)
        let sold = try Self.history(try Self.parked("46.9.9.9", 61...140) + [others, use])
        #expect(sold.cuts.map { $0.signs[1].kind } == ["unparked"])
        // What was there when the data began may be old, unless its registration tells.
        let early = try Self.parked("46.9.9.9", 0...20) + [others, try Self.see("45.1.1.1", 21...400)]
        #expect(try Self.history(early).cuts.count == 1)
        #expect(try Self.history(early, [try Self.registration(-9)]).cuts.isEmpty)
        #expect(try Self.history(early, [try Self.registration(-900)]).cuts.count == 1)
    }

    @Test("a page that comes when the term is over is dated by it; one within the term is less of a sign")
    func expiryPage() throws {
        let rows = try [Self.see("45.1.1.1", 0...100)] + Self.parked("46.9.9.9", 150...160)
        let over = try #require(try Self.history(rows, [try Self.registration(-250, expires: 115)]).cuts.first)
        #expect(over.at == Self.time(115))
        #expect(over.signs.contains { $0.kind == "lapsed" })
        let paid = try Self.history(rows, [try Self.registration(-50, expires: 315)])
        #expect(try Self.signs(paid).contains("registrationRan"))
        #expect(try #require((paid.cuts + paid.doubts).first).probability < over.probability - 0.3)
    }

    @Test("names that leave a page together for the same server were not sold one by one; one alone was")
    func movedTogether() throws {
        func history(companions: Int) throws -> DomainHistory {
            var rows: [Observation] = []
            for number in 0...companions {
                let name = number == 0 ? Self.name : "s\(number).test"
                rows += try Self.parked("46.9.9.9", 0...99 + number % 2, name)
                rows.append(try Self.see("45.1.1.1", 101...200, name))
            }
            return try Self.history(rows)
        }
        #expect(try history(companions: 4).cuts.isEmpty)
        #expect(try history(companions: 1).cuts.map { $0.signs[1].kind } == ["unparked"])
    }

    @Test("a sinkhole that moves to another machine, its name servers the same, seizes nothing anew")
    func movedSinkhole() throws {
        func history(formerly server: String) throws -> DomainHistory {
            var rows = try [
                Self.see("45.1.1.1", 0...99), Self.see("46.66.6.6", 100...200),
                Self.servers(server, 0...99), Self.servers("ns1.quiet.test", 100...200),
            ]
            for number in 0..<5 {
                rows.append(try Self.see("46.66.6.6", 100...200, "s\(number).test"))
                rows.append(try Self.servers("ns1.kryptoslogicsinkhole.net", 100...200, "s\(number).test"))
            }
            return try Self.history(rows)
        }
        #expect(try history(formerly: "ns1.left.test").cuts.map { $0.signs[1].kind } == ["seized"])
        #expect(try history(formerly: "ns1.quiet.test").cuts.isEmpty)
    }

    @Test("a change is dated nearer to the side on which the name was seen more often, and after it pointed nowhere")
    func dating() throws {
        let rare = try [160, 190, 220].map { try Self.see("46.2.2.2", $0...$0) }
        let cut = try #require(try Self.history([try Self.see("45.1.1.1", 0...60)] + rare).cuts.first)
        #expect(Self.time(60) < cut.at && cut.at < Self.time(70))
        let page = try Self.parked("46.9.9.9", 160...200)
        let seen = try Self.see("45.1.1.1", 0...60)
        #expect(try #require(try Self.history([seen] + page).cuts.first).at < Self.time(140))
        let nowhere = try Self.see("127.0.0.1", 61...150)
        #expect(try #require(try Self.history([seen, nowhere] + page).cuts.first).at > Self.time(150))
    }

    @Test("the order of rows and sensors leaves no trace", arguments: 0..<4)
    func anyOrder(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows: [Observation] = []
        for number in 0..<400 {
            let first = Int.random(in: 0...900, using: &random)
            let days = first...(first + Int.random(in: 0...40, using: &random))
            let name = "n\(number % 25).test"
            let sensor = ["a", "b", "c"][number % 3]
            let place = Int.random(in: 1...6, using: &random)
            rows.append(try Self.see("45.\(place).1.\(number % 4 + 1)", days, name, by: sensor))
            rows.append(try Self.servers("ns1.host\(place).test", days, name, by: sensor))
        }
        let told = { (rows: [Observation]) in AnalysisTests.analysis(rows).histories().map { "\($0)" } }
        let expected = told(rows)
        #expect(!expected.isEmpty)
        for _ in 0..<3 {
            rows.shuffle(using: &random)
            #expect(told(rows) == expected)
        }
    }
}
