internal import PassiveDNS

/// Takes DNS messages out of packets and hands them on.
///
/// No packet traps, whatever it holds; each ends in exactly one of the ``counters``.
struct PacketDecoder<Receiver: DNSDatagramReceiver> {
    var receiver: Receiver
    private(set) var counters = PacketCounters()

    init(receiver: Receiver) {
        self.receiver = receiver
    }

    /// Decodes one packet.
    ///
    /// - Parameters:
    ///   - packet: its bytes, as far as they were captured.
    ///   - link: what its first header is.
    ///   - originalLength: its length on the wire, in bytes.
    ///   - time: when it was captured, in nanoseconds since 1970, UTC.
    mutating func decode(
        _ packet: UnsafeRawBufferPointer,
        of link: LinkType,
        originalLength: Int,
        at time: Int64
    ) {
        counters.count(unwrapLink(packet, of: link, isCut: originalLength > packet.count, at: time))
    }

    /// Hands on what is still held; to be called after the last packet.
    mutating func finish() {}
}

// MARK: - Link

extension PacketDecoder {
    private mutating func unwrapLink(
        _ packet: UnsafeRawBufferPointer,
        of link: LinkType,
        isCut: Bool,
        at time: Int64
    ) -> PacketCounters.Outcome {
        guard link == .ethernet else { return .unknownLink }
        guard packet.count >= 14 else { return isCut ? .truncated : .malformed }
        guard packet.bigEndian16(at: 12) == 0x0800 else { return .otherTraffic }
        return unwrapIPv4(UnsafeRawBufferPointer(rebasing: packet[14...]), isCut: isCut, at: time)
    }
}

// MARK: - Network

extension PacketDecoder {
    /// RFC 791.
    private mutating func unwrapIPv4(
        _ packet: UnsafeRawBufferPointer,
        isCut: Bool,
        at time: Int64
    ) -> PacketCounters.Outcome {
        guard packet.count >= 20 else { return isCut ? .truncated : .malformed }
        let header = Int(packet[0] & 15) &* 4
        let total = Int(packet.bigEndian16(at: 2))
        guard packet[0] >> 4 == 4, header >= 20, total >= header else { return .malformed }
        guard packet[9] == 17 else { return .otherTraffic }
        guard packet.bigEndian16(at: 6) & 0x3fff == 0 else { return .fragment }
        guard packet.count >= total else { return isCut ? .truncated : .malformed }
        return unwrapUDP(
            UnsafeRawBufferPointer(rebasing: packet[header..<total]),
            from: IPAddress(v4: packet.bigEndian32(at: 12)),
            to: IPAddress(v4: packet.bigEndian32(at: 16)),
            at: time
        )
    }
}

// MARK: - Transport

extension PacketDecoder {
    /// RFC 768.
    private mutating func unwrapUDP(
        _ segment: UnsafeRawBufferPointer,
        from source: IPAddress,
        to destination: IPAddress,
        at time: Int64
    ) -> PacketCounters.Outcome {
        guard segment.count >= 8 else { return .malformed }
        let sourcePort = segment.bigEndian16(at: 0)
        let destinationPort = segment.bigEndian16(at: 2)
        guard sourcePort == 53 || destinationPort == 53 else { return .otherTraffic }
        let length = Int(segment.bigEndian16(at: 4))
        guard length >= 8, length <= segment.count else { return .malformed }
        receiver.receive(
            DNSDatagram(
                time: time,
                source: Endpoint(address: source, port: sourcePort),
                destination: Endpoint(address: destination, port: destinationPort),
                transport: .udp,
                message: UnsafeRawBufferPointer(rebasing: segment[8..<length])
            )
        )
        return .dns
    }
}
