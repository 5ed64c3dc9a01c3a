/// What the first header of a packet is: a number of the [registry of link types](https://www.tcpdump.org/linktypes.html).
struct LinkType: RawRepresentable, Hashable {
    var rawValue: UInt32

    static let null = LinkType(rawValue: 0)
    static let ethernet = LinkType(rawValue: 1)
    static let ppp = LinkType(rawValue: 9)
    static let fddi = LinkType(rawValue: 10)
    /// What raw IP is called inside libpcap on most systems, and in files of old programs.
    static let systemRaw = LinkType(rawValue: 12)
    /// The same on OpenBSD.
    static let openBSDRaw = LinkType(rawValue: 14)
    static let pppHDLC = LinkType(rawValue: 50)
    static let pppoe = LinkType(rawValue: 51)
    static let raw = LinkType(rawValue: 101)
    static let ciscoHDLC = LinkType(rawValue: 104)
    static let wireless = LinkType(rawValue: 105)
    static let loop = LinkType(rawValue: 108)
    static let linuxSLL = LinkType(rawValue: 113)
    static let radiotap = LinkType(rawValue: 127)
    static let ipv4 = LinkType(rawValue: 228)
    static let ipv6 = LinkType(rawValue: 229)
    static let linuxSLL2 = LinkType(rawValue: 276)
}

extension LinkType {
    /// Whether ``PacketDecoder`` knows what follows.
    var isRead: Bool {
        switch self {
        case .null, .ethernet, .ppp, .fddi, .systemRaw, .openBSDRaw, .pppHDLC, .pppoe, .raw, .ciscoHDLC, .wireless,
            .loop, .linuxSLL, .radiotap, .ipv4, .ipv6, .linuxSLL2:
            true
        default: false
        }
    }
}
