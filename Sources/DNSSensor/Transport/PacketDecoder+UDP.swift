/// UDP and TCP ports by which a packet is taken for what it is.
enum DNSPort {
    static let dns: UInt16 = 53
    static let netBIOS: UInt16 = 137
    static let multicastDNS: UInt16 = 5353
    static let llmnr: UInt16 = 5355
    static let vxlan: UInt16 = 4789
    /// VXLAN's before it was registered, and Linux's default still.
    static let oldVXLAN: UInt16 = 8472
    static let geneve: UInt16 = 6081
    static let gtp: UInt16 = 2152
    static let teredo: UInt16 = 3544

    static func isTunnel(_ port: UInt16) -> Bool {
        port == vxlan || port == oldVXLAN || port == geneve || port == gtp || port == teredo
    }
}

extension PacketDecoder {
    /// RFC 768.
    mutating func unwrapUDP(_ packet: PacketBytes, _ header: IPHeader) -> PacketCounters.Outcome {
        guard packet.count >= 8 else { return packet.tooShort }
        let source = packet.bigEndian16(at: 0)
        let destination = packet.bigEndian16(at: 2)
        guard source == DNSPort.dns || destination == DNSPort.dns else {
            return unwrapOtherUDP(packet.after(8), from: source, to: destination)
        }
        let length = Int(packet.bigEndian16(at: 4))
        guard length >= 8 else { return .malformed }
        let isCut = length > packet.count
        guard !isCut || packet.isCut else { return .malformed }
        counters.messages &+= 1
        receiver.receive(
            DNSDatagram(
                time: packet.time,
                source: Endpoint(address: header.source, port: source),
                destination: Endpoint(address: header.destination, port: destination),
                transport: .udp,
                message: UnsafeRawBufferPointer(rebasing: packet.bytes[8..<min(length, packet.count)]),
                isCut: isCut
            )
        )
        return isCut ? .truncated : .dns
    }

    /// What its port says: names of the local network, tunnels, or nothing of interest.
    private mutating func unwrapOtherUDP(
        _ payload: PacketBytes,
        from source: UInt16,
        to destination: UInt16
    ) -> PacketCounters.Outcome {
        switch destination {
        case DNSPort.multicastDNS: return .multicastDNS
        case DNSPort.llmnr: return .llmnr
        case DNSPort.netBIOS: return .netBIOS
        case DNSPort.vxlan, DNSPort.oldVXLAN: return unwrapVXLAN(payload)
        case DNSPort.geneve: return unwrapGeneve(payload)
        case DNSPort.gtp: return unwrapGTP(payload)
        case DNSPort.teredo: return unwrapTeredo(payload)
        default: break
        }
        switch source {
        case DNSPort.multicastDNS: return .multicastDNS
        case DNSPort.llmnr: return .llmnr
        case DNSPort.netBIOS: return .netBIOS
        case DNSPort.teredo: return unwrapTeredo(payload)
        default: return .otherTraffic
        }
    }
}
