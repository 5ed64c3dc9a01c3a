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
    /// Other addresses that a domain holds at the same time, averaged over the stays.
    ///
    /// One address of the other family goes with each address of this one: a server's own pair is no pool.
    var held = 0.0
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
    /// Share of stays that one sensor alone saw while others saw the domain elsewhere.
    var contradicted = 0.0
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

/// What one stay tells about its address; computed domain by domain.
struct StaySigns: Sendable {
    /// The domain's address of the same family before, or −1.
    private(set) var previous: [Int32]
    /// The domain's address of the same family after, or −1.
    private(set) var next: [Int32]
    /// Other addresses held at the same time, weighted by time.
    private(set) var held: [Float]
    /// Whether the domain was elsewhere well before.
    private(set) var hasPast: [Bool]
    /// Whether the domain's life begins here.
    private(set) var isNew: [Bool]
    /// Whether the domain goes nowhere else afterwards.
    private(set) var isFinal: [Bool]
    /// Whether one sensor alone saw it here while others saw the domain elsewhere.
    private(set) var isContradicted: [Bool]

    /// Computes the signs of all stays.
    ///
    /// n log n in the number of stays.
    init(_ stays: Stays, graph: TenureGraph, isBogon: [Bool], settings: AnalysisSettings) {
        held = Array(repeating: 0, count: stays.count)
        previous = Array(repeating: -1, count: stays.count)
        next = previous
        hasPast = Array(repeating: false, count: stays.count)
        isNew = hasPast
        isFinal = hasPast
        isContradicted = hasPast
        let past = Int64(settings.pastDays * Double(Timestamp.day))
        let day = Timestamp.day
        for domain in 0..<Int32(graph.names.domainCount) {
            let mine = stays.stays(of: domain).filter { !isBogon[Int(stays.address[$0])] }
            guard let earliest = mine.map({ stays.first[$0] }).min() else { continue }
            // The two stays, on different addresses, that begin first; and the two that end last.
            let byFirst = mine.sorted { (stays.first[$0], $0) < (stays.first[$1], $1) }
            let byLast = mine.sorted { (stays.last[$0], $0) > (stays.last[$1], $1) }
            // A server's two addresses, one of each family, are no move.
            for isV4 in [true, false] {
                let moves = byFirst.filter { graph.addresses[Int(stays.address[$0])].isV4 == isV4 }
                for (before, after) in zip(moves, moves.dropFirst())
                where stays.address[before] != stays.address[after] {
                    next[before] = stays.address[after]
                    previous[after] = stays.address[before]
                }
            }
            var families: [ActiveTime] = [ActiveTime(), ActiveTime()]
            for stay in mine {
                families[family(stays.address[stay], graph)].add(
                    stays.first[stay] - day / 2,
                    stays.last[stay] + day / 2
                )
            }
            for index in families.indices { families[index].close() }
            for stay in mine {
                let here = stays.address[stay]
                let (first, last) = (stays.first[stay], stays.last[stay])
                let elsewhere = byFirst.first { stays.address[$0] != here }
                let later = byLast.first { stays.address[$0] != here }
                hasPast[stay] = elsewhere.map { stays.first[$0] < first - past } ?? false
                isNew[stay] = first <= earliest + day
                isFinal[stay] = later.map { stays.last[$0] <= last + day } ?? true
                let mine = family(here, graph)
                let (from, to) = (first - day / 2, last + day / 2)
                held[stay] = Float(
                    max(0, families[mine].open(from: from, to: to) - 1)
                        + max(0, families[1 - mine].open(from: from, to: to) - 1)
                )
                isContradicted[stay] = contradicted(stay, byFirst, stays)
            }
        }
    }

    private func family(_ address: Int32, _ graph: TenureGraph) -> Int {
        graph.addresses[Int(address)].isV4 ? 0 : 1
    }

    /// Whether other sensors saw the domain live on elsewhere, for a week or more, before, during and after a stay that
    /// one sensor alone saw.
    private func contradicted(_ stay: Int, _ byFirst: [Int], _ stays: Stays) -> Bool {
        let sensor = stays.seenBy[stay]
        guard sensor.nonzeroBitCount == 1, stays.last[stay] - stays.first[stay] <= 3 * Timestamp.day else {
            return false
        }
        return byFirst.prefix(64).contains { other in
            stays.address[other] != stays.address[stay] && stays.seenBy[other] & ~sensor != 0
                && stays.first[other] <= stays.first[stay] && stays.last[stay] <= stays.last[other]
                && stays.last[other] - stays.first[other] >= 7 * Timestamp.day
        }
    }
}

/// The number of intervals that are open, integrated over time.
private struct ActiveTime {
    private var starts: [Int64] = []
    private var ends: [Int64] = []
    private var startSums: [Double] = []
    private var endSums: [Double] = []

    mutating func add(_ start: Int64, _ end: Int64) {
        starts.append(start)
        ends.append(end)
    }

    mutating func close() {
        starts.sort()
        ends.sort()
        startSums = Self.sums(starts)
        endSums = Self.sums(ends)
    }

    /// How many intervals are open on average within a time.
    func open(from start: Int64, to end: Int64) -> Double {
        guard !starts.isEmpty else { return 0 }
        return (integral(to: end) - integral(to: start)) / Double(end - start)
    }

    private func integral(to time: Int64) -> Double {
        Self.ramp(starts, startSums, time) - Self.ramp(ends, endSums, time)
    }

    private static func ramp(_ times: [Int64], _ sums: [Double], _ time: Int64) -> Double {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return Double(low) * Double(time) - sums[low]
    }

    private static func sums(_ times: [Int64]) -> [Double] {
        var sums = [0.0]
        sums.reserveCapacity(times.count + 1)
        for time in times { sums.append((sums.last ?? 0) + Double(time)) }
        return sums
    }
}
