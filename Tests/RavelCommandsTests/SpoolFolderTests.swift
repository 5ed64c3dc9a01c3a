import Foundation
import TestSupport
import Testing

@testable import RavelCommands

@Suite struct SpoolFolderTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ name: String, hoursOld: Double) throws {
        let file = try folder.write("{", as: name)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -hoursOld * 3_600)],
            ofItemAtPath: file
        )
    }

    @Test func leftoversOfKilledSensorsGo() throws {
        try write(".batch.1x0.tmp", hoursOld: 2)
        let staying = [
            ".batch.new.tmp", ".batch.a-b.tmp", ".batch..tmp", ".other.1x0.tmp", "batch.1x0.tmp", ".batch.1x0",
        ]
        for name in staying { try write(name, hoursOld: name == ".batch.new.tmp" ? 0.5 : 2) }
        symlink("batch.1x0.tmp", folder.path + "/.batch.2.tmp")
        // One that its writer holds.
        try write(".batch.3.tmp", hoursOld: 2)
        let held = open(folder.path + "/.batch.3.tmp", O_RDONLY)
        defer { close(held) }
        #expect(flock(held, LOCK_EX) == 0)
        _ = try SpoolFolder(folder.path)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == (staying + [".batch.2.tmp", ".batch.3.tmp"]).sorted())
    }

    @Test func anUnfinishedFileIsHeld() throws {
        let file = try UnfinishedFile(folder.path + "/batch")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7_200)],
            ofItemAtPath: folder.path + "/" + (try #require(names.first))
        )
        _ = try SpoolFolder(folder.path)
        try file.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["batch"])
    }
}
