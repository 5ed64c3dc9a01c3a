internal import PassiveDNS

/// How the domains on an address behave: what tells a hub from a server of one's own.
///
/// Counted over registrable domains and the address's whole history.
struct AddressFeatures: Sendable {
    /// Registrable domains ever seen on the address.
    var fanOut = 0
    /// Names ever seen on it.
    var names = 0
    /// The most domains at one time.
    var peak = 0
    /// Domains at one time, averaged over the address's life.
    var company = 0.0
    /// Moves of domains between this address and others that go both ways, over the number of domains.
    var circulating = 0.0
    /// The largest share of the domains that came from one and the same address.
    var origin = 0.0
    /// That address, or −1.
    var originAddress: Int32 = -1
    /// The largest share of the domains that went on to one and the same address.
    var destination = 0.0
    /// That address, or −1.
    var destinationAddress: Int32 = -1
    /// How many other addresses domains move to as well as from, at least twice each way.
    var pool = 0
    /// Other addresses that a name holds at the same time, averaged over the domains (``Pools``).
    var held = 0.0
    /// Share of the domains of which a name holds another address at the same time, of whatever family.
    var paired = 0.0
    /// The same for another address of the same family.
    var doubled = 0.0
    /// Distinct addresses that names hold at the same time as this one.
    var partners = 0
    /// How much those differ between two domains that are here at the same time, 0 (the same) … 1 (none in common).
    var mixed = 0.0
    /// How many customers a delivery network or platform serves here, by the aliases that lead to its names.
    var customers = 0
    /// How many addresses that service has.
    var serviceAddresses = 0
    /// Distinct other addresses of the domains.
    var others = 0
    /// How many networks those lie in.
    var networks = 0
    /// Share of the domains that were seen elsewhere well before they came.
    var past = 0.0
    /// Share of the domains whose life begins here.
    var new = 0.0
    /// Share of the domains that have no later address.
    var final = 0.0
    /// Share of the domains that were seen, wherever, for a week or more: of others, moves and stays say nothing.
    var watched = 0.0
    /// Median stay, in days.
    var medianDays = 0.0
    /// Share of arrivals close to another one, less what chance would give; those at the beginning of the data, where
    /// everything seems to arrive at once, are left out.
    var burst = 0.0
    /// The same of departures; those at the end of the data are left out.
    var departureBurst = 0.0
    /// Share of the domains that arrived after the data's beginning, so that their arrival says something.
    var arrivalsKnown = 0.0
    /// Share of the domains whose life begins here and goes on elsewhere, ends here after being elsewhere, or that were
    /// here between two stays on one address; moves of a fifth of the domains together don't count.
    var passing = 0.0
    /// Share of those here at one moment that left within days around it, where that is most, and how many they were.
    var leftTogether = 0.0
    var leaving = 0
    /// Share of those here just after one moment that came from elsewhere within days around it, and how many.
    var cameTogether = 0.0
    var coming = 0
    /// The largest share of the stays that one sensor alone saw.
    var alone = 0.0
    /// The share of the same domains' other stays that this sensor alone saw.
    var aloneElsewhere = 0.0
    /// Share of the domains below private suffixes, or below suffixes that a list calls dynamic DNS.
    var underPrivateSuffix = 0.0
    /// Share of the domains delegated or aliased to a known sinkhole while they were here, and the operator's name.
    var sinkholeServers = 0.0
    /// Share of the domains delegated or aliased to a known parking service while they were here.
    var parkingServers = 0.0
    /// The same for servers that a list calls a sinkhole's or a parking service's, and the list's name.
    var listedSinkholeServers = 0.0
    var listedParkingServers = 0.0
    var serverList = ""
    /// Share of the domains that rotate through many networks by themselves (``DomainNature``).
    var fluxShare = 0.0
    /// The domain whose tunnel every name on the address belongs to, or −1.
    var tunnel: Int32 = -1
    /// Who runs the known sinkhole or parking service, where the servers' names tell.
    var operatorName = ""
    /// When the address was seen.
    var first = Int64.max
    /// When the address was seen last.
    var last = Int64.min
}

/// What one stay tells about its address.
struct StaySign: Sendable {
    /// The domain's stay before, on another address of the same family, or −1.
    var previous: Int32 = -1
    /// The domain's stay after, on another address of the same family, or −1.
    var next: Int32 = -1
    /// Whether the domain was elsewhere well before.
    var hasPast = false
    /// Whether the domain's life begins here.
    var isNew = false
    /// Whether the domain goes nowhere else afterwards.
    var isFinal = false

    /// The signs of all stays.
    ///
    /// n log n in the number of stays; 12 bytes a stay, beside each other because an address's stays lie all over.
    static func all(_ stays: Stays, graph: TenureGraph, isBogon: [Bool], settings: AnalysisSettings) -> [StaySign] {
        let past = Int64(settings.pastDays * Double(Timestamp.day))
        return Parallel.map(graph.names.domainCount) { domains in
            var signs: [StaySign] = []
            for domain in domains { signs += Self.signs(of: Int32(domain), stays, graph, isBogon, past: past) }
            return signs
        }
    }

    /// The signs of a domain's stays.
    private static func signs(
        of domain: Int32,
        _ stays: Stays,
        _ graph: TenureGraph,
        _ isBogon: [Bool],
        past: Int64
    ) -> [StaySign] {
        let all = stays.stays(of: domain)
        if all.count == 1, let only = all.first {
            // It was nowhere else.
            let isHosted = !isBogon[Int(stays.address[only])]
            return [StaySign(isNew: isHosted, isFinal: isHosted)]
        }
        var signs = [StaySign](repeating: StaySign(), count: all.count)
        let mine = all.filter { !isBogon[Int(stays.address[$0])] }
        guard let earliest = mine.map({ stays.first[$0] }).min() else { return signs }
        // The two stays, on different addresses, that begin first; and the two that end last.
        let byFirst = mine.sorted { (stays.first[$0], $0) < (stays.first[$1], $1) }
        let byLast = mine.sorted { (stays.last[$0], $0) > (stays.last[$1], $1) }
        // A server's two addresses, one of each family, are no move.
        for isV4 in [true, false] {
            let moves = byFirst.filter { graph.addresses[Int(stays.address[$0])].isV4 == isV4 }
            for (before, after) in zip(moves, moves.dropFirst()) where stays.address[before] != stays.address[after] {
                signs[before - all.lowerBound].next = Int32(after)
                signs[after - all.lowerBound].previous = Int32(before)
            }
        }
        for stay in mine {
            let here = stays.address[stay]
            let (first, last) = (stays.first[stay], stays.last[stay])
            let elsewhere = byFirst.first { stays.address[$0] != here }
            let later = byLast.first { stays.address[$0] != here }
            signs[stay - all.lowerBound].hasPast = elsewhere.map { stays.first[$0] < first - past } ?? false
            signs[stay - all.lowerBound].isNew = first <= earliest + Timestamp.day
            signs[stay - all.lowerBound].isFinal = later.map { stays.last[$0] <= last + Timestamp.day } ?? true
        }
        return signs
    }
}
