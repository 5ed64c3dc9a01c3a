import GRDB
import PassiveDNS
import TestSupport
import Testing

@testable import ObservationStore

@Suite struct CampaignStoreTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/s.sqlite"
    }

    private func record(_ id: String, _ names: some Sequence<Int>, mergedInto: String? = nil) throws -> CampaignRecord {
        let period = Period(first: Timestamp(seconds: 1_400_000_000), last: Timestamp(seconds: 1_400_000_100))
        let members = try names.map { number in
            CampaignRecord.Member(
                name: try DomainName("n\(number).test"),
                period: period,
                weight: 1 / Double(3 + number)
            )
        }
        return CampaignRecord(
            id: id,
            splitFrom: mergedInto == nil ? nil : "a",
            mergedInto: mergedInto,
            members: members.sorted { $0.name < $1.name }
        )
    }

    @Test("records come back as they were written, and what is equal is not written again")
    func roundTrip() throws {
        let store = try ObservationStore(path: path, for: .writing)
        let first = [try record("a", 1...12), try record("b", [5, 7])]
        try store.registerCampaigns(places: [], of: 0, since: try store.version()) { records in
            #expect(records.isEmpty)
            return first
        }
        #expect(try ObservationStore(path: path, for: .reading).campaigns() == first)
        let second = [first[0], try record("b", [7, 9], mergedInto: "a"), try record("c", 20...30)]
        try store.registerCampaigns(places: [], of: 0, since: try store.version()) { records in
            #expect(records == first)
            return second
        }
        #expect(try store.campaigns() == second)
        let changes = try store.database.read { try Int.fetchOne($0, sql: "PRAGMA data_version") }
        try store.registerCampaigns(places: [], of: 0, since: try store.version()) { $0 }
        #expect(try store.database.read { try Int.fetchOne($0, sql: "PRAGMA data_version") } == changes)
    }

    @Test("a registration that does not fit on the disk leaves the records as they were")
    func fullDisk() throws {
        let store = try ObservationStore(path: path, for: .writing)
        let first = [try record("a", 1...3)]
        try store.registerCampaigns(places: [], of: 0, since: try store.version()) { _ in first }
        let pages = try store.database.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        try store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages + 2)") }
        let second = [try record("a", 2...5), try record("b", 100...9_000)]
        #expect(throws: StoreError.full(path: path)) {
            try store.registerCampaigns(places: [], of: 0, since: try store.version()) { _ in second }
        }
        #expect(try store.campaigns() == first)
    }
}
