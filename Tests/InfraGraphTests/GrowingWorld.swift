import PassiveDNS
import TestSupport

@testable import InfraGraph

/// A made-up Internet of which more becomes known step by step: what was seen, registered and judged.
struct GrowingWorld {
    /// Something that becomes known.
    enum Fact {
        case seen(Observation)
        case registered(Registration)
        case judged(Judgement)
        /// The judgement with that number is taken back.
        case undone(Int)
    }

    private(set) var facts: [Fact] = []
    private var random: SplitMix64
    /// How many days there are.
    private let days: Int
    private var names: [String] = []

    /// Makes all facts of a world, in a random order but for one, which tells how much time the data cover.
    init(seed: UInt64, days: Int) throws {
        random = SplitMix64(seed: seed)
        self.days = days
        for party in 0..<7 { try addParty(party) }
        try addTenants(count: 9, on: "45.100.0.1")
        try addTenants(count: 30, on: "45.77.7.7")
        try addFlux()
        try addVictim()
        try addChangesOfHands()
        try addBulk()
        try addJudgements()
        facts.shuffle(using: &random)
        facts.insert(.seen(try AnalysisTests.see("edge.test", "45.1.1.99", 0...days)), at: 0)
    }

    /// What an analysis makes of the first facts, whose rows come in any order.
    mutating func analysis(
        ofFirst count: Int,
        settings: AnalysisSettings,
        kept: KeptLinks?
    ) -> Analysis {
        var rows: [Observation] = []
        var registrations: [Registration] = []
        var judgements: [Judgement] = []
        for fact in facts.prefix(count) {
            switch fact {
            case .seen(let row): rows.append(row)
            case .registered(let registration): registrations.append(registration)
            case .judged(let judgement): judgements.append(judgement)
            case .undone: break
            }
        }
        for case .undone(let number) in facts.prefix(count) {
            for place in judgements.indices where judgements[place].number == number {
                judgements[place] = JudgementTests.judgement(number, judgements[place].verdict, undone: true)
            }
        }
        rows.shuffle(using: &random)
        var table = ObservationTable()
        for row in rows { table.append(row) }
        return Analysis(
            observations: table,
            registrations: registrations,
            judgements: judgements,
            rules: LastTwoLabels(),
            settings: settings,
            kept: kept
        )
    }

    // MARK: - Facts

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    private mutating func see(_ name: String, _ address: String, _ span: ClosedRange<Int>) throws {
        facts.append(.seen(try AnalysisTests.see(name, address, span)))
    }

    private mutating func delegate(_ name: String, to server: String, _ span: ClosedRange<Int>) throws {
        var row = try AnalysisTests.see(name, "45.1.1.1", span)
        row.rrtype = .ns
        row.rdata = .text(server)
        facts.append(.seen(row))
    }

    private mutating func register(
        _ name: String,
        second: Int64,
        registrar: String = "",
        registrant: String = ""
    ) throws {
        facts.append(
            .registered(
                Registration(
                    domain: try DomainName(name),
                    created: Timestamp(seconds: AnalysisTests.start + second),
                    registrar: registrar,
                    registrant: registrant
                )
            )
        )
    }

    /// Names that move together from address to address, with name servers and registrants in common.
    private mutating func addParty(_ party: Int) throws {
        var day = number(0...days / 2)
        let members = (0..<number(2...5)).map { "n\($0)-\(party).test" }
        names += members
        let server = ["ns1.host\(party).test", "ns1.big.test", "ns1.parkingcrew.net"][party % 3]
        for name in members {
            if number(0...2) > 0 { try delegate(name, to: server, day...day + 90) }
            if number(0...3) == 0 { try delegate(name, to: "ns\(number(1...3)).other.test", day...day + 90) }
            if number(0...1) == 0 {
                let created = Int64(day) * Timestamp.day - Int64(number(1...90_000))
                let registrant = ["", "r\(party)", "r\(party % 2)", "proxy"][number(0...3)]
                try register(name, second: created, registrar: "R\(number(1...2))", registrant: registrant)
            }
        }
        for stay in 0..<number(1...3) {
            let address = "45.\(party).\(number(1...2)).\(stay + 1)"
            for name in members where number(0...4) > 0 {
                let first = day + number(0...6)
                try see(name, address, first...first + number(1...20))
                if number(0...2) == 0 { try see(name, address, first + 60...first + 80) }
            }
            day += number(10...50)
        }
    }

    /// Strangers that come and go, some of them together, at one address.
    private mutating func addTenants(count: Int, on address: String) throws {
        for tenant in 0..<count {
            let name = "t\(tenant)-\(count).test"
            if tenant < 9 { names.append(name) }
            let first = number(0...days - 40)
            try see(name, address, first...min(days, first + number(0...200)))
            if number(0...3) == 0 { try delegate(name, to: "ns1.big.test", first...first + 30) }
            if number(0...5) == 0 { try see(name, "46.1.\(tenant % 4).1", first...first + 9) }
        }
    }

    /// A fast-flux network, whose hosts become known one by one.
    private mutating func addFlux() throws {
        for name in ["f1.test", "f2.test", "f3.test"] {
            for step in 0..<24 where name != "f3.test" || step % 5 == 0 {
                try see(name, "\(60 + step).7.7.7", 100 + step / 4...100 + step / 4)
            }
        }
        try see("stranger.test", "70.7.7.7", 101...109)
        names += ["f1.test", "f2.test", "stranger.test"]
    }

    /// A domain below which somebody planted names, some of them beside others' names.
    private mutating func addVictim() throws {
        try see("victim.test", "45.3.3.3", 0...days)
        try see("www.victim.test", "45.3.3.3", 0...days)
        for planted in 0..<4 {
            let first = number(60...days - 30)
            try see("x\(planted).victim.test", "45.4.4.\(planted)", first...first + 20)
            try see("evil\(planted).test", "45.4.4.\(planted)", first + 1...first + 21)
            if planted > 0 { try see("x\(planted).victim.test", "45.4.4.\(planted - 1)", first...first + 5) }
        }
        names += ["victim.test", "x1.victim.test", "evil1.test"]
    }

    /// Domains that changed hands for certain, or perhaps.
    private mutating func addChangesOfHands() throws {
        for (number, gap) in [10, 35, 60, 120].enumerated() {
            let name = "sold\(number).test"
            names.append(name)
            let (last, first) = (60 + number, 60 + number + gap)
            try see(name, "45.5.\(number).1", 5...last)
            try see("before\(number).test", "45.5.\(number).1", 6...last)
            try see(name, "46.5.\(number).1", first...first + 40)
            try see("after\(number).test", "46.5.\(number).1", first + 1...first + 40)
            try delegate(name, to: "ns1.old\(number).test", 5...last)
            try delegate(name, to: "ns1.new\(number).test", first...first + 40)
            if number % 2 == 0 { try register(name, second: Int64(first - 2) * Timestamp.day + 77, registrar: "R1") }
        }
    }

    /// Names that were registered within seconds of each other, some of which met.
    private mutating func addBulk() throws {
        for bulk in 0..<2 {
            let moment = Int64(90 + 20 * bulk) * Timestamp.day + 4_242
            for member in 0..<4 {
                let name = "b\(member)-\(bulk).test"
                names.append(name)
                let second = moment + Int64(number(0...9))
                try register(name, second: second, registrar: ["R1", "R2", ""][number(0...2)])
                try see(name, "45.9.\(bulk).\(member / 2)", 95 + 20 * bulk...130 + 20 * bulk)
            }
        }
        for other in 0..<12 {
            let name = "other\(other).test"
            let second = Int64(number(60...140)) * Timestamp.day + Int64(number(1...80_000))
            try register(name, second: second, registrar: "R\(number(1...2))", registrant: "r\(number(0...1))")
            try see(name, "46.2.\(other).1", 80...90)
        }
    }

    private mutating func addJudgements() throws {
        for place in 1...8 {
            let (one, other) = (names[number(0...names.count - 1)], names[number(0...names.count - 1)])
            let said =
                switch place {
                case 1...3 where one != other: try JudgementTests.confirm(place, one, other)
                case 4...5 where one != other: try JudgementTests.reject(place, one, other)
                case 6: try JudgementTests.reject(place, one, "45.\(number(0...6)).1.1")
                case 7: try JudgementTests.confirm(place, one, "45.77.7.7")
                default: try JudgementTests.reject(place, "x1.victim.test", "x2.victim.test")
                }
            facts.append(.judged(said))
            if place % 2 == 0 { facts.append(.undone(place)) }
        }
    }
}
