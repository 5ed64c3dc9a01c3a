import PassiveDNS
import Testing

@testable import DNSSensor

@Suite struct PacketDecoderTests {
    @Test func endsOfAMessage() {
        let decoder = decoded([
            Packets.frame([1, 2, 3]), Packets.ethernet(Packets.ipv6(Packets.udp([4])), type: 0x86dd),
        ])
        let server = Endpoint(address: IPAddress(v4: 0xc633_6435), port: 53)
        let client = Endpoint(address: IPAddress(v4: 0xc000_0201), port: 40_000)
        let server6 = Endpoint(address: IPAddress(value: 0x2001_0db8 << 96 | 0x53), port: 53)
        let client6 = Endpoint(address: IPAddress(value: 0x2001_0db8 << 96 | 1), port: 40_000)
        #expect(
            decoder.receiver.messages == [
                Recorder.Message(time: 0, source: server, destination: client, transport: .udp, bytes: [1, 2, 3]),
                Recorder.Message(
                    time: 1_000_000_000,
                    source: server6,
                    destination: client6,
                    transport: .udp,
                    bytes: [4]
                ),
            ]
        )
    }

    @Test func countersAddUpAndKeepTheirNames() {
        let decoder = decoded([Packets.frame([1]), Packets.ethernet([], type: 0x0806), [1]])
        let list = decoder.counters.list
        #expect(list.first?.name == "packets" && list.first?.value == 3)
        #expect(list.filter { $0.name.hasPrefix("packets_") }.reduce(0) { $0 + $1.value } == 3)
        #expect(Set(list.map(\.name)).count == list.count)
    }
}
