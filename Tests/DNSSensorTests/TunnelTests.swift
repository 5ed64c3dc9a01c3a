import Testing

@testable import DNSSensor

@Suite struct TunnelTests {
    static let message = Packets.message(9)
    static let v4 = Packets.ipv4(Packets.udp(message))
    static let v6 = Packets.ipv6(Packets.udp(message))
    static let frame = Packets.ethernet(v4)

    static func udp(_ payload: [UInt8], to port: Int) -> [UInt8] {
        Packets.ipv4(Packets.udp(payload, from: 50_000, to: port))
    }

    static let tunnels: [(String, [UInt8])] = [
        ("IP in IP", Packets.ipv4(v4, number: 4)),
        ("6in4", Packets.ipv4(v6, number: 41)),
        ("4in6", Packets.ipv6(v4, number: 4)),
        ("GRE", Packets.ipv4([0, 0, 8, 0] + v4, number: 47)),
        (
            "GRE with checksum, key and number",
            Packets.ipv4([0xb0, 0, 0x86, 0xdd] + [UInt8](repeating: 0, count: 12) + v6, number: 47)
        ),
        ("GRE with Ethernet", Packets.ipv4([0, 0, 0x65, 0x58] + frame, number: 47)),
        ("PPTP", Packets.ipv4([0x30, 0x81, 0x88, 0x0b] + [UInt8](repeating: 0, count: 12) + [0x21] + v4, number: 47)),
        ("VXLAN", udp([8, 0, 0, 0, 0, 0, 1, 0] + frame, to: 4_789)),
        ("VXLAN of old", udp([8, 0, 0, 0, 0, 0, 1, 0] + frame, to: 8_472)),
        ("Geneve with options", udp([1, 0, 0x65, 0x58, 0, 0, 1, 0, 0, 0, 0, 0] + frame, to: 6_081)),
        ("Geneve with IP", udp([0, 0, 0x08, 0, 0, 0, 1, 0] + v4, to: 6_081)),
        ("GTP-U", udp([0x30, 255, 0, 0, 0, 0, 0, 1] + v4, to: 2_152)),
        ("GTP-U with extensions", udp([0x34, 255, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x85, 1, 0, 0, 0] + v6, to: 2_152)),
        ("Teredo", udp(v6, to: 3_544)),
        (
            "Teredo with both indicators",
            udp([0, 1, 1, 1] + [UInt8](repeating: 7, count: 11) + [UInt8](repeating: 0, count: 8) + v6, to: 3_544)
        ),
    ]

    @Test(arguments: tunnels) func oneMessage(name: String, packet: [UInt8]) {
        let decoder = decoded([packet], of: .raw)
        #expect(decoder.receiver.messages.map(\.bytes) == [Self.message])
        #expect(decoder.counters[.dns] == 1)
    }

    @Test(arguments: tunnels) func prefixesNeverCountTwice(name: String, packet: [UInt8]) {
        for length in 0..<packet.count {
            var decoder = PacketDecoder(receiver: Recorder())
            Array(packet.prefix(length)).withUnsafeBytes {
                decoder.decode($0, of: .raw, originalLength: packet.count, at: 0)
            }
            #expect(decoder.counters.packets == 1 && decoder.counters[.dns] == 0)
            #expect(decoder.counters[.malformed] == 0)
        }
    }

    @Test func extensionHeaders() {
        let options: [UInt8] = [60, 1] + [UInt8](repeating: 0, count: 14)
        let routing: [UInt8] = [51, 0] + [UInt8](repeating: 0, count: 6)
        let authentication: [UInt8] = [17, 4] + [UInt8](repeating: 0, count: 22)
        let destination: [UInt8] = [43, 0] + [UInt8](repeating: 0, count: 6)
        let packet = Packets.ipv6(
            options + destination + routing + authentication + Packets.udp(Self.message),
            number: 0
        )
        #expect(decoded([packet], of: .raw).receiver.messages.map(\.bytes) == [Self.message])
    }

    @Test func tooDeep() {
        var packet = Self.v4
        for _ in 0..<8 { packet = Packets.ipv4(packet, number: 4) }
        #expect(decoded([packet], of: .raw).counters[.dns] == 1)
        packet = Packets.ipv4(packet, number: 4)
        #expect(decoded([packet], of: .raw).counters[.tooDeep] == 1)
    }

    @Test func leftOut() {
        let query = Packets.ipv4(Packets.udp(Self.message, from: 40_000, to: 53))
        let cases: [([UInt8], PacketCounters.Outcome)] = [
            (Packets.ipv4([3, 3, 0, 0, 0, 0, 0, 0] + query, number: 1), .icmpQuote),
            (Packets.ipv6([1, 4, 0, 0, 0, 0, 0, 0] + Self.v6, number: 58), .icmpQuote),
            (Packets.ipv4([8, 0, 0, 0, 0, 0, 0, 0] + query, number: 1), .otherTraffic),
            (Packets.ipv4([3, 3, 0, 0, 0, 0, 0, 0] + Self.udp([], to: 80), number: 1), .otherTraffic),
            (Packets.ipv4(Packets.udp(Self.message, from: 5_353, to: 5_353)), .multicastDNS),
            (Packets.ipv4(Packets.udp(Self.message, from: 5_355, to: 40_000)), .llmnr),
            (Packets.ipv4(Packets.udp(Self.message, from: 137, to: 137)), .netBIOS),
            (Self.udp(Self.message, to: 8_053), .otherTraffic),
            (Packets.ipv4([UInt8](repeating: 0, count: 40), number: 50), .otherTraffic),
        ]
        for (packet, outcome) in cases {
            let decoder = decoded([packet], of: .raw)
            #expect(decoder.receiver.messages.isEmpty && decoder.counters[outcome] == 1, "\(outcome)")
        }
    }
}
