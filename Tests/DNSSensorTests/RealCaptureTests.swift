import Foundation
import TestSupport
import Testing

@testable import DNSSensor

@Suite struct RealCaptureTests {
    /// Captures of other projects, which lie beside this one or not at all.
    static let captures: [String] = {
        let folder = packageRoot + "/../shared/data/pcap"
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.contains(".pcap") }.sorted().map { folder + "/" + $0 }
    }()

    @Test(.enabled(if: !captures.isEmpty, "there is no ../shared/data/pcap here")) func countersAddUp() throws {
        for file in Self.captures {
            var reader = try CaptureReader(file, CaptureBuffer(file))
            var decoder = PacketDecoder(receiver: Recorder())
            while let packet = reader.next() {
                decoder.decode(
                    packet.bytes,
                    of: packet.link,
                    originalLength: packet.originalLength,
                    at: packet.time ?? 0
                )
            }
            decoder.finish()
            let counters = decoder.counters
            #expect(reader.damage == nil && counters.packets == reader.packets && reader.packets > 0)
            #expect(counters.messages == decoder.receiver.messages.count)
            #expect(counters[.unknownLink] == 0, "\(file)")
            let udp = decoder.receiver.messages.count { $0.transport == .udp && !$0.isCut }
            #expect(counters[.dns] == udp, "\(file)")
        }
    }
}
