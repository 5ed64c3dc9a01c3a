import PassiveDNS
import Testing

@testable import InfraGraph

/// What an analysis is made of.
struct Facts {
    var rows: [Observation] = []
    var registrations: [Registration] = []
    var judgements: [Judgement] = []
    var lists: [ReferenceList] = []

    func analysis(kept: KeptLinks?) -> Analysis {
        var table = ObservationTable()
        for row in rows { table.append(row) }
        return Analysis(
            observations: table,
            registrations: registrations,
            judgements: judgements,
            lists: ListIndex(lists),
            rules: LastTwoLabels(),
            kept: kept
        )
    }

    /// Two names that met, one of which was elsewhere too, and two others that met nobody, in data of more than a year.
    static func pair() throws -> Facts {
        Facts(rows: [
            try AnalysisTests.see("edge.test", "45.1.9.9", 0...500),
            try AnalysisTests.see("one.test", "45.1.1.1", 100...300),
            try AnalysisTests.see("two.test", "45.1.1.1", 200...240),
            try AnalysisTests.see("two.test", "45.2.1.1", 50...400),
            try AnalysisTests.see("p.test", "45.3.1.1", 50...250),
            try AnalysisTests.see("q.test", "45.4.1.1", 50...250),
        ])
    }

    mutating func delegate(_ names: String..., to server: String) throws {
        for name in names {
            var row = try AnalysisTests.see(name, "45.1.1.1", 200...240)
            row.rrtype = .ns
            row.rdata = .text(server)
            rows.append(row)
        }
    }

    mutating func register(
        _ name: String,
        _ day: Int,
        _ second: Int = 0,
        by registrar: String = "",
        as key: String = ""
    )
        throws
    {
        let created = AnalysisTests.start + Int64(day) * Timestamp.day + Int64(second)
        registrations.append(
            Registration(
                domain: try DomainName(name),
                created: Timestamp(seconds: created),
                registrar: registrar,
                registrant: key
            )
        )
    }
}

/// One thing that the link of two names is told from.
enum LinkChange: CaseIterable {
    case arrival, departure, place, lifeBefore, lifeAfter, elsewhere, company
    case server, serverFanOut, serverKnown, serverOfOne
    case registrant, registrantFanOut, created, registrar, registrations, registrationsOfRegistrar
    case doubt, confirmed, takenBack

    /// Tells what is known before and after the change.
    func tell(_ before: inout Facts, _ after: inout Facts) throws {
        switch self {
        case .arrival: after.rows.append(try AnalysisTests.see("two.test", "45.1.1.1", 190...210))
        case .departure: after.rows.append(try AnalysisTests.see("two.test", "45.1.1.1", 230...260))
        case .place: try move(&before, &after)
        case .lifeBefore: try live(&before, &after, 20...100)
        case .lifeAfter: try live(&before, &after, 200...380)
        case .elsewhere: after.rows.append(try AnalysisTests.see("two.test", "45.2.2.2", 60...70))
        case .company: after.rows.append(try AnalysisTests.see("q.test", "45.1.1.1", 220...240))
        case .server, .serverFanOut, .serverKnown, .serverOfOne: try delegate(&before, &after)
        case .registrant, .registrantFanOut, .created: try register(&before, &after)
        case .registrar, .registrations, .registrationsOfRegistrar: try registerInBulk(&before, &after)
        case .doubt: try doubt(&before, &after)
        case .confirmed: after.judgements = [try JudgementTests.confirm(1, "one.test", "two.test")]
        case .takenBack:
            before.judgements = [try JudgementTests.reject(1, "one.test", "two.test")]
            after.judgements = [try JudgementTests.reject(1, "one.test", "two.test", undone: true)]
        }
    }

    /// All that was on the address was on another one.
    private func move(_ before: inout Facts, _ after: inout Facts) throws {
        let other = try #require(IPAddress("45.1.1.2"))
        for row in after.rows.indices where after.rows[row].rdata == before.rows[1].rdata {
            after.rows[row].rdata = .address(other)
        }
    }

    /// One name was longer on an address that ties nothing.
    private func live(_ before: inout Facts, _ after: inout Facts, _ days: ClosedRange<Int>) throws {
        let address = "46.9.9.9"
        let said = JudgementTests.judgement(1, .distrust(try #require(IPAddress(address))))
        before.judgements = [said]
        after.judgements = [said]
        before.rows.append(try AnalysisTests.see("one.test", address, 110...120))
        after.rows.append(try AnalysisTests.see("one.test", address, 110...120))
        after.rows.append(try AnalysisTests.see("one.test", address, days))
    }

    /// The servers of the two, and how many domains each serves.
    private func delegate(_ before: inout Facts, _ after: inout Facts) throws {
        switch self {
        case .server:
            try before.delegate("one.test", "p.test", to: "ns.a.test")
            try before.delegate("two.test", "q.test", to: "ns.b.test")
            try after.delegate("one.test", "two.test", to: "ns.a.test")
            try after.delegate("p.test", "q.test", to: "ns.b.test")
        case .serverFanOut:
            try before.delegate("one.test", "two.test", to: "ns.a.test")
            try after.delegate("one.test", "two.test", "p.test", to: "ns.a.test")
        case .serverKnown:
            try before.delegate("one.test", "two.test", to: "ns.a.test")
            after.rows = before.rows
            let entries = [ReferenceList.Entry(.hostname, "a.test")]
            after.lists = [
                ReferenceList(name: "l", version: "1", listClass: .parking, description: "", entries: entries)
            ]
        default:
            try before.delegate("one.test", to: "ns.a.test")
            try after.delegate("one.test", "two.test", to: "ns.a.test")
        }
    }

    /// When the two were registered, and by whom.
    private func register(_ before: inout Facts, _ after: inout Facts) throws {
        let names = ["one.test", "two.test", "p.test", "q.test"]
        switch self {
        case .registrant:
            for (name, key) in zip(names, ["a", "b", "a", "b"]) { try before.register(name, 40, as: key) }
            for (name, key) in zip(names, ["a", "a", "b", "b"]) { try after.register(name, 40, as: key) }
        case .registrantFanOut:
            for other in 0..<20 {
                before.rows.append(try AnalysisTests.see("o\(other).test", "46.\(other).1.1", 50...250))
            }
            for name in names.prefix(2) + (0..<20).map({ "o\($0).test" }) { try before.register(name, 40, as: "a") }
            after = before
            try after.register("p.test", 40, as: "a")
        default:
            for name in names.prefix(2) { try before.register(name, 40) }
            for (name, day) in zip(names, [40, 20]) { try after.register(name, day) }
        }
    }

    /// Who else registered names about when the two were registered, seconds apart.
    private func registerInBulk(_ before: inout Facts, _ after: inout Facts) throws {
        // Tenants before them make their meeting say little.
        for tenant in 0..<4 {
            let row = try AnalysisTests.see("t\(tenant).test", "45.1.1.1", 50 + tenant...62 + 3 * tenant)
            before.rows.append(row)
            after.rows.append(row)
        }
        for facts in [true, false] {
            func add(_ name: String, _ day: Int, _ second: Int, by registrar: String) throws {
                if facts {
                    try before.register(name, day, second, by: registrar)
                } else {
                    try after.register(name, day, second, by: registrar)
                }
            }
            try add("one.test", 40, 1_001, by: "R1")
            try add("two.test", 40, 1_121, by: self == .registrar && !facts ? "R2" : self == .registrations ? "" : "R1")
            let isOther =
                self == .registrations || self == .registrar && facts || self == .registrationsOfRegistrar && facts
            if self != .registrations || !facts { try add("p.test", 45, 2_001, by: isOther ? "R2" : "R1") }
            try add("q.test", 45, 9_001, by: "R2")
        }
    }

    /// One name was silent for two months, or had an alias meanwhile: it may have changed hands.
    private func doubt(_ before: inout Facts, _ after: inout Facts) throws {
        var rows = [
            try AnalysisTests.see("edge.test", "45.1.9.9", 0...500),
            try AnalysisTests.see("one.test", "45.1.1.1", 0...60),
            try AnalysisTests.see("two.test", "45.1.1.1", 0...60),
            try AnalysisTests.see("two.test", "46.2.2.2", 120...200),
        ]
        for (server, days) in [("ns1.left.test", 0...60), ("ns2.left.test", 120...200)] {
            var row = try AnalysisTests.see("two.test", "45.1.1.1", days)
            row.rrtype = .ns
            row.rdata = .text(server)
            rows.append(row)
        }
        var alias = try AnalysisTests.see("two.test", "45.1.1.1", 85...86)
        alias.rrtype = .cname
        alias.rdata = .text("x.far.test")
        (before.rows, after.rows) = (rows, rows + [alias])
    }
}
