/// Takes DNS messages out of packets and hands them on.
///
/// No packet traps, whatever it holds; each ends in exactly one of the ``counters``. What is held, fragments and TCP
/// streams, has bounds. Checksums are not verified: captures on a sending host have them wrong as a rule, because the
/// network card fills them in.
struct PacketDecoder<Receiver: DNSDatagramReceiver> {
    /// Tunnels are followed so many levels deep.
    static var deepest: Int { 8 }

    var receiver: Receiver
    var counters = PacketCounters()
    var fragments = FragmentTable()
    var streams = StreamTable()

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
        let whole = PacketBytes(bytes: packet, isCut: originalLength > packet.count, time: time)
        counters.count(unwrapLink(whole, of: link))
    }

    /// Counts a packet that was captured without a time.
    mutating func countUntimed() {
        counters.count(.untimed)
    }

    /// Hands on what can be had of what is held; to be called after the last packet.
    mutating func finish() {
        counters.incompleteDatagrams &+= fragments.removeAll()
        finishStreams()
    }
}
