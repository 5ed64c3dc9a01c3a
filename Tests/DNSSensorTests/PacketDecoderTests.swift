import PassiveDNS
import Testing

@testable import DNSSensor

/// Keeps the messages it is given.
struct Recorder: DNSDatagramReceiver {
    struct Message: Hashable {
        var time: Int64
        var source: Endpoint
        var destination: Endpoint
        var transport: Transport
        var bytes: [UInt8]
    }

    var messages: [Message] = []

    mutating func receive(_ datagram: DNSDatagram) {
        messages.append(
            Message(
                time: datagram.time,
                source: datagram.source,
                destination: datagram.destination,
                transport: datagram.transport,
                bytes: Array(datagram.message)
            )
        )
    }
}

@Suite struct PacketDecoderTests {
    private let header: [UInt8] =
        [UInt8](repeating: 2, count: 12) + [8, 0]
        + [0x45, 0, 0, 31, 0, 1, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2]
        + [0, 53, 0x82, 0x35, 0, 11, 0, 0]

    private func decode(_ packet: [UInt8], originalLength: Int? = nil) -> PacketDecoder<Recorder> {
        var decoder = PacketDecoder(receiver: Recorder())
        packet.withUnsafeBytes {
            decoder.decode($0, of: .ethernet, originalLength: originalLength ?? packet.count, at: 7)
        }
        decoder.finish()
        return decoder
    }

    @Test func udpInIPv4InEthernet() {
        let decoder = decode(header + [1, 2, 3])
        #expect(
            decoder.receiver.messages == [
                Recorder.Message(
                    time: 7,
                    source: Endpoint(address: IPAddress(v4: 0xc000_0201), port: 53),
                    destination: Endpoint(address: IPAddress(v4: 0xc000_0202), port: 33333),
                    transport: .udp,
                    bytes: [1, 2, 3]
                )
            ]
        )
        #expect(decoder.counters[.dns] == 1)
    }

    @Test func everyPrefixIsCountedOnce() {
        let packet = header + [1, 2, 3]
        for length in 0..<packet.count {
            let cut = decode(Array(packet.prefix(length)), originalLength: packet.count)
            #expect(cut.counters[.truncated] == 1 && cut.counters.packets == 1)
            let short = decode(Array(packet.prefix(length)))
            #expect(short.counters[.malformed] == 1 && short.counters.packets == 1)
        }
    }
}
