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

    private static let archive = packageRoot + "/../shared/data/fuzz/zeek-dns-corpus.zip"

    private static let python = Python(with: "zipfile")

    /// Messages that another project's fuzzer found.
    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: archive), "there is no ../shared/data/fuzz here"),
        .enabled(if: python != nil, "python3 is not installed, which unpacks the messages")
    )
    func rawMessages() throws {
        let python = try #require(Self.python)
        let folder = try TemporaryFolder()
        _ = try python.run(
            "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])",
            [Self.archive, folder.path]
        )
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.count == 74)
        for name in names {
            let input = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
            input.withUnsafeBytes {
                MessageFuzzing.messages($0)
                MessageFuzzing.dnstap($0)
                PacketFuzzing.captures($0)
            }
        }
    }
}
