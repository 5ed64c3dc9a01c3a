internal import PassiveDNS

/// What two units have in common, as numbers: for their best shared address, and beyond it.
struct PairFeatures: Sendable {
    /// The shared address that says most; of a fast-flux network, the smallest.
    var address: Int32 = -1
    /// How many addresses that fast-flux network has; 1 where the address stands for itself.
    var networkSize = 1
    /// The one's time on it.
    var timeOfA = Span(first: 0, last: 0)
    /// The other's.
    var timeOfB = Span(first: 0, last: 0)
    /// Units on the address while both, or either, were there; the pair included.
    var concurrent = 2
    /// Units on the address in the months around.
    var around = 2
    /// Distinct networks among the shared addresses.
    var networks = 1
    /// Distinct shared addresses.
    var addresses = 1
    /// The least number of domains that use a name server which both use; 0 where none is shared.
    var serverFanOut = 0
    /// Whether name servers are known for both.
    var serversKnown = false
    /// Domains of the shared registrant; 0 where none is shared.
    var registrantFanOut = 0
    /// Whether registrants are known for both.
    var registrantsKnown = false
    /// Days between the two registrations; `nil` where one is not known.
    var creationDays: Double?
    /// Whether both were made with the same registrar.
    var sameRegistrar = false
    /// The probability that a change of hands lies between, which was too doubtful to split a domain.
    var doubt = 0.0

    /// A time, in Unix seconds.
    struct Span: Sendable {
        var first: Int64
        var last: Int64
    }

    /// Seconds together on the address; negative where they missed each other: the gap.
    var overlap: Int64 {
        min(timeOfA.last, timeOfB.last) - max(timeOfA.first, timeOfB.first)
    }

    private var daysBetweenArrivals: Double {
        Double(abs(timeOfA.first - timeOfB.first)) / Double(Timestamp.day)
    }

    private var daysBetweenDepartures: Double {
        Double(abs(timeOfA.last - timeOfB.last)) / Double(Timestamp.day)
    }

    /// What the best address says by itself, in nats.
    func addressLogOdds(_ w: LinkWeights) -> Double {
        var sum = w.base
        forEachAddressTerm(w) { sum += $1 }
        return sum
    }

    /// All that speaks for or against kinship, in nats.
    func logOdds(_ w: LinkWeights) -> Double {
        var sum = addressLogOdds(w)
        forEachOtherTerm(w) { sum += $1 }
        return sum
    }

    /// The probability of kinship: what the evidence says, within what evidence of its kind can say at most.
    func score(_ w: LinkWeights) -> Double {
        let ceiling = networks > 1 || serverFanOut > 0 || registrantFanOut > 0 ? 0.99 : overlap >= 0 ? 0.95 : 0.8
        return min(ceiling, probability(logOdds: logOdds(w)))
    }

    /// Calls `body` with what the best address adds.
    func forEachAddressTerm(_ w: LinkWeights, _ body: (Kind, Double) -> Void) {
        body(.company, w.company * logarithm(Double(concurrent) / 2))
        body(.turnover, w.turnover * logarithm(max(1, Double(around) / Double(concurrent))))
        body(.arrival, w.arrival * exponential(-daysBetweenArrivals * 0.3466))
        body(.departure, w.departure * exponential(-daysBetweenDepartures * 0.3466))
        if overlap < 0 {
            body(.apart, w.apart)
            body(.gap, w.gap * Double(-overlap) / Double(14 * Timestamp.day))
        } else {
            let all = max(timeOfA.last, timeOfB.last) - min(timeOfA.first, timeOfB.first)
            body(.together, w.together * (all > 0 ? Double(overlap) / Double(all) : 1))
        }
    }

    /// Calls `body` with what everything but the best address adds.
    func forEachOtherTerm(_ w: LinkWeights, _ body: (Kind, Double) -> Void) {
        if networks > 1 { body(.networks, w.networks * logarithm(Double(networks))) }
        if serverFanOut > 0 {
            body(.servers, w.servers * min(3, max(0, logarithm(20 / Double(serverFanOut)))))
        } else if serversKnown {
            body(.otherServers, w.otherServers)
        }
        if registrantFanOut > 0 {
            body(.registrant, w.registrant * min(4, max(0, logarithm(60 / Double(registrantFanOut)))))
        } else if registrantsKnown {
            body(.otherRegistrant, w.otherRegistrant)
        }
        if let creationDays {
            if creationDays <= 3, sameRegistrar {
                body(.creation, w.creation)
            } else if creationDays > 60 {
                body(.otherCreation, w.otherCreation)
            }
        }
        if doubt > 0 { body(.doubt, w.doubt * logarithm(1 - min(0.99, doubt))) }
    }

    /// What a term is about; the raw values are the names of the weights.
    enum Kind: String {
        case base, company, turnover, arrival, departure, apart, gap, together, networks, servers
        case otherServers, registrant, otherRegistrant, creation, otherCreation, doubt
    }
}
