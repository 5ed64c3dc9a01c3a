internal import PassiveDNS

/// A moment at which a domain may have changed hands, and the signs for and against.
struct OwnershipChange: Sendable {
    /// The first moment that may belong to the new holder.
    var at: Int64
    /// Whether ``at`` is a date of the registry's, not an estimate.
    private(set) var isDated: Bool
    /// The signs, the most general first; their weights add up to the log-odds.
    private(set) var signs: [Evidence] = []
    /// Whether the signs are put into words; the weights are the same without.
    let tells: Bool

    /// A moment with nothing said of it yet.
    init(at moment: Int64, isDated: Bool, tells: Bool) {
        at = moment
        self.isDated = isDated
        self.tells = tells
    }

    /// Adds a sign; its text is only made where it is told.
    mutating func add(_ sign: OwnershipSign, _ weight: Double, _ text: @autoclosure () -> String) {
        signs.append(Evidence(kind: sign.rawValue, weight: weight, text: tells ? text() : ""))
    }

    /// How likely the domain changed hands, 0…1.
    var probability: Double {
        InfraGraph.probability(logOdds: signs.reduce(0) { $0 + $1.weight })
    }

    /// Takes in the signs of another moment with nothing seen between the two.
    mutating func merge(_ other: OwnershipChange) {
        if other.isDated, !isDated { (at, isDated) = (other.at, true) }
        for sign in other.signs where !signs.contains(where: { $0.kind == sign.kind }) { signs.append(sign) }
    }
}

/// What a sign is about; the raw values are the names of the weights.
enum OwnershipSign: String {
    case base, registeredAnew, sameRegistrant, otherRegistrant, hiddenRegistrant, otherRegistrar, registrationRan
    case seized, released, movedSinkhole, parked, unparked, recovered, firstParked, lapsed, movedTogether
    case silence, noSilence, usualSilence, silentSensors
    case otherNetworks, otherFamily, sameNetworks, laterReturn, otherManner, otherServers, sameServers, otherCompany,
        sameCompany, otherNames
}

extension OwnershipChange: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(at, isDated, signs, tells)
    }

    init(from columns: inout ColumnReader) throws {
        at = try columns.read()
        isDated = try columns.read()
        signs = try columns.read()
        tells = try columns.read()
    }
}
