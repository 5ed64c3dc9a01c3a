internal import PassiveDNS

extension PacketDecoder {
    /// Holds a fragment, or goes on with its datagram where it was the last one missing.
    mutating func holdFragment(
        _ packet: PacketBytes,
        _ header: IPHeader,
        identification: UInt32,
        offset: Int,
        isLast: Bool
    ) -> PacketCounters.Outcome {
        guard header.number != 1, header.number != 58 else { return .otherTraffic }
        counters.incompleteDatagrams &+= fragments.sweep(at: packet.time)
        let slot = fragments.slot(
            of: FragmentTable.Key(
                source: header.source,
                destination: header.destination,
                identification: identification,
                number: header.source.isV4 ? header.number : 0
            ),
            at: packet.time
        )
        let outcome = addFragment(packet, header, to: slot, at: offset, isLast: isLast)
        counters.incompleteDatagrams &+= fragments.sweep(at: packet.time)
        return outcome
    }

    private mutating func addFragment(
        _ packet: PacketBytes,
        _ header: IPHeader,
        to slot: Int,
        at offset: Int,
        isLast: Bool
    ) -> PacketCounters.Outcome {
        switch fragments.fate(of: slot) {
        case .hopeless: return .fragment
        case .useless: return .otherTraffic
        case .awaited: break
        }
        if offset == 0, isUseless(packet, number: header.number) {
            fragments.giveUp(slot, as: .useless)
            return .otherTraffic
        }
        let step =
            packet.isCut
            ? .isHopeless : fragments.add(packet.bytes, to: slot, at: offset, number: header.number, isLast: isLast)
        switch step {
        case .waits: return .fragment
        case .isHopeless:
            fragments.giveUp(slot, as: .hopeless)
            counters.incompleteDatagrams &+= 1
            return packet.isCut ? .truncated : .fragment
        case .isComplete:
            counters.reassembledDatagrams &+= 1
            let datagram = fragments.take(slot)
            var whole = header
            whole.number = datagram.number
            return datagram.bytes.withUnsafeBytes { bytes in
                // A level of its own: it may hold the last fragment of another datagram, and so on.
                let packet = PacketBytes(bytes: bytes, isCut: false, time: packet.time, depth: packet.depth)
                return unwrapTunnel(packet) { $0.unwrapExtensions($1, whole) }
            }
        }
    }

    /// Whether a first fragment shows that its datagram holds no DNS.
    private func isUseless(_ packet: PacketBytes, number: UInt8) -> Bool {
        guard number == 17 || number == 6, packet.count >= 4 else { return false }
        let (source, destination) = (packet.bigEndian16(at: 0), packet.bigEndian16(at: 2))
        if source == DNSPort.dns || destination == DNSPort.dns { return false }
        return number == 6 || !DNSPort.isTunnel(source) && !DNSPort.isTunnel(destination)
    }
}
