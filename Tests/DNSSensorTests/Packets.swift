/// Packets as the tests build them; lengths are right, checksums are left zero.
enum Packets {
    static let client: [UInt8] = [192, 0, 2, 1]
    static let server: [UInt8] = [198, 51, 100, 53]
    static let client6: [UInt8] = [0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1]
    static let server6: [UInt8] = [0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [0x53]

    static func bytes16(_ number: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
    }

    static func bytes32(_ number: Int) -> [UInt8] {
        bytes16(number >> 16) + bytes16(number)
    }

    /// A DNS message of a length, its identifier first: a response with one question.
    static func message(_ id: Int, length: Int = 40) -> [UInt8] {
        bytes16(id) + [0x81, 0x80, 0, 1] + [UInt8](repeating: 0, count: 6)
            + (12..<length).map { UInt8(truncatingIfNeeded: $0) }
    }

    // MARK: - Transport

    static func udp(_ payload: [UInt8], from source: Int = 53, to destination: Int = 40_000) -> [UInt8] {
        bytes16(source) + bytes16(destination) + bytes16(8 + payload.count) + [0, 0] + payload
    }

    static func tcp(
        _ payload: [UInt8],
        at sequence: Int,
        flags: UInt8 = 0x10,
        from source: Int = 53,
        to destination: Int = 40_000
    ) -> [UInt8] {
        bytes16(source) + bytes16(destination) + bytes32(sequence) + bytes32(0) + [0x50, flags]
            + [0xff, 0xff, 0, 0, 0, 0] + payload
    }

    // MARK: - Network

    /// IPv4 from the server to the client; `fragment` is the field of flags and offset.
    static func ipv4(_ payload: [UInt8], number: UInt8 = 17, id: Int = 1, fragment: Int = 0) -> [UInt8] {
        [0x45, 0] + bytes16(20 + payload.count) + bytes16(id) + bytes16(fragment) + [64, number, 0, 0]
            + server + client + payload
    }

    static func ipv6(_ payload: [UInt8], number: UInt8 = 17) -> [UInt8] {
        [0x60, 0, 0, 0] + bytes16(payload.count) + [number, 64] + server6 + client6 + payload
    }

    static func fragment6(_ payload: [UInt8], number: UInt8 = 17, id: Int = 1, offset: Int, more: Bool) -> [UInt8] {
        ipv6([number, 0] + bytes16(offset | (more ? 1 : 0)) + bytes32(id) + payload, number: 44)
    }

    // MARK: - Link

    static func ethernet(_ payload: [UInt8], type: Int = 0x0800) -> [UInt8] {
        [UInt8](repeating: 2, count: 12) + bytes16(type) + payload
    }

    static func llc(_ payload: [UInt8], type: Int = 0x0800) -> [UInt8] {
        [0xaa, 0xaa, 3, 0, 0, 0] + bytes16(type) + payload
    }

    /// A frame of Ethernet with a message in UDP over IPv4.
    static func frame(_ message: [UInt8]) -> [UInt8] {
        ethernet(ipv4(udp(message)))
    }
}
