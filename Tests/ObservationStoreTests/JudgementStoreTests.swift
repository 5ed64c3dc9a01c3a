import GRDB
import PassiveDNS
import TestSupport
import Testing

@testable import ObservationStore

@Suite struct JudgementStoreTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/s.sqlite"
    }

    private let time = Timestamp(year: 2020, month: 1, day: 1)

    @Test("judgements come back as they were said, whatever the texts hold")
    func roundTrip() throws {
        let store = try ObservationStore(path: path, for: .writing)
        let odd = Indicator.name(try DomainName("0/25.2.0.192.in-addr.test"))
        let address = try #require(IPAddress("2001:db8::1"))
        let verdicts: [Judgement.Verdict] = [
            .confirm(try Indicator("a.test"), odd), .reject(odd, .address(address)), .trust(address),
            .distrust(address),
            .name(campaign: "c-1", "'; DROP TABLE judgement; --"),
        ]
        for (place, verdict) in verdicts.enumerated() {
            let added = try store.add(verdict, author: "k\u{1b}[31m'\"", time: time, note: "a,b\n\u{202e}")
            #expect(added.number == place + 1)
        }
        let read = try ObservationStore(path: path, for: .reading).judgements()
        #expect(read.map(\.verdict) == verdicts)
        #expect(read.allSatisfy { $0.author == "k\u{1b}[31m'\"" && $0.note == "a,b\n\u{202e}" && $0.time == time })
    }

    @Test("a judgement is taken back once, and stays")
    func undo() throws {
        let store = try ObservationStore(path: path, for: .writing)
        let said = try store.add(.trust(IPAddress(v4: 1)), author: "kim", time: time, note: "")
        #expect(try !store.undo(7, author: "lee", time: time))
        #expect(try store.undo(said.number, author: "lee", time: time))
        #expect(try !store.undo(said.number, author: "max", time: time))
        #expect(try store.judgements().map(\.undone) == [Judgement.Undoing(author: "lee", time: time)])
        #expect(try store.add(.trust(IPAddress(v4: 1)), author: "kim", time: time, note: "").number == 2)
    }

    @Test("nothing that was said can be changed or removed", arguments: ["judgement", "undoing"])
    func appendOnly(table: String) throws {
        let store = try ObservationStore(path: path, for: .writing)
        let said = try store.add(.trust(IPAddress(v4: 1)), author: "kim", time: time, note: "")
        _ = try store.undo(said.number, author: "kim", time: time)
        for statement in ["UPDATE \(table) SET author = 'x'", "DELETE FROM \(table)"] {
            #expect(throws: DatabaseError.self) { try store.database.write { try $0.execute(sql: statement) } }
        }
    }

    @Test func tellsWhatWasSeen() throws {
        let store = try ObservationStore(path: path, for: .writing)
        var table = ObservationTable()
        let (name, data) = (try DomainName("a.test"), try DomainName("b.test"))
        let period = Period(first: time, last: time)
        for (type, rdata) in [
            (RecordType.a, RecordData.address(IPAddress(v4: 7))), (RecordType.cname, RecordData.text(data.text)),
        ] {
            table.append(
                Observation(rrname: name, rrtype: type, rdata: rdata, period: period, count: 1, sensor: "s")
            )
        }
        _ = try store.ingest("f") { session in
            _ = try session.merge(table)
            return .init(digest: "d", lines: 2, rows: 2)
        }
        #expect(try store.holds(.name(name)))
        #expect(try !store.holds(.name(data)))
        #expect(try store.holds(.address(IPAddress(v4: 7))))
        #expect(try !store.holds(.address(IPAddress(v4: 8))))
    }
}
