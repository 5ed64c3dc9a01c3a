/// What became of packets: each is counted once.
public struct PacketCounters: Hashable, Sendable {
    /// Where a packet can end.
    public enum Outcome: Int, CaseIterable, Sendable {
        /// A DNS message in UDP, or the packet that completed one.
        case dns
        /// Of no use to passive DNS: another protocol or port.
        case otherTraffic
        /// Cut off by the capture's snapshot length before its DNS message ended.
        case truncated
        /// Its headers contradict themselves or end too early.
        case malformed
        /// A fragment that waits for others.
        case fragment
        /// Of a link layer that is not read.
        case unknownLink
    }

    private var counts = [Int](repeating: 0, count: Outcome.allCases.count)

    /// Makes counters at zero.
    public init() {}

    /// How many packets ended so.
    public subscript(outcome: Outcome) -> Int {
        counts[outcome.rawValue]
    }

    /// All packets.
    public var packets: Int {
        counts.reduce(0, +)
    }

    mutating func count(_ outcome: Outcome) {
        counts[outcome.rawValue] &+= 1
    }
}
