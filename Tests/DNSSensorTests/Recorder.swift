@testable import DNSSensor

/// Keeps the messages it is given.
struct Recorder: DNSDatagramReceiver {
    struct Message: Hashable {
        var time: Int64
        var source: Endpoint
        var destination: Endpoint
        var transport: Transport
        var bytes: [UInt8]
        var isCut = false
    }

    var messages: [Message] = []

    mutating func receive(_ datagram: DNSDatagram) {
        messages.append(
            Message(
                time: datagram.time,
                source: datagram.source,
                destination: datagram.destination,
                transport: datagram.transport,
                bytes: Array(datagram.message),
                isCut: datagram.isCut
            )
        )
    }
}

/// Decodes packets one second after another.
func decoded(
    _ packets: [[UInt8]],
    of link: LinkType = .ethernet,
    every interval: Int64 = 1_000_000_000
) -> PacketDecoder<Recorder> {
    var decoder = PacketDecoder(receiver: Recorder())
    for (number, packet) in packets.enumerated() {
        packet.withUnsafeBytes {
            decoder.decode($0, of: link, originalLength: $0.count, at: Int64(number) * interval)
        }
    }
    decoder.finish()
    return decoder
}
