import Foundation
import TestSupport
import Testing

@Suite struct FuzzCorpusTests {
    @Test(arguments: ["captures", "links", "fragments", "streams", "messages", "dnstap"]) func replay(target: String)
        throws
    {
        let folder = packageRoot + "/Tests/Fuzz/Corpus/" + target
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!names.isEmpty)
        for name in names {
            let input = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            input.withUnsafeBytes {
                switch target {
                case "captures": PacketFuzzing.captures($0)
                case "links": PacketFuzzing.links($0)
                case "fragments": PacketFuzzing.fragments($0)
                case "streams": PacketFuzzing.streams($0)
                case "messages": MessageFuzzing.messages($0)
                default: MessageFuzzing.dnstap($0)
                }
            }
        }
    }
}
