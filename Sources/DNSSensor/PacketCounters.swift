/// What became of packets, each counted once, and of the messages put together from them.
public struct PacketCounters: Hashable, Sendable {
    /// Where a packet can end.
    public enum Outcome: Int, CaseIterable, Sendable {
        /// A DNS message in UDP, or the last fragment of one.
        case dns
        /// A TCP segment from or to port 53, with data or without.
        case dnsStream
        /// A fragment that was held until the others came, or for nothing.
        case fragment
        /// Another protocol or port; nothing that passive DNS could use.
        case otherTraffic
        /// Multicast DNS (RFC 6762): it names what is on a local network, not on the Internet.
        case multicastDNS
        /// Link-local multicast name resolution (RFC 4795), for the same reason.
        case llmnr
        /// The NetBIOS name service (RFC 1002), for the same reason.
        case netBIOS
        /// DNS quoted inside an ICMP error: nobody answered with it.
        case icmpQuote
        /// A wireless frame that is encrypted.
        case encrypted
        /// Cut off by the capture's snapshot length before its DNS message ended; what was kept of it is handed on.
        case truncated
        /// Its headers contradict themselves or end too early.
        case malformed
        /// More tunnels inside each other than ``PacketDecoder`` follows.
        case tooDeep
        /// Of a link layer that is not read.
        case unknownLink
        /// Captured without a time (a simple packet block of pcapng).
        case untimed

        /// The name in statistics; it stays what it is.
        public var name: String {
            switch self {
            case .dns: "dns"
            case .dnsStream: "dns_stream"
            case .fragment: "fragment"
            case .otherTraffic: "other_traffic"
            case .multicastDNS: "multicast_dns"
            case .llmnr: "llmnr"
            case .netBIOS: "netbios"
            case .icmpQuote: "icmp_quote"
            case .encrypted: "encrypted"
            case .truncated: "truncated"
            case .malformed: "malformed"
            case .tooDeep: "too_deep"
            case .unknownLink: "unknown_link"
            case .untimed: "untimed"
            }
        }
    }

    private var outcomes = [Int](repeating: 0, count: Outcome.allCases.count)

    /// DNS messages handed on, from UDP and TCP, whole or cut.
    public internal(set) var messages = 0
    /// Datagrams put together from fragments.
    public internal(set) var reassembledDatagrams = 0
    /// Datagrams given up: fragments that never came, were too many, or overlapped others (RFC 5722).
    public internal(set) var incompleteDatagrams = 0
    /// Holes in TCP streams that were passed over, with the message they were in.
    public internal(set) var streamGaps = 0
    /// TCP streams given up while a message was incomplete: too old, too many, or at the end.
    public internal(set) var incompleteStreams = 0

    /// Makes counters at zero.
    public init() {}

    /// How many packets ended so.
    public subscript(outcome: Outcome) -> Int {
        outcomes[outcome.rawValue]
    }

    /// All packets.
    public var packets: Int {
        outcomes.reduce(0, +)
    }

    /// All counters in their order: packets, what they sum up from, then the others.
    public var list: [(name: String, value: Int)] {
        [("packets", packets)] + Outcome.allCases.map { ("packets_" + $0.name, self[$0]) } + [
            ("messages", messages), ("reassembled_datagrams", reassembledDatagrams),
            ("incomplete_datagrams", incompleteDatagrams), ("stream_gaps", streamGaps),
            ("incomplete_streams", incompleteStreams),
        ]
    }

    mutating func count(_ outcome: Outcome) {
        outcomes[outcome.rawValue] &+= 1
    }
}
