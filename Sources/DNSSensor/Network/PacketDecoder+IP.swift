internal import PassiveDNS

/// The ends of an IP packet, and where a fragment belongs.
struct IPHeader {
    var source: IPAddress
    var destination: IPAddress
    /// The protocol of what follows ([IANA's numbers](https://www.iana.org/assignments/protocol-numbers)).
    var number: UInt8
}

extension PacketDecoder {
    /// IP of the version its first bits tell.
    mutating func unwrapIP(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 1 else { return packet.tooShort }
        switch packet[0] >> 4 {
        case 4: return unwrapIPv4(packet)
        case 6: return unwrapIPv6(packet)
        default: return .malformed
        }
    }

    /// RFC 791.
    private mutating func unwrapIPv4(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 20 else { return packet.tooShort }
        let length = Int(packet[0] & 15) &* 4
        // Zero where the network card cuts segments: the packet is as long as was captured.
        let total = packet.bigEndian16(at: 2) == 0 ? packet.count : Int(packet.bigEndian16(at: 2))
        guard length >= 20, total >= length else { return .malformed }
        guard packet.count >= length else { return packet.tooShort }
        guard packet.count >= total || packet.isCut else { return .malformed }
        let header = IPHeader(
            source: IPAddress(v4: packet.bigEndian32(at: 12)),
            destination: IPAddress(v4: packet.bigEndian32(at: 16)),
            number: packet[9]
        )
        let payload = packet.prefix(total).after(length)
        let fragment = packet.bigEndian16(at: 6)
        guard fragment & 0x3fff != 0 else { return unwrapTransport(payload, header) }
        return holdFragment(
            payload,
            header,
            identification: UInt32(packet.bigEndian16(at: 4)),
            offset: Int(fragment & 0x1fff) &* 8,
            isLast: fragment & 0x2000 == 0
        )
    }

    /// RFC 8200.
    private mutating func unwrapIPv6(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 40 else { return packet.tooShort }
        let header = IPHeader(
            source: IPAddress(v6: packet.bytes, at: 8),
            destination: IPAddress(v6: packet.bytes, at: 24),
            number: packet[6]
        )
        let length = packet.bigEndian16(at: 4) == 0 ? packet.count &- 40 : Int(packet.bigEndian16(at: 4))
        guard packet.count &- 40 >= length || packet.isCut else { return .malformed }
        return unwrapExtensions(packet.after(40).prefix(length), header)
    }

    /// The extension headers of IPv6, of which each takes eight bytes or more; then the transport.
    mutating func unwrapExtensions(_ packet: PacketBytes, _ header: IPHeader) -> PacketCounters.Outcome {
        var packet = packet
        var header = header
        while true {
            let length: Int
            switch header.number {
            case 0, 43, 60, 135, 139, 140:
                guard packet.count >= 8 else { return packet.tooShort }
                length = (Int(packet[1]) &+ 1) &* 8
            case 51:  // The authentication header (RFC 4302) counts in words of four bytes.
                guard packet.count >= 8 else { return packet.tooShort }
                length = (Int(packet[1]) &+ 2) &* 4
            case 44:
                guard packet.count >= 8 else { return packet.tooShort }
                header.number = packet[0]
                let place = packet.bigEndian16(at: 2)
                guard place & 0xfff9 != 0 else {  // A fragment that is the whole packet (RFC 6946).
                    packet = packet.after(8)
                    continue
                }
                return holdFragment(
                    packet.after(8),
                    header,
                    identification: packet.bigEndian32(at: 4),
                    offset: Int(place & 0xfff8),
                    isLast: place & 1 == 0
                )
            default: return unwrapTransport(packet, header)
            }
            guard packet.count >= length else { return packet.tooShort }
            header.number = packet[0]
            packet = packet.after(length)
        }
    }

    /// What an IP packet carries.
    mutating func unwrapTransport(_ packet: PacketBytes, _ header: IPHeader) -> PacketCounters.Outcome {
        switch header.number {
        case 17: return unwrapUDP(packet, header)
        case 6: return unwrapTCP(packet, header)
        case 1, 58: return icmpOutcome(packet, number: header.number)
        case 4, 41: return unwrapTunnel(packet) { $0.unwrapIP($1) }
        case 47: return unwrapGRE(packet)
        default: return .otherTraffic
        }
    }
}

extension IPAddress {
    /// The IPv6 address at an offset; the caller has checked that it is inside.
    init(v6 bytes: UnsafeRawBufferPointer, at offset: Int) {
        let high = UInt128(bytes.bigEndian64(at: offset))
        self.init(value: high << 64 | UInt128(bytes.bigEndian64(at: offset &+ 8)))
    }
}
