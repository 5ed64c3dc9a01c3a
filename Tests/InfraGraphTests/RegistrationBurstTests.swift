import PassiveDNS
import Testing

@testable import InfraGraph

@Suite struct RegistrationBurstTests {
    private static let registered = AnalysisTests.start + 100 * Timestamp.day + 4_242

    /// Names on addresses of their own, of which some were registered some seconds apart; a hundred others on other days.
    private static func analysis(
        seconds: [Int64],
        registrars: [String] = ["R"],
        at moment: Int64 = registered
    ) throws -> Analysis {
        var rows: [Observation] = []
        var registrations: [Registration] = []
        func add(_ name: String, _ address: String, _ created: Int64, _ registrar: String) throws {
            rows.append(try AnalysisTests.see(name, address, 200...260))
            registrations.append(
                Registration(
                    domain: try DomainName(name),
                    created: Timestamp(seconds: created),
                    registrar: registrar
                )
            )
        }
        for (number, second) in seconds.enumerated() {
            try add(
                "n\(number).test",
                "45.\(number / 200).\(number % 200).1",
                moment + second,
                registrars[number % registrars.count]
            )
        }
        for number in 0..<100 {
            let created = AnalysisTests.start + Int64(number) * 2 * Timestamp.day + 999 * Int64(number % 50)
            try add("other\(number).test", "46.2.\(number).1", created, "R")
        }
        return AnalysisTests.analysis(rows, registrations)
    }

    @Test("names registered within seconds by one registrar are a campaign without an address in common")
    func together() throws {
        let analysis = try Self.analysis(seconds: [0, 2, 5])
        #expect(analysis.campaigns.map { $0.members.map(\.name.text).sorted() } == [["n0.test", "n1.test", "n2.test"]])
        let told = analysis.connection(try Indicator("n0.test"), try Indicator("n2.test"))
        #expect(told.score > 0.8 && told.score <= 0.92)
        #expect(told.evidence.contains { $0.kind == "burst" && $0.text.contains("5 seconds apart with one registrar") })
        let link = try #require(analysis.links().first { $0.a.text == "n0.test" && $0.b.text == "n2.test" })
        #expect(link.score == told.score && link.addresses.isEmpty)
    }

    @Test("hours apart, dated by the day alone, or in the rush of one registrar, chance will do")
    func byChance() throws {
        #expect(try Self.analysis(seconds: [0, 7_200]).campaigns.isEmpty)
        let midnight = AnalysisTests.start + 100 * Timestamp.day
        #expect(try Self.analysis(seconds: [0, 0], at: midnight).campaigns.isEmpty)
        let rush = try Self.analysis(seconds: (0..<600).map { $0 * 500 })
        #expect(rush.campaigns.isEmpty)
    }

    @Test("by different registrars it says less")
    func registrars() throws {
        let pair = (try Indicator("n0.test"), try Indicator("n1.test"))
        let one = try Self.analysis(seconds: [0, 2]).connection(pair.0, pair.1)
        let two = try Self.analysis(seconds: [0, 2], registrars: ["R", "S"]).connection(pair.0, pair.1)
        #expect(two.score < one.score && two.score > 0.3)
    }

    @Test("links are few, however many are registered in one second")
    func bounded() throws {
        let analysis = try Self.analysis(seconds: [Int64](repeating: 0, count: 400))
        #expect(analysis.unitLinks.count <= 400 * analysis.settings.mostConcurrent)
    }

    @Test("the score is the same from either side, whatever was registered before")
    func symmetric() throws {
        let early = (0..<50).map { Int64($0) - 30 * Timestamp.day + 100 }
        let analysis = try Self.analysis(seconds: [0, 300] + early)
        let pair = (try Indicator("n0.test"), try Indicator("n1.test"))
        #expect(analysis.connection(pair.0, pair.1).score == analysis.connection(pair.1, pair.0).score)
        let links = analysis.links().filter { Set([$0.a.text, $0.b.text]) == ["n0.test", "n1.test"] }
        #expect(links.allSatisfy { $0.score == analysis.connection(pair.0, pair.1).score })
    }

    @Test(
        "a midnight in another time zone is a day, not a moment",
        arguments: [-7_200, 19_800, 20_700, -12_600] as [Int64]
    )
    func zones(offset: Int64) throws {
        let midnight = AnalysisTests.start + 100 * Timestamp.day + offset
        #expect(try Self.analysis(seconds: [0, 0], at: midnight).campaigns.isEmpty)
    }
}
