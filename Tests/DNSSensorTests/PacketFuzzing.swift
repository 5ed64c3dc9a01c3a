import Foundation

@testable import DNSSensor

/// What the fuzzer runs on any bytes, and the tests on its corpus: everything must hold, whatever they are.
enum PacketFuzzing {
    /// The link layers, by the first byte of an input.
    static let links: [LinkType] = [
        .ethernet, .linuxSLL, .linuxSLL2, .raw, .null, .loop, .ppp, .pppHDLC, .pppoe, .wireless, .radiotap, .fddi,
        .ciscoHDLC,
    ]

    /// Reads every byte of every message.
    struct Reader: DNSDatagramReceiver {
        var messages = 0
        var sum = 0

        mutating func receive(_ datagram: DNSDatagram) {
            messages += 1
            for byte in datagram.message { sum &+= Int(byte) }
        }
    }

    /// Holds whatever was decoded.
    private static func check(_ decoder: inout PacketDecoder<Reader>, packets: Int) {
        precondition(decoder.fragments.size >= 0 && decoder.fragments.size <= FragmentTable.mostBytes + 65_535)
        precondition(decoder.streams.size >= 0 && decoder.streams.size <= StreamTable.mostBytes)
        decoder.finish()
        precondition(decoder.counters.packets == packets, "each packet ends in one counter")
        precondition(decoder.counters.messages == decoder.receiver.messages)
        precondition(decoder.fragments.size == 0 && decoder.fragments.count == 0)
        precondition(decoder.streams.size == 0 && decoder.streams.count == 0)
    }

    /// One packet of the link layer that the first byte chooses, as it is and as if it was cut.
    static func links(_ input: UnsafeRawBufferPointer) {
        guard let first = input.first else { return }
        var decoder = PacketDecoder(receiver: Reader())
        let packet = UnsafeRawBufferPointer(rebasing: input[1...])
        let link = links[Int(first) % links.count]
        decoder.decode(packet, of: link, originalLength: packet.count, at: 0)
        decoder.decode(packet, of: link, originalLength: packet.count + 1, at: 1)
        check(&decoder, packets: 2)
    }

    /// Fragments: of each a byte of flags, an identifier, an offset in units of eight, a length.
    ///
    /// The flags, from the lowest: IPv6, last, after a long pause, of TCP, of fragments.
    static func fragments(_ input: UnsafeRawBufferPointer) {
        var decoder = PacketDecoder(receiver: Reader())
        var steps = Steps(input)
        var packets = 0
        var time: Int64 = 0
        while let step = steps.next(header: 4, lengthAt: 3) {
            let (flags, id, offset) = (step.header[0], Int(step.header[1] & 3), Int(step.header[2]) * 8)
            time &+= flags & 4 != 0 ? 61_000_000_000 : 1_000
            let number: UInt8 = flags & 16 != 0 ? 44 : flags & 8 != 0 ? 6 : 17
            let packet =
                flags & 1 != 0
                ? Packets.fragment6(step.payload, number: number, id: id, offset: offset, more: flags & 2 == 0)
                : Packets.ipv4(
                    step.payload,
                    number: number,
                    id: id,
                    fragment: offset / 8 | (flags & 2 == 0 ? 0x2000 : 0)
                )
            packet.withUnsafeBytes { decoder.decode($0, of: .raw, originalLength: $0.count, at: time) }
            packets += 1
        }
        check(&decoder, packets: packets)
    }

    /// Segments: of each the TCP flags, a port, the sequence number's lower 16 bits, a length.
    static func streams(_ input: UnsafeRawBufferPointer) {
        var decoder = PacketDecoder(receiver: Reader())
        var steps = Steps(input)
        var packets = 0
        while let step = steps.next(header: 5, lengthAt: 4) {
            let sequence = Int(step.header[2]) << 8 | Int(step.header[3])
            let segment = Packets.tcp(
                step.payload,
                at: step.header[1] & 4 != 0 ? sequence << 16 : 0xffff_c000 &+ sequence,
                flags: step.header[0],
                to: Int(step.header[1] & 3)
            )
            let packet = Packets.ipv4(segment, number: 6)
            packet.withUnsafeBytes { decoder.decode($0, of: .raw, originalLength: $0.count, at: Int64(packets)) }
            packets += 1
        }
        check(&decoder, packets: packets)
    }

    /// A capture file, of which every packet is decoded.
    static func captures(_ input: UnsafeRawBufferPointer) {
        let path =
            FileManager.default.temporaryDirectory.path + "/ravel-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
        defer { unlink(path) }
        guard (try? Data(input).write(to: URL(fileURLWithPath: path))) != nil, let buffer = try? CaptureBuffer(path),
            var reader = try? CaptureReader(path, buffer)
        else {
            return
        }
        var decoder = PacketDecoder(receiver: Reader())
        while let packet = reader.next() {
            decoder.decode(packet.bytes, of: packet.link, originalLength: packet.originalLength, at: packet.time ?? 0)
        }
        check(&decoder, packets: reader.packets)
    }

    /// An input cut into headers and payloads.
    private struct Steps {
        var rest: UnsafeRawBufferPointer

        init(_ input: UnsafeRawBufferPointer) {
            rest = input
        }

        mutating func next(header: Int, lengthAt: Int) -> (header: [UInt8], payload: [UInt8])? {
            guard rest.count >= header else { return nil }
            let fields = Array(rest[..<header])
            let end = min(header + Int(fields[lengthAt]), rest.count)
            let payload = Array(rest[header..<end])
            rest = UnsafeRawBufferPointer(rebasing: rest[end...])
            return (fields, payload)
        }
    }
}
