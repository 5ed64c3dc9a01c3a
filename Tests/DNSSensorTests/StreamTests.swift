import TestSupport
import Testing

@testable import DNSSensor

@Suite struct StreamTests {
    static let messages = (1...9).map { Packets.message($0, length: 40 + 300 * $0) }
    static let stream = messages.flatMap { Packets.bytes16($0.count) + $0 }
    static let start = 0xffff_f000  // The numbers wrap within the stream.

    static func segment(_ range: Range<Int>) -> [UInt8] {
        Packets.ipv4(Packets.tcp(Array(stream[range]), at: start + 1 + range.lowerBound), number: 6)
    }

    static let syn = Packets.ipv4(Packets.tcp([], at: start, flags: 2), number: 6)

    static func ranges(of size: Int) -> [Range<Int>] {
        stride(from: 0, to: stream.count, by: size).map { $0..<min($0 + size, stream.count) }
    }

    private func ids(_ decoder: PacketDecoder<Recorder>) -> [Int] {
        decoder.receiver.messages.map { Int($0.bytes[1]) }
    }

    @Test(arguments: [1, 2, 3, 37, 100, 536, 1_460, 9_000, 20_000]) func segmentsOfAnySize(size: Int) {
        let decoder = decoded([Self.syn] + Self.ranges(of: size).map(Self.segment), of: .raw, every: 1_000)
        #expect(decoder.receiver.messages.map(\.bytes) == Self.messages)
        #expect(decoder.receiver.messages.allSatisfy { $0.transport == .tcp && $0.source.port == 53 })
        #expect(decoder.counters[.dnsStream] == decoder.counters.packets)
        #expect(decoder.counters.streamGaps == 0 && decoder.counters.incompleteStreams == 0)
    }

    @Test func anyOrderWithRepeats() {
        var random = SplitMix64(seed: 5)
        for _ in 0..<50 {
            var segments = Self.ranges(of: 700).map(Self.segment)
            segments += Self.ranges(of: 450).map(Self.segment).shuffled(using: &random).prefix(8)
            let decoder = decoded([Self.syn] + segments.shuffled(using: &random), of: .raw, every: 1_000)
            #expect(decoder.receiver.messages.map(\.bytes) == Self.messages)
            #expect(decoder.counters.streamGaps == 0 && decoder.streams.count == 0 && decoder.streams.size == 0)
        }
    }

    @Test func aMessageHasTheTimeOfItsLastPacket() {
        let half = Self.messages[0].count / 2
        let decoder = decoded(
            [Self.syn, Self.segment(0..<half), Self.segment(half..<Self.messages[0].count + 2)],
            of: .raw
        )
        #expect(decoder.receiver.messages.map(\.time) == [2_000_000_000])
    }

    @Test func aMessageThatWaitedHasTheTimeOfWhatItWaitedFor() {
        let (one, two) = (Self.messages[0].count + 2, Self.messages[0].count + Self.messages[1].count + 4)
        let decoder = decoded(
            [Self.syn, Self.segment(100..<one), Self.segment(one..<two), Self.segment(0..<100)],
            of: .raw
        )
        #expect(decoder.receiver.messages.map(\.time) == [3_000_000_000, 3_000_000_000])
    }

    @Test func manySmallSegmentsTakeTheirRoom() {
        var decoder = PacketDecoder(receiver: Recorder())
        for at in stride(from: 0, to: 120, by: 2) {
            let packet = Packets.ipv4(Packets.tcp([1], at: 100 + at), number: 6)
            packet.withUnsafeBytes { decoder.decode($0, of: .raw, originalLength: $0.count, at: 0) }
        }
        #expect(decoder.streams.size >= 59 * 64)
    }

    @Test func aHoleInsideAMessageCostsThatMessage() {
        // The third message lies at 2 + 340 + 2 + 640 = 984 and is 940 bytes long.
        let decoder = decoded(
            [Self.syn, Self.segment(0..<1_100), Self.segment(1_200..<Self.stream.count)],
            of: .raw
        )
        #expect(ids(decoder) == [1, 2, 4, 5, 6, 7, 8, 9])
        #expect(decoder.counters.streamGaps == 1)
    }

    @Test func aHoleOverALengthFieldIsPassedAtTheNextMessageThatStartsASegment() {
        let starts = Self.messages.indices.map { Self.messages[..<$0].reduce(0) { $0 + $1.count + 2 } }
        let decoder = decoded(
            [
                Self.syn, Self.segment(0..<500), Self.segment(1_200..<starts[3]),
                Self.segment(starts[3]..<starts[4]), Self.segment(starts[4]..<Self.stream.count),
            ],
            of: .raw
        )
        #expect(ids(decoder) == [1, 4, 5, 6, 7, 8, 9])
        #expect(decoder.counters.streamGaps == 1)
    }

    @Test func withoutItsStart() {
        let whole = decoded([Self.segment(0..<1_000), Self.segment(1_000..<Self.stream.count)], of: .raw)
        #expect(ids(whole) == Array(1...9))
        let middle = decoded([Self.segment(100..<342), Self.segment(342..<Self.stream.count)], of: .raw)
        #expect(ids(middle) == Array(2...9))
        let lengthAlone = decoded([Self.segment(0..<2), Self.segment(2..<Self.stream.count)], of: .raw)
        #expect(ids(lengthAlone) == Array(1...9))
    }

    @Test func aConnectionAgainOnTheSamePorts() {
        let again = Packets.message(77)
        let packets = [
            Self.syn, Self.segment(0..<100), Packets.ipv4(Packets.tcp([], at: 5_000, flags: 2), number: 6),
            Packets.ipv4(Packets.tcp(Packets.bytes16(again.count) + again, at: 5_001), number: 6),
        ]
        let decoder = decoded(packets, of: .raw)
        #expect(decoder.receiver.messages.map(\.bytes) == [again])
        #expect(decoder.counters.incompleteStreams == 1)
    }

    @Test func dataInTheFirstSegment() {
        let message = Packets.message(5)
        let packet = Packets.tcp(Packets.bytes16(message.count) + message, at: 9, flags: 2)
        #expect(decoded([Packets.ipv4(packet, number: 6)], of: .raw).receiver.messages.map(\.bytes) == [message])
    }

    @Test func bytesThatAreNoMessages() {
        let decoder = decoded(
            [
                Self.syn, Packets.ipv4(Packets.tcp([0, 3, 1, 2, 3], at: Self.start + 1), number: 6),
                Self.segment(5..<400),
            ],
            of: .raw
        )
        #expect(decoder.receiver.messages.isEmpty && decoder.counters.streamGaps == 1)
    }

    @Test func streamsAgeAndHaveBounds() {
        var decoder = PacketDecoder(receiver: Recorder())
        func decode(_ packet: [UInt8], at time: Int64) {
            packet.withUnsafeBytes { decoder.decode($0, of: .raw, originalLength: $0.count, at: time) }
        }
        for port in 0..<60_000 {
            for server in [53, 54] where server == 53 {
                decode(Packets.ipv4(Packets.tcp([], at: 1, flags: 2, from: server, to: port), number: 6), at: 0)
            }
        }
        #expect(decoder.streams.count == 60_000)
        decode(Packets.ipv4(Packets.tcp([], at: 1, flags: 2, to: 60_001), number: 6), at: 61_000_000_000)
        #expect(decoder.streams.count == 1)
        let hole = [UInt8](repeating: 9, count: 60_000)
        for port in 0..<3_000 {
            decode(Packets.ipv4(Packets.tcp([], at: 1, flags: 2, to: port), number: 6), at: 62_000_000_000)
            decode(Packets.ipv4(Packets.tcp(hole, at: 100, to: port), number: 6), at: 62_000_000_000)
            #expect(decoder.streams.size <= StreamTable.mostBytes)
        }
        for segment in 0..<1_000 {
            decode(Packets.ipv4(Packets.tcp(hole, at: 100 + segment * 7, to: 9), number: 6), at: 62_000_000_000)
        }
        #expect(decoder.streams.size <= StreamTable.mostBytes)
        decoder.finish()
        #expect(decoder.streams.count == 0 && decoder.streams.size == 0)
        #expect(decoder.counters.packets == 67_001)
    }

    @Test func cutSegments() {
        var decoder = PacketDecoder(receiver: Recorder())
        Self.syn.withUnsafeBytes { decoder.decode($0, of: .raw, originalLength: $0.count, at: 0) }
        Self.segment(0..<1_000).prefix(1_000).withUnsafeBytes {
            decoder.decode($0, of: .raw, originalLength: 1_040, at: 0)
        }
        decoder.finish()
        #expect(decoder.counters[.truncated] == 1 && ids(decoder) == [1])
    }
}
