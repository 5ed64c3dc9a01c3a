internal import PassiveDNS

/// What two units have in common, as numbers: for their best shared address, and beyond it.
struct PairFeatures: Sendable {
    /// The shared address that says most; of a fast-flux network, the smallest; −1 where there is none.
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
    /// How the two were registered together, where that is weighed instead of a shared address.
    var burst: RegistrationBursts.Burst?
    /// Whether they share an address, whatever it is worth.
    var hasMet = true
    /// Share of their whole lives, wherever they were, in which both were in use, 0…1.
    var life = 0.0
    /// Places of the one that has more of them which the other does not share.
    var elsewhere = 0
    /// How far the data's time tells coincidence from chance, 0…1; see ``TenureGraph/coverage``.
    var coverage = 1.0
    /// The probability that a change of hands lies between, which was too doubtful to split a domain.
    var doubt = 0.0

    /// A name server of so many domains says nothing, and one of more says as little.
    static let mostServed = 20
    /// A registrant of so many domains says nothing, and one of more says as little.
    static let mostRegistered = 60

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
        var sum = start(w)
        forEachAddressTerm(w) { sum += $1 }
        return sum
    }

    /// Where the pair starts, in nats: the less its time can tell, the more the address itself has to.
    func start(_ w: LinkWeights) -> Double {
        burst == nil ? w.base + w.snapshot * (1 - coverage) : w.unmet
    }

    /// All that speaks for or against kinship, in nats.
    func logOdds(_ w: LinkWeights) -> Double {
        var sum = addressLogOdds(w)
        forEachOtherTerm(w) { sum += $1 }
        return sum
    }

    /// Whether anything beyond one address bears the connection out.
    var isBorneOut: Bool {
        networks > 1 || (1..<15).contains(serverFanOut) || registrantFanOut > 0
            || burst == nil && (creationDays ?? .infinity) <= 3
    }

    /// The probability of kinship: what the evidence says, within what evidence of its kind can say at most.
    ///
    /// One shared address alone is never certainty.
    func score(_ w: LinkWeights) -> Double {
        min(ceiling, w.calibration.probability(logOdds: logOdds(w)))
    }

    /// What evidence of this kind can say at most.
    var ceiling: Double {
        isBorneOut ? 0.99 : 0.92
    }

    /// Calls `body` with what the time on the best address adds, as far as the data cover time.
    func forEachAddressTerm(_ w: LinkWeights, _ body: (Kind, Double) -> Void) {
        guard burst == nil else { return }
        func add(_ kind: Kind, _ nats: Double) { body(kind, nats * coverage) }
        add(.turnover, w.turnover * logarithm(max(1, Double(around) / Double(concurrent))))
        add(.arrival, w.arrival * exponential(-daysBetweenArrivals / 30))
        add(.departure, w.departure * exponential(-daysBetweenDepartures / 30))
        if overlap < 0 { add(.apart, w.apart) }
        if networkSize > 1 { add(.rented, w.rented) }
        let shorter = min(timeOfA.last - timeOfA.first, timeOfB.last - timeOfB.first)
        add(.length, w.length * logarithm(1 + Double(shorter) / Double(Timestamp.day)))
    }

    /// Calls `body` with what everything but the best address adds.
    func forEachOtherTerm(_ w: LinkWeights, _ body: (Kind, Double) -> Void) {
        if let burst {
            body(.burst, w.burst * -logarithm(burst.chance))
            if burst.isOneRegistrar == false { body(.otherRegistrar, w.otherRegistrar) }
        } else {
            body(.life, w.life * life * coverage)
        }
        if elsewhere > 0 { body(.elsewhere, w.elsewhere * logarithm(1 + Double(elsewhere))) }
        if networks > 1 { body(.networks, w.networks * logarithm(Double(networks))) }
        if serverFanOut > 0 {
            body(.servers, w.servers * min(3, max(0, logarithm(Double(Self.mostServed) / Double(serverFanOut)))))
        } else if serversKnown {
            body(.otherServers, w.otherServers)
        }
        if registrantFanOut > 0 {
            body(
                .registrant,
                w.registrant * min(4, max(0, logarithm(Double(Self.mostRegistered) / Double(registrantFanOut))))
            )
        } else if registrantsKnown {
            body(.otherRegistrant, w.otherRegistrant)
        }
        if let creationDays, burst == nil {
            if creationDays <= 3 {
                body(.creation, w.creation)
            } else if creationDays > 60 {
                body(.otherCreation, w.otherCreation)
            }
        }
        if doubt > 0 { body(.doubt, w.doubt * logarithm(1 - min(0.99, doubt))) }
    }

    /// What a term is about; the raw values are the names of the weights.
    enum Kind: String {
        case base, snapshot, unmet, turnover, arrival, departure, apart, rented, length, life, elsewhere, networks,
            servers
        case otherServers, registrant, otherRegistrant, creation, otherCreation, burst, otherRegistrar, doubt
    }
}
