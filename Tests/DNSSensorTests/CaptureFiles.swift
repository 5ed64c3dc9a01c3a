import Foundation

/// Capture files as the tests build them, in either byte order.
struct CaptureFiles {
    var isBigEndian = false

    func bytes(_ number: UInt64, _ count: Int) -> [UInt8] {
        let little = (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
        return isBigEndian ? little.reversed() : little
    }

    // MARK: - pcap

    func pcap(_ packets: [[UInt8]], magic: UInt64 = 0xa1b2_c3d4, link: UInt64 = 1, seconds: UInt64 = 1_000) -> Data {
        var file = bytes(magic, 4) + bytes(2, 2) + bytes(4, 2) + bytes(0, 8) + bytes(65_535, 4) + bytes(link, 4)
        for (number, packet) in packets.enumerated() {
            file += bytes(seconds + UInt64(number), 4) + bytes(7, 4)
            file += bytes(UInt64(packet.count), 4) + bytes(UInt64(packet.count), 4)
            if magic == 0xa1b2_cd34 { file += [UInt8](repeating: 9, count: 8) }
            file += packet
        }
        return Data(file)
    }

    // MARK: - pcapng

    func block(_ type: UInt64, _ body: [UInt8]) -> [UInt8] {
        let padded = body + [UInt8](repeating: 0, count: -body.count & 3)
        let length = bytes(UInt64(padded.count + 12), 4)
        return bytes(type, 4) + length + padded + length
    }

    func option(_ code: UInt64, _ value: [UInt8]) -> [UInt8] {
        bytes(code, 2) + bytes(UInt64(value.count), 2) + value + [UInt8](repeating: 0, count: -value.count & 3)
    }

    func section() -> [UInt8] {
        block(0x0a0d_0d0a, bytes(0x1a2b_3c4d, 4) + bytes(1, 2) + bytes(0, 2) + bytes(UInt64.max, 8))
    }

    func interface(link: UInt64 = 1, snapshotLength: UInt64 = 0, options: [UInt8] = []) -> [UInt8] {
        block(1, bytes(link, 2) + bytes(0, 2) + bytes(snapshotLength, 4) + options)
    }

    func enhanced(_ packet: [UInt8], interface: UInt64 = 0, ticks: UInt64) -> [UInt8] {
        let length = bytes(UInt64(packet.count), 4)
        return block(6, bytes(interface, 4) + bytes(ticks >> 32, 4) + bytes(ticks, 4) + length + length + packet)
    }

    func old(_ packet: [UInt8], interface: UInt64 = 0, ticks: UInt64) -> [UInt8] {
        let length = bytes(UInt64(packet.count), 4)
        return block(
            2,
            bytes(interface, 2) + bytes(3, 2) + bytes(ticks >> 32, 4) + bytes(ticks, 4) + length + length + packet
        )
    }

    func simple(_ packet: [UInt8]) -> [UInt8] {
        block(3, bytes(UInt64(packet.count), 4) + packet)
    }
}
