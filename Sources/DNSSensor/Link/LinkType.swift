/// What the first header of a packet is: a number of the [registry of link types](https://www.tcpdump.org/linktypes.html).
struct LinkType: RawRepresentable, Hashable {
    var rawValue: UInt32

    static let ethernet = LinkType(rawValue: 1)
}
