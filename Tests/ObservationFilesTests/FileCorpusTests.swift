import Foundation
import TestSupport
import Testing

@Suite struct FileCorpusTests {
    @Test(arguments: ["records", "columns", "registrations", "indicators"]) func replay(target: String) throws {
        let folder = packageRoot + "/Tests/Fuzz/Corpus/" + target
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!names.isEmpty)
        for name in names {
            try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)).withUnsafeBytes {
                switch target {
                case "records": FileFuzzing.records($0)
                case "columns": FileFuzzing.columns($0)
                case "registrations": FileFuzzing.registrations($0)
                default: FileFuzzing.indicators($0)
                }
            }
        }
    }
}
