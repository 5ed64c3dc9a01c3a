extension PacketDecoder {
    /// PPP (RFC 1661), with or without address and control bytes (RFC 1662), the protocol in one byte or two.
    mutating func unwrapPPP(_ packet: PacketBytes) -> PacketCounters.Outcome {
        var packet = packet
        if packet.count >= 2, packet[0] == 0xff, packet[1] == 3 { packet = packet.after(2) }
        guard packet.count >= 2 else { return packet.tooShort }
        let number: UInt16
        if packet[0] & 1 == 1 {
            number = UInt16(packet[0])
            packet = packet.after(1)
        } else {
            number = packet.bigEndian16(at: 0)
            packet = packet.after(2)
        }
        return number == 0x0021 || number == 0x0057 ? unwrapIP(packet) : .otherTraffic
    }

    /// HDLC with PPP inside (RFC 1662), or with Cisco's header, whose address is 15 or 143.
    mutating func unwrapHDLC(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 4 else { return packet.tooShort }
        switch packet[0] {
        case 0x0f, 0x8f: return unwrapEtherType(packet.bigEndian16(at: 2), packet.after(4))
        default: return unwrapPPP(packet)
        }
    }

    /// A session's frame of PPP over Ethernet (RFC 2516).
    mutating func unwrapPPPoE(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 6 else { return packet.tooShort }
        guard packet[0] == 0x11 else { return .malformed }
        guard packet[1] == 0 else { return .otherTraffic }
        return unwrapPPP(packet.after(6).prefix(Int(packet.bigEndian16(at: 4))))
    }
}
