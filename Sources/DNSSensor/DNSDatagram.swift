internal import PassiveDNS

/// One DNS message as it crossed the wire.
struct DNSDatagram {
    /// When it was captured, in nanoseconds since 1970, UTC; of a message over several packets, the last one's time.
    var time: Int64
    var source: Endpoint
    var destination: Endpoint
    var transport: Transport
    /// The message (RFC 1035 section 4.1), without TCP's length field; valid during the call only.
    var message: UnsafeRawBufferPointer
    /// Whether the message goes on, but the capture did not keep it.
    var isCut = false
}

/// Where a message came from or went to.
struct Endpoint: Hashable {
    var address: IPAddress
    var port: UInt16
}

/// What carried a message.
enum Transport: UInt8 {
    case udp, tcp
}

/// Takes the messages that a ``PacketDecoder`` finds.
protocol DNSDatagramReceiver {
    mutating func receive(_ datagram: DNSDatagram)
}
