extension PacketDecoder {
    /// Goes one level deeper, or not at all where there are too many.
    @inline(__always)
    mutating func unwrapTunnel(
        _ packet: PacketBytes,
        _ unwrap: (inout PacketDecoder, PacketBytes) -> PacketCounters.Outcome
    ) -> PacketCounters.Outcome {
        guard packet.depth < Self.deepest else { return .tooDeep }
        var inner = packet
        inner.depth &+= 1
        return unwrap(&self, inner)
    }

    /// Generic routing encapsulation (RFC 2784, RFC 2890), and PPTP's (RFC 2637).
    mutating func unwrapGRE(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 4 else { return packet.tooShort }
        let flags = packet.bigEndian16(at: 0)
        let type = packet.bigEndian16(at: 2)
        let isPPTP = flags & 7 == 1
        guard flags & 0x4000 == 0, flags & 7 == 0 || isPPTP else { return .otherTraffic }
        var header = 4
        if flags & 0x8000 != 0 { header &+= 4 }
        if flags & 0x2000 != 0 { header &+= 4 }
        if flags & 0x1000 != 0 { header &+= 4 }
        if isPPTP, flags & 0x0080 != 0 { header &+= 4 }
        guard packet.count >= header else { return packet.tooShort }
        if isPPTP {
            return type == 0x880b ? unwrapTunnel(packet.after(header)) { $0.unwrapPPP($1) } : .otherTraffic
        }
        return unwrapTunnel(packet.after(header)) { $0.unwrapTunnelled(type, $1) }
    }

    /// VXLAN (RFC 7348): Ethernet after eight bytes, of which only the flag of the identifier is set.
    mutating func unwrapVXLAN(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 8 else { return packet.tooShort }
        guard packet[0] & 0x08 != 0 else { return .otherTraffic }
        return unwrapTunnel(packet.after(8)) { $0.unwrapEthernet($1) }
    }

    /// Geneve (RFC 8926).
    mutating func unwrapGeneve(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 8 else { return packet.tooShort }
        let header = 8 &+ Int(packet[0] & 0x3f) &* 4
        let type = packet.bigEndian16(at: 2)
        guard packet[0] >> 6 == 0, packet[1] & 0x80 == 0 else { return .otherTraffic }
        guard packet.count >= header else { return packet.tooShort }
        return unwrapTunnel(packet.after(header)) { $0.unwrapTunnelled(type, $1) }
    }

    /// A user's packet in GTP-U (3GPP TS 29.281), after its extension headers.
    mutating func unwrapGTP(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 8 else { return packet.tooShort }
        guard packet[0] & 0xf0 == 0x30, packet[1] == 255 else { return .otherTraffic }
        var header = 8
        if packet[0] & 7 != 0 {
            guard packet.count >= 12 else { return packet.tooShort }
            header = 12
            var next = packet[0] & 4 != 0 ? packet[11] : 0
            while next != 0 {
                guard packet.count > header else { return packet.tooShort }
                let length = Int(packet[header]) &* 4
                guard length > 0 else { return .malformed }
                guard packet.count >= header &+ length else { return packet.tooShort }
                next = packet[header &+ length &- 1]
                header &+= length
            }
        }
        return unwrapTunnel(packet.after(header)) { $0.unwrapIP($1) }
    }

    /// Teredo (RFC 4380): IPv6 after an authentication and an origin, either of which may be missing.
    mutating func unwrapTeredo(_ packet: PacketBytes) -> PacketCounters.Outcome {
        var packet = packet
        if packet.count >= 4, packet.bigEndian16(at: 0) == 1 {
            let header = 13 &+ Int(packet[2]) &+ Int(packet[3])
            guard packet.count >= header else { return packet.tooShort }
            packet = packet.after(header)
        }
        if packet.count >= 8, packet.bigEndian16(at: 0) == 0 { packet = packet.after(8) }
        guard packet.count >= 40, packet[0] >> 4 == 6 else { return .otherTraffic }
        return unwrapTunnel(packet) { $0.unwrapIP($1) }
    }

    /// What tunnels name by an EtherType, where 0x6558 stands for Ethernet itself.
    private mutating func unwrapTunnelled(_ type: UInt16, _ packet: PacketBytes) -> PacketCounters.Outcome {
        switch type {
        case 0x6558: unwrapEthernet(packet)
        case 0..<0x0600: .otherTraffic
        default: unwrapEtherType(type, packet)
        }
    }
}
