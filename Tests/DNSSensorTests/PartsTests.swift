import Foundation
import PassiveDNS
import PublicSuffix
import TestSupport
import Testing

@testable import DNSSensor

/// The observations of a file leave in the same parts each time, by whose digests a store knows them.
@Suite struct PartsTests {
    private func parts(_ file: String) throws -> [[Observation]] {
        var settings = SensorSettings(rules: PublicSuffixList()) { Timestamp(seconds: 0)...Timestamp(seconds: 1 << 32) }
        settings.keepsUnmatched = true
        settings.memory = 1 << 16
        var sensor = Sensor(settings)
        var parts: [[Observation]] = []
        let damage = try sensor.read(file) { part in parts.append((0..<part.count).map { part[$0] }) }
        #expect(damage == nil)
        return parts
    }

    @Test func areTheSameEachTime() throws {
        var random = SplitMix64(seed: 12)
        let packets = (0..<5_000).map { _ in
            var message = MessageBuilder()
            message.question("n\(Int.random(in: 0..<1_000, using: &random)).test")
            message.record(MessageBuilder.reference(12), 1, [203, 0, 113, UInt8.random(in: 0...9, using: &random)])
            return Packets.frame(message.octets)
        }
        let folder = try TemporaryFolder()
        let file = try folder.write(CaptureFiles().pcap(packets), as: "a.pcap")
        let first = try parts(file)
        #expect(first.count > 3)
        #expect(try parts(file) == first)
        #expect(first.joined().reduce(0) { $0 + $1.count } == 5_000)
    }
}
