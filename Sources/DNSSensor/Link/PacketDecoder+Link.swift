extension PacketDecoder {
    mutating func unwrapLink(_ packet: PacketBytes, of link: LinkType) -> PacketCounters.Outcome {
        switch link {
        case .ethernet: unwrapEthernet(packet)
        case .linuxSLL: unwrapLinuxCooked(packet, protocolAt: 14, header: 16)
        case .linuxSLL2: unwrapLinuxCooked(packet, protocolAt: 0, header: 20)
        case .raw, .systemRaw, .openBSDRaw, .ipv4, .ipv6: unwrapIP(packet)
        case .null, .loop: unwrapLoopback(packet)
        case .ppp: unwrapPPP(packet)
        case .pppHDLC, .ciscoHDLC: unwrapHDLC(packet)
        case .pppoe: unwrapPPPoE(packet)
        case .wireless: unwrapWireless(packet)
        case .radiotap: unwrapRadiotap(packet)
        case .fddi: unwrapFDDI(packet)
        default: .unknownLink
        }
    }

    /// Ethernet (IEEE 802.3).
    mutating func unwrapEthernet(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 14 else { return packet.tooShort }
        return unwrapEtherType(packet.bigEndian16(at: 12), packet.after(14))
    }

    /// What follows an EtherType: VLAN tags (IEEE 802.1Q and 802.1ad, and what came before it), then IP or PPPoE.
    mutating func unwrapEtherType(_ type: UInt16, _ packet: PacketBytes) -> PacketCounters.Outcome {
        var type = type
        var packet = packet
        while true {
            switch type {
            case 0x0800, 0x86dd: return unwrapIP(packet)
            case 0x8100, 0x88a8, 0x9100, 0x9200:
                guard packet.count >= 4 else { return packet.tooShort }
                type = packet.bigEndian16(at: 2)
                packet = packet.after(4)
            case 0x8864: return unwrapPPPoE(packet)
            case 0..<0x0600: return unwrapLLC(packet.prefix(Int(type)))
            default: return .otherTraffic
            }
        }
    }

    /// IEEE 802.2 with the subnetwork access protocol (RFC 1042); a level of its own, as a tag may follow it.
    mutating func unwrapLLC(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 3 else { return packet.tooShort }
        guard packet[0] == 0xaa, packet[1] == 0xaa, packet[2] == 3 else { return .otherTraffic }
        guard packet.count >= 8 else { return packet.tooShort }
        let organization = packet.bigEndian32(at: 3) >> 8
        let type = packet.bigEndian16(at: 6)
        guard organization == 0 || organization == 0xf8, type >= 0x0600 else { return .otherTraffic }
        return unwrapTunnel(packet.after(8)) { $0.unwrapEtherType(type, $1) }
    }

    /// Linux's cooked capture, of which version 2 differs in the order of its fields.
    private mutating func unwrapLinuxCooked(
        _ packet: PacketBytes,
        protocolAt offset: Int,
        header: Int
    ) -> PacketCounters.Outcome {
        guard packet.count >= header else { return packet.tooShort }
        let type = packet.bigEndian16(at: offset)
        if type == 4 { return unwrapLLC(packet.after(header)) }
        return type < 0x0600 ? .otherTraffic : unwrapEtherType(type, packet.after(header))
    }

    /// BSD's loopback: the address family, as the capturing system numbers it and in its byte order.
    private mutating func unwrapLoopback(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 4 else { return packet.tooShort }
        let family = packet.bigEndian32(at: 0)
        switch family > 0xffff ? family.byteSwapped : family {
        case 2, 10, 24, 28, 30: return unwrapIP(packet.after(4))
        default: return .otherTraffic
        }
    }

    /// FDDI (ISO 9314), of whose frames only asynchronous ones with LLC carry IP.
    private mutating func unwrapFDDI(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 13 else { return packet.tooShort }
        return packet[0] & 0xf0 == 0x50 ? unwrapLLC(packet.after(13)) : .otherTraffic
    }
}
