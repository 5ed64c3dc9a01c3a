import GRDB
import PassiveDNS
import TestSupport
import Testing

@testable import ObservationStore
@testable import RavelCommands

@Suite struct StoreFeedTests {
    let folder: TemporaryFolder
    let store: ObservationStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ObservationStore(path: folder.path + "/s.sqlite", for: .writing)
    }

    @Test("counts the lines that made a new period, over all tables of a file")
    func counts() throws {
        let feed = StoreFeed(store, file: "f")
        try feed.write(try observations(4), rowsOfLines: [1, 3])
        try feed.write(try observations(6), rowsOfLines: [4, 0, 1, 1])
        let (isNew, stored) = try feed.end(.init(digest: "d", lines: 6, rows: 10))
        #expect(isNew && stored == 4)
        #expect(try store.observations().count == 6)
    }

    @Test("one that is given up leaves nothing, also before its first table")
    func givenUp() throws {
        StoreFeed(store, file: "f").giveUp()
        let feed = StoreFeed(store, file: "f")
        try feed.write(try observations(4), rowsOfLines: [4])
        feed.giveUp()
        feed.giveUp()
        #expect(try store.observations().count == 0)
        #expect(try store.ingest("g") { _ in .init(digest: "g", lines: 0, rows: 0) })
    }

    @Test("a store that refuses a table is told by what comes next, and the rest is refused too")
    func refused() throws {
        try store.database.write {
            try $0.execute(
                sql: "CREATE TRIGGER refuse BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'is refused'); END"
            )
        }
        let feed = StoreFeed(store, file: "f")
        let error = #expect(throws: StoreError.self) {
            for _ in 0..<3 { try feed.write(try observations(2), rowsOfLines: [2]) }
            _ = try feed.end(.init(digest: "d", lines: 1, rows: 2))
        }
        #expect(error?.description.contains("is refused") == true)
        feed.giveUp()
        #expect(try store.observations().count == 0)
    }
}
