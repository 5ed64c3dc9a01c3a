import Foundation
import GRDB
import PassiveDNS
import TestSupport
import Testing

@testable import ObservationStore
@testable import RavelCommands

@Suite struct StoreOutputTests {
    @Test func whatTheStoreRefusesIsSetAside() throws {
        let folder = try TemporaryFolder()
        let store = try ObservationStore(path: folder.path + "/s.sqlite", for: .writing)
        try store.database.write {
            try $0.execute(
                sql: """
                    CREATE TRIGGER refuse BEFORE INSERT ON text WHEN NEW.value = CAST('seven0.test' AS BLOB)
                    BEGIN SELECT RAISE(ABORT, 'seven is refused'); END
                    """
            )
        }
        let output = StoreOutput(store, from: "eth0")
        var refused = ObservationTable()
        var seven = try observations(1, "seven")[0]
        seven.count = 7
        refused.append(seven)
        try output.take(try observations(3, "a"))
        try output.take(refused)
        try output.take(try observations(2, "b"))
        #expect(output.stored == 5 && output.setAside == 1)
        let batches = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/s.sqlite.refused")
        #expect(batches.count == 1)
        let text = try String(contentsOfFile: folder.path + "/s.sqlite.refused/" + batches[0], encoding: .utf8)
        #expect(text.contains("seven0.test") && text.contains("\"count\":7"))
    }
}
