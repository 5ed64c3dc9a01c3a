import Testing

@testable import DNSSensor

@Suite struct FragmentTests {
    static let message = Packets.message(3, length: 3_000)
    static let datagram = Packets.udp(message)

    static func pieces(of size: Int) -> [(offset: Int, bytes: [UInt8], more: Bool)] {
        stride(from: 0, to: datagram.count, by: size).map {
            let end = min($0 + size, datagram.count)
            return ($0, Array(datagram[$0..<end]), end < datagram.count)
        }
    }

    static func v4(_ piece: (offset: Int, bytes: [UInt8], more: Bool), id: Int = 1) -> [UInt8] {
        Packets.ipv4(piece.bytes, id: id, fragment: piece.offset / 8 | (piece.more ? 0x2000 : 0))
    }

    static func v6(_ piece: (offset: Int, bytes: [UInt8], more: Bool)) -> [UInt8] {
        Packets.fragment6(piece.bytes, offset: piece.offset, more: piece.more)
    }

    @Test(arguments: [8 * 6, 600, 1_480, 2_992]) func inAnyOrder(size: Int) {
        for order in [0, 1, 2] {
            var pieces = Self.pieces(of: size)
            if order == 1 { pieces.reverse() }
            if order == 2 { pieces.swapAt(0, pieces.count / 2) }
            for packets in [pieces.map { Self.v4($0) }, pieces.map { Self.v6($0) }] {
                let decoder = decoded(packets, of: .raw, every: 1_000)
                #expect(decoder.receiver.messages.map(\.bytes) == [Self.message])
                #expect(decoder.counters[.fragment] == pieces.count - 1 && decoder.counters[.dns] == 1)
                #expect(decoder.counters.reassembledDatagrams == 1 && decoder.counters.incompleteDatagrams == 0)
                #expect(decoder.fragments.count == 0 && decoder.fragments.size == 0)
            }
        }
    }

    @Test func aFragmentTwice() {
        let pieces = Self.pieces(of: 1_480)
        let decoder = decoded(
            [Self.v4(pieces[0]), Self.v4(pieces[0]), Self.v4(pieces[1]), Self.v4(pieces[2])],
            of: .raw
        )
        #expect(decoder.receiver.messages.map(\.bytes) == [Self.message])
    }

    @Test func datagramsMixed() {
        let pieces = Self.pieces(of: 1_480)
        let packets = pieces.flatMap { [Self.v4($0, id: 1), Self.v4($0, id: 2), Self.v6($0)] }
        #expect(decoded(packets, of: .raw).counters.reassembledDatagrams == 3)
    }

    @Test func anOverlapEndsTheDatagram() {
        let pieces = Self.pieces(of: 1_480)
        let evil = (offset: 1_472, bytes: [UInt8](repeating: 0, count: 16), more: true)
        for packets in [[pieces[0], evil, pieces[1], pieces[2]], [evil, pieces[0], pieces[1], pieces[2]]] {
            let decoder = decoded(packets.map { Self.v6($0) }, of: .raw)
            #expect(decoder.receiver.messages.isEmpty)
            #expect(decoder.counters[.fragment] == 4 && decoder.counters.incompleteDatagrams == 1)
        }
        var other = pieces[0]
        other.bytes[100] ^= 1
        #expect(
            decoded([pieces[0], other, pieces[1], pieces[2]].map { Self.v4($0) }, of: .raw).receiver.messages.isEmpty
        )
    }

    @Test func contradictions() {
        let first = (offset: 0, bytes: Array(Self.datagram[..<16]), more: true)
        let cases: [[(offset: Int, bytes: [UInt8], more: Bool)]] = [
            [(0, Array(Self.datagram[..<15]), true)],  // No multiple of eight.
            [first, (65_528, [UInt8](repeating: 0, count: 16), false)],  // Beyond what a packet can be.
            [first, (32, [], true)],  // Of no length.
            [first, (32, [1, 2], false), (64, [1, 2], false)],  // Two ends.
            [first, (64, [UInt8](repeating: 0, count: 8), true), (32, [1, 2], false)],  // Beyond the end.
        ]
        for packets in cases {
            let decoder = decoded(packets.map { Self.v4($0) }, of: .raw)
            #expect(decoder.counters.incompleteDatagrams == 1 && decoder.counters[.fragment] == packets.count)
        }
    }

    @Test func fragmentsAreAwaitedForAMinute() {
        let pieces = Self.pieces(of: 1_480)
        let inTime = decoded(pieces.map { Self.v4($0) }, of: .raw, every: 29_000_000_000)
        #expect(inTime.receiver.messages.count == 1)
        let late = decoded(pieces.map { Self.v4($0) }, of: .raw, every: 61_000_000_000)
        #expect(late.receiver.messages.isEmpty && late.counters.incompleteDatagrams == 3)
    }

    @Test func boundsHold() {
        var decoder = PacketDecoder(receiver: Recorder())
        let bytes = [UInt8](repeating: 1, count: 60_000)
        for id in 0..<2_000 {
            Packets.ipv4(bytes, id: id, fragment: 0x2001).withUnsafeBytes {
                decoder.decode($0, of: .raw, originalLength: $0.count, at: 0)
            }
            #expect(decoder.fragments.size <= FragmentTable.mostBytes)
        }
        for id in 0..<10_000 {
            Packets.ipv4([1, 2, 3, 4, 5, 6, 7, 8], id: id, fragment: 0x2001).withUnsafeBytes {
                decoder.decode($0, of: .ipv4, originalLength: $0.count, at: 0)
            }
            #expect(decoder.fragments.count <= FragmentTable.mostDatagrams)
        }
        decoder.finish()
        #expect(decoder.counters[.fragment] == 12_000)
        #expect(decoder.counters.incompleteDatagrams > 9_000 && decoder.fragments.count == 0)
    }

    @Test func datagramsOfOtherPortsAreNotHeld() {
        let other = Packets.udp([UInt8](repeating: 0, count: 1_000), from: 2_049, to: 700)
        let decoder = decoded(
            [Packets.ipv4(Array(other[..<504]), fragment: 0x2000), Packets.ipv4(Array(other[504...]), fragment: 63)],
            of: .raw
        )
        #expect(decoder.counters[.otherTraffic] == 2 && decoder.counters.incompleteDatagrams == 0)
    }

    /// Each datagram's last fragment holds the last fragment of the next one.
    @Test(arguments: [(7, PacketCounters.Outcome.dns), (8, .tooDeep), (3_000, .tooDeep)])
    func fragmentsInsideFragments(levels: Int, outcome: PacketCounters.Outcome) {
        let datagram = Packets.udp(Self.message, from: 53)
        var packets = [Packets.fragment6(Array(datagram[..<1_000]), id: 0, offset: 0, more: true)]
        var last = [17, 0] + Packets.bytes16(1_000) + Packets.bytes32(0) + datagram[1_000...]
        for id in 1...levels {
            packets.append(Packets.fragment6(Array(last[..<8]), number: 44, id: id, offset: 0, more: true))
            last = [44, 0] + Packets.bytes16(8) + Packets.bytes32(id) + last[8...]
        }
        let decoder = decoded(packets + [Packets.ipv6(last, number: 44)], of: .raw, every: 1_000)
        #expect(decoder.counters[outcome] == 1 && decoder.counters[.fragment] == levels + 1)
    }

    @Test func fragmentOfTheWholePacket() {
        let packet = Packets.fragment6(Packets.udp(Packets.message(1)), offset: 0, more: false)
        #expect(decoded([packet], of: .raw).counters[.dns] == 1)
    }
}
