extension PacketDecoder {
    /// Whether ICMP (RFC 792) or ICMPv6 (RFC 4443) is an error that quotes DNS.
    func icmpOutcome(_ packet: PacketBytes, number: UInt8) -> PacketCounters.Outcome {
        guard packet.count >= 8 else { return packet.tooShort }
        let isError = number == 1 ? [3, 4, 5, 11, 12].contains(packet[0]) : packet[0] < 128
        return isError && quotesDNS(packet.after(8)) ? .icmpQuote : .otherTraffic
    }

    private func quotesDNS(_ quote: PacketBytes) -> Bool {
        guard quote.count >= 20 else { return false }
        let number: UInt8
        let header: Int
        switch quote[0] >> 4 {
        case 4: (number, header) = (quote[9], Int(quote[0] & 15) &* 4)
        case 6: (number, header) = (quote[6], 40)
        default: return false
        }
        guard number == 17 || number == 6, quote.count >= header &+ 4 else { return false }
        return quote.bigEndian16(at: header) == DNSPort.dns || quote.bigEndian16(at: header &+ 2) == DNSPort.dns
    }
}
