extension PacketDecoder {
    /// The header that [radiotap](https://www.radiotap.org) puts before wireless frames.
    mutating func unwrapRadiotap(_ packet: PacketBytes) -> PacketCounters.Outcome {
        guard packet.count >= 8 else { return packet.tooShort }
        let length = Int(packet.bigEndian16(at: 2).byteSwapped)
        guard packet[0] == 0, length >= 8 else { return .malformed }
        guard packet.count >= length else { return packet.tooShort }

        // The first bitmap says whether the time (8 bytes, aligned) and the flags come first; others may follow it.
        let present = packet.bigEndian32(at: 4).byteSwapped
        var fields = 8
        var bitmap = present
        while bitmap >> 31 == 1 {
            guard fields &+ 4 <= length else { return .malformed }
            bitmap = packet.bigEndian32(at: fields).byteSwapped
            fields &+= 4
        }
        if present & 1 == 1 { fields = (fields &+ 7) & ~7 &+ 8 }
        var flags: UInt8 = 0
        if present & 2 == 2 {
            guard fields < length else { return .malformed }
            flags = packet[fields]
        }
        guard flags & 0x40 == 0 else { return .malformed }  // Its checksum is wrong.
        return unwrapWireless(packet.after(length), isPadded: flags & 0x20 != 0)
    }

    /// A frame of IEEE 802.11, whose header may be padded to a multiple of four bytes.
    mutating func unwrapWireless(_ packet: PacketBytes, isPadded: Bool = false) -> PacketCounters.Outcome {
        guard packet.count >= 2 else { return packet.tooShort }
        let (kind, flags) = (packet[0], packet[1])
        let hasData = kind & 0x0c == 0x08 && kind & 0x40 == 0
        guard kind & 3 == 0, hasData else { return .otherTraffic }
        guard flags & 0x40 == 0 else { return .encrypted }
        let hasFourAddresses = flags & 3 == 3
        let hasQuality = kind & 0x80 != 0
        let quality = hasFourAddresses ? 30 : 24
        var header = quality
        if hasQuality { header &+= flags & 0x80 != 0 ? 6 : 2 }
        if isPadded { header = (header &+ 3) & ~3 }
        guard packet.count >= header else { return packet.tooShort }
        let isAggregate = hasQuality && packet[quality] & 0x80 != 0
        return isAggregate ? unwrapAggregate(packet.after(header)) : unwrapLLC(packet.after(header))
    }

    /// Several packets in one frame (A-MSDU), which ends as the one of them that is of most use.
    private mutating func unwrapAggregate(_ packet: PacketBytes) -> PacketCounters.Outcome {
        var rest = packet
        var best = PacketCounters.Outcome.malformed
        while rest.count >= 14 {
            let length = Int(rest.bigEndian16(at: 12))
            let outcome = unwrapLLC(rest.after(14).prefix(length))
            if outcome.rawValue < best.rawValue { best = outcome }
            let next = (14 &+ length &+ 3) & ~3
            guard next < rest.count else { break }
            rest = rest.after(next)
        }
        return best
    }
}
