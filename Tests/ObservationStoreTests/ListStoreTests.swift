import Foundation
import ObservationStore
import PassiveDNS
import TestSupport
import Testing

@Suite struct ListStoreTests {
    let folder: TemporaryFolder
    let store: ObservationStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ObservationStore(path: folder.path + "/s.sqlite", for: .writing)
    }

    private func list(_ name: String, version: String, _ entries: [String]) -> ReferenceList {
        ReferenceList(
            name: name,
            version: version,
            listClass: .sinkhole,
            description: "",
            entries: entries.map { .init(.cidr, $0) }
        )
    }

    @Test("a list of the same name gives way to another version, and is left alone where it is the same")
    func versions() throws {
        let first = list("one", version: "1", ["198.51.100.1/32", "198.51.100.2/32"])
        #expect(try store.put(first) == .added)
        #expect(try store.put(first) == .unchanged)
        let second = list("one", version: "2", ["198.51.100.3/32"])
        #expect(try store.put(second) == .replaced)
        #expect(try store.put(list("a", version: "", [])) == .added)
        #expect(try store.lists() == [list("a", version: "", []), second])
        #expect(try store.removeList(named: "one"))
        #expect(try !store.removeList(named: "one"))
        #expect(try store.lists().map(\.name) == ["a"])
    }

    @Test func keepsTablesOfNetworks() throws {
        #expect(try store.systems() == AutonomousSystems())
        let prefix = try #require(IPPrefix("45.1.0.0/16"))
        var systems = AutonomousSystems(prefixes: [(prefix: prefix, number: 64_496)])
        try store.put(systems, .prefixes, named: "table", entries: 1)
        systems.names = [64_496: "EXAMPLE"]
        try store.put(systems, .names, named: "names", entries: 1)
        #expect(try store.systems() == systems)
        #expect(try store.systemTables().map(\.name) == ["table", "names"])
        #expect(try store.removeList(named: "names"))
        #expect(try store.systems().names.isEmpty)
    }
}
