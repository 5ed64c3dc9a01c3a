import Foundation
import TestSupport
import Testing

@Suite struct FileCorpusTests {
    @Test(arguments: FileFuzzing.targets.keys.sorted()) func replay(target: String) throws {
        let folder = packageRoot + "/Tests/Fuzz/Corpus/" + target
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!names.isEmpty)
        for name in names {
            try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)).withUnsafeBytes {
                FileFuzzing.targets[target]?($0)
            }
        }
    }
}
