internal import PassiveDNS

/// Where units can meet: an address of its own, or a whole fast-flux network.
///
/// The infected hosts of a fast-flux network are rotated through by everybody who rents it. To share one of them, or a
/// hundred, says no more than to be on the network at the same time; so the network counts as one place.
struct Places: Sendable {
    /// For each address, its place: the smallest address of its network, itself, or −1 where linking never goes through.
    let ofAddress: [Int32]
    /// For each place that is a fast-flux network, how many addresses it has.
    let networkSize: [Int32: Int]

    /// Joins the fast-flux addresses that share a domain.
    ///
    /// Linear in the number of stays.
    init(_ stays: Stays, domains: Int, classes: [HubClass]) {
        var sets = DisjointSet(count: classes.count)
        for domain in 0..<Int32(domains) {
            var previous: Int32 = -1
            for stay in stays.stays(of: domain) where classes[Int(stays.address[stay])] == .flux {
                if previous >= 0 { sets.join(previous, stays.address[stay]) }
                previous = stays.address[stay]
            }
        }
        let smallest = sets.smallestMembers()
        var sizes: [Int32: Int] = [:]
        for address in classes.indices where classes[address] == .flux { sizes[smallest[address], default: 0] += 1 }
        ofAddress = classes.indices.map { classes[$0].isLeftOut ? -1 : smallest[$0] }
        networkSize = sizes.filter { $0.value > 1 }
    }
}

extension Places: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(ofAddress, networkSize)
    }

    init(from columns: inout ColumnReader) throws {
        ofAddress = try columns.read()
        networkSize = try columns.read()
    }
}
