extension PacketDecoder {
    /// RFC 9293, of which only segments from or to port 53 are followed.
    mutating func unwrapTCP(_ packet: PacketBytes, _ header: IPHeader) -> PacketCounters.Outcome {
        guard packet.count >= 4 else { return packet.tooShort }
        let source = packet.bigEndian16(at: 0)
        let destination = packet.bigEndian16(at: 2)
        guard source == DNSPort.dns || destination == DNSPort.dns else { return .otherTraffic }
        guard packet.count >= 20 else { return packet.tooShort }
        let length = Int(packet[12] >> 4) &* 4
        guard length >= 20 else { return .malformed }
        guard packet.count >= length else { return packet.tooShort }

        let isStart = packet[13] & 0x02 != 0
        let payload = packet.after(length)
        guard isStart || payload.count > 0 else { return packet.isCut ? .truncated : .dnsStream }
        let key = StreamTable.Key(
            source: Endpoint(address: header.source, port: source),
            destination: Endpoint(address: header.destination, port: destination)
        )
        let sequence = packet.bigEndian32(at: 4) &+ (isStart ? 1 : 0)
        var stream = streams.take(key)
        if isStart, let old = stream, !old.began(at: sequence) {
            close(old, key)
            stream = nil
        }
        var followed = stream ?? TCPStream(at: sequence, isStart: isStart)
        let gaps = followed.gaps
        followed.add(payload.bytes, at: sequence, time: packet.time) { deliver($0, at: $1, key) }
        counters.streamGaps &+= followed.gaps &- gaps
        streams.put(followed, at: key, time: packet.time)
        while let old = streams.removeOne(at: packet.time) { close(old.stream, old.key) }
        return packet.isCut ? .truncated : .dnsStream
    }

    /// Hands on what can be had of all streams, and forgets them.
    mutating func finishStreams() {
        while let old = streams.removeOldest() { close(old.stream, old.key) }
    }

    private mutating func close(_ stream: TCPStream, _ key: StreamTable.Key) {
        var stream = stream
        let gaps = stream.gaps
        stream.flush { deliver($0, at: $1, key) }
        counters.streamGaps &+= stream.gaps &- gaps
        if stream.size > 0 { counters.incompleteStreams &+= 1 }
    }

    private mutating func deliver(_ message: UnsafeRawBufferPointer, at time: Int64, _ key: StreamTable.Key) {
        counters.messages &+= 1
        receiver.receive(
            DNSDatagram(
                time: time,
                source: key.source,
                destination: key.destination,
                transport: .tcp,
                message: message
            )
        )
    }
}
