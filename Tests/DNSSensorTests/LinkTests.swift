import Testing

@testable import DNSSensor

@Suite struct LinkTests {
    static let message = Packets.message(7)
    static let v4 = Packets.ipv4(Packets.udp(message))
    static let v6 = Packets.ipv6(Packets.udp(message))
    static let zeros = [UInt8](repeating: 0, count: 64)

    /// A wireless data frame: its first two bytes, what else is in the header, the payload.
    static func wireless(_ control: [UInt8], _ more: [UInt8] = []) -> [UInt8] {
        control + zeros.prefix(22) + more + Packets.llc(v4)
    }

    static let aggregate: [UInt8] = {
        let other = zeros.prefix(12) + Packets.bytes16(9) + Packets.llc([1], type: 0x0806)
        let dns = zeros.prefix(12) + Packets.bytes16(8 + v4.count) + Packets.llc(v4)
        return [0x88, 2] + zeros.prefix(22) + [0x80, 0] + other + zeros.prefix(1) + dns
    }()

    static let frames: [(String, LinkType, [UInt8])] = [
        ("Ethernet, IPv4", .ethernet, Packets.ethernet(v4)),
        ("Ethernet, IPv6", .ethernet, Packets.ethernet(v6, type: 0x86dd)),
        ("Ethernet, padded", .ethernet, Packets.ethernet(v4) + zeros),
        ("VLAN", .ethernet, Packets.ethernet([0, 5, 8, 0] + v4, type: 0x8100)),
        ("QinQ", .ethernet, Packets.ethernet([0, 5, 0x81, 0, 0, 6, 0x86, 0xdd] + v6, type: 0x88a8)),
        ("LLC", .ethernet, Packets.ethernet(Packets.llc(v4), type: 8 + v4.count)),
        (
            "PPPoE", .ethernet,
            Packets.ethernet([0x11, 0, 0, 1] + Packets.bytes16(2 + v4.count) + [0, 0x21] + v4, type: 0x8864)
        ),
        ("PPPoE alone", .pppoe, [0x11, 0, 0, 1] + Packets.bytes16(2 + v6.count) + [0, 0x57] + v6),
        ("SLL", .linuxSLL, zeros.prefix(14) + [8, 0] + v4),
        ("SLL, VLAN", .linuxSLL, zeros.prefix(14) + [0x81, 0, 0, 5, 8, 0] + v4),
        ("SLL, LLC", .linuxSLL, zeros.prefix(14) + [0, 4] + Packets.llc(v4)),
        ("SLL2", .linuxSLL2, [0x86, 0xdd] + zeros.prefix(18) + v6),
        ("raw IPv4", .raw, v4), ("raw IPv6", .raw, v6), ("raw of old", .systemRaw, v4),
        ("IPv4", .ipv4, v4), ("IPv6", .ipv6, v6),
        ("NULL, little-endian", .null, [2, 0, 0, 0] + v4),
        ("NULL, big-endian", .null, [0, 0, 0, 30] + v6),
        ("LOOP", .loop, [0, 0, 0, 24] + v6),
        ("PPP", .ppp, [0xff, 3, 0, 0x21] + v4),
        ("PPP, compressed", .ppp, [0x21] + v4),
        ("PPP in HDLC", .pppHDLC, [0xff, 3, 0, 0x57] + v6),
        ("Cisco's HDLC", .ciscoHDLC, [0x0f, 0, 8, 0] + v4),
        ("FDDI", .fddi, [0x50] + zeros.prefix(12) + Packets.llc(v4)),
        ("802.11", .wireless, wireless([0x08, 1])),
        ("802.11, quality of service", .wireless, wireless([0x88, 1], [0, 0])),
        ("802.11, four addresses", .wireless, wireless([0x08, 3], [UInt8](repeating: 2, count: 6))),
        ("802.11, high throughput", .wireless, wireless([0x88, 0x81], [0, 0, 0, 0, 0, 0])),
        ("802.11, aggregate", .wireless, aggregate),
        ("radiotap", .radiotap, [0, 0, 8, 0, 0, 0, 0, 0] + wireless([0x08, 1])),
        // Two bitmaps, the time at 16, then the flags, which say that the header is padded.
        (
            "radiotap, padded", .radiotap,
            [0, 0, 25, 0, 3, 0, 0, 0x80, 0, 0, 0, 0] + zeros.prefix(4) + zeros.prefix(8) + [0x20]
                + wireless([0x88, 1], [0, 0, 0, 0])
        ),
    ]

    @Test(arguments: frames) func oneMessage(name: String, link: LinkType, frame: [UInt8]) {
        let decoder = decoded([frame], of: link)
        #expect(decoder.receiver.messages.map(\.bytes) == [Self.message])
        #expect(decoder.counters[.dns] == 1 && decoder.counters.packets == 1)
    }

    @Test(arguments: frames) func prefixesAreCutOrMalformed(name: String, link: LinkType, frame: [UInt8]) {
        // Padding and what an aggregate holds before may miss bytes.
        guard !name.contains("padded"), !name.contains("aggregate") else { return }
        for length in 0..<frame.count {
            var decoder = PacketDecoder(receiver: Recorder())
            Array(frame.prefix(length)).withUnsafeBytes {
                decoder.decode($0, of: link, originalLength: frame.count, at: 0)
                decoder.decode($0, of: link, originalLength: length, at: 0)
            }
            #expect(decoder.counters.packets == 2)
            #expect(decoder.counters[.truncated] == 1, "\(length) of \(frame.count)")
            #expect(decoder.counters[.malformed] == 1, "\(length) of \(frame.count)")
            #expect(decoder.receiver.messages.allSatisfy { $0.isCut && Self.message.starts(with: $0.bytes) })
        }
    }

    static let others: [(String, LinkType, [UInt8], PacketCounters.Outcome)] = [
        ("ARP", .ethernet, Packets.ethernet(zeros, type: 0x0806), .otherTraffic),
        ("spanning tree", .ethernet, Packets.ethernet([0x42, 0x42, 3] + zeros, type: 67), .otherTraffic),
        ("PPPoE discovery", .ethernet, Packets.ethernet(zeros, type: 0x8863), .otherTraffic),
        ("PPP's link control", .ppp, [0xff, 3, 0xc0, 0x21] + zeros, .otherTraffic),
        ("beacon", .wireless, [0x80, 0] + zeros, .otherTraffic),
        ("encrypted frame", .wireless, wireless([0x08, 0x41]), .encrypted),
        ("frame with wrong checksum", .radiotap, [0, 0, 9, 0, 2, 0, 0, 0, 0x40] + wireless([8, 1]), .malformed),
        ("IP of no version", .raw, [0x75] + zeros, .malformed),
        ("USB", LinkType(rawValue: 220), v4, .unknownLink),
        ("FDDI's token", .fddi, [0x80] + zeros, .otherTraffic),
    ]

    @Test(arguments: others) func counted(
        name: String,
        link: LinkType,
        frame: [UInt8],
        outcome: PacketCounters.Outcome
    ) {
        let decoder = decoded([frame], of: link)
        #expect(decoder.receiver.messages.isEmpty)
        #expect(decoder.counters[outcome] == 1 && decoder.counters.packets == 1)
    }

    @Test func tagsWithoutEnd() {
        let tags = (0..<100_000).flatMap { _ in Packets.llc([0, 0], type: 0x8100) }
        #expect(decoded([Packets.ethernet(tags, type: 0)]).counters.packets == 1)
        let alternating = (0..<100_000).flatMap { _ in [0xaa, 0xaa, 3, 0, 0, 0, 0x81, 0, 0, 1, 0x05, 0xff] as [UInt8] }
        let decoder = decoded([Packets.ethernet(alternating, type: 0x05ff)])
        #expect(decoder.counters.packets == 1)
    }
}
