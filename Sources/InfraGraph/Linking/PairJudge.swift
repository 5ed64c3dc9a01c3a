internal import PassiveDNS

/// Weighs what two units have in common.
final class PairJudge: Sendable {
    let graph: TenureGraph
    let units: Units
    let places: Places
    let presences: Presences
    let delegations: Delegations
    let registrations: Registrations
    let bursts: RegistrationBursts
    let ownership: Ownership
    let judged: JudgedUnits
    let settings: AnalysisSettings
    /// How far the data's time tells coincidence from chance, 0…1.
    let coverage: Double

    init(
        graph: TenureGraph,
        units: Units,
        places: Places,
        presences: Presences,
        delegations: Delegations,
        registrations: Registrations,
        bursts: RegistrationBursts,
        ownership: Ownership,
        judged: JudgedUnits,
        settings: AnalysisSettings,
        coverage: Double
    ) {
        self.graph = graph
        self.units = units
        self.places = places
        self.presences = presences
        self.delegations = delegations
        self.registrations = registrations
        self.bursts = bursts
        self.ownership = ownership
        self.judged = judged
        self.settings = settings
        self.coverage = coverage
    }

    /// The months around a pair's time in which strangers who came and went are counted.
    static let around = 60 * Timestamp.day

    /// The score of two units that nothing ties.
    static let unmet = 0.02

    /// What two presences at one place say.
    func features(_ a: Int, _ b: Int, _ occupancy: Occupancy) -> PairFeatures {
        var features = features(a, b, concurrent: 2, around: 2)
        let begin = min(features.timeOfA.first, features.timeOfB.first)
        let end = max(features.timeOfA.last, features.timeOfB.last)
        let (latest, earliest) = (
            max(features.timeOfA.first, features.timeOfB.first), min(features.timeOfA.last, features.timeOfB.last)
        )
        let meeting = latest <= earliest ? (latest, earliest) : (earliest, latest)
        features.concurrent = max(2, occupancy.count(from: meeting.0, to: meeting.1))
        features.around = max(features.concurrent, occupancy.count(from: begin - Self.around, to: end + Self.around))
        return features
    }

    /// What two presences at one place say, where the company there is counted already.
    func features(_ a: Int, _ b: Int, concurrent: Int, around: Int) -> PairFeatures {
        var features = PairFeatures()
        features.address = presences.place[a]
        features.networkSize = places.networkSize[presences.place[a]] ?? 1
        features.timeOfA = PairFeatures.Span(first: presences.first[a], last: presences.last[a])
        features.timeOfB = PairFeatures.Span(first: presences.first[b], last: presences.last[b])
        features.coverage = coverage
        features.concurrent = concurrent
        features.around = around
        return features
    }

    /// What two units have in common wherever they were; `nil` where they were not even registered together.
    func features(registered a: Int32, _ b: Int32) -> PairFeatures? {
        guard let burst = bursts.burst(a, b) else { return nil }
        var features = PairFeatures()
        features.burst = burst
        // What changed hands after the registration is doubted.
        let (one, other) = (bursts.moment(of: a) ?? 0, bursts.moment(of: b) ?? 0)
        features.timeOfA = PairFeatures.Span(first: one, last: one)
        features.timeOfB = PairFeatures.Span(first: other, last: other)
        features.hasMet = !presences.shared(a, b).isEmpty
        features.coverage = coverage
        complete(&features, a, b)
        features.elsewhere = 0
        return features
    }

    /// Adds what two units have in common beyond an address.
    func complete(_ features: inout PairFeatures, _ a: Int32, _ b: Int32) {
        compareLives(&features, a, b)
        compareServers(&features, a, b)
        compareRegistrations(&features, a, b)
        features.doubt = max(doubt(of: a, after: features.timeOfA.last), doubt(of: b, after: features.timeOfB.last))
    }

    /// How likely it is that a unit changed hands after a moment, without having been split.
    private func doubt(of unit: Int32, after moment: Int64) -> Double {
        let (first, last) = (units.first[Int(unit)], units.last[Int(unit)])
        return ownership.doubtfulMoments(of: units.domain[Int(unit)]).reduce(0) { most, doubt in
            first < doubt.at && doubt.at <= last && moment < doubt.at ? max(most, doubt.probability) : most
        }
    }

    private func compareLives(_ features: inout PairFeatures, _ a: Int32, _ b: Int32) {
        let (i, j) = (Int(a), Int(b))
        let together = min(units.last[i], units.last[j]) - max(units.first[i], units.first[j])
        let either = max(units.last[i], units.last[j]) - min(units.first[i], units.first[j])
        features.life = either > 0 ? max(0, Double(together)) / Double(either) : 1
        features.elsewhere = Int(max(presences.placeCount[i], presences.placeCount[j])) - features.addresses
    }

    private func compareServers(_ features: inout PairFeatures, _ a: Int32, _ b: Int32) {
        let left = servers(of: a)
        let right = servers(of: b)
        guard !left.isEmpty, !right.isEmpty else { return }
        features.serversKnown = true
        var (one, other) = (0, 0)
        var least = Int32.max
        while one < left.count, other < right.count {
            if left[one] == right[other], delegations.known[Int(left[one])] == nil {
                least = min(least, delegations.fanOut[Int(left[one])])
            }
            if left[one] <= right[other] { one += 1 } else { other += 1 }
        }
        features.serverFanOut = least == .max ? 0 : Int(least)
    }

    /// The name servers that a unit had, in ascending order; some of them more than once.
    func servers(of unit: Int32) -> [Int32] {
        guard !units.isShadow[Int(unit)] else { return [] }
        var found: [Int32] = []
        for row in delegations.byDomain[units.domain[Int(unit)]].lazy.map({ Int($0) })
        where !delegations.isAlias[row] && delegations.first[row] <= units.last[Int(unit)]
            && units.first[Int(unit)] <= delegations.last[row]
        {
            if found.last != delegations.server[row] { found.append(delegations.server[row]) }
        }
        found.sort()
        return found
    }

    private func compareRegistrations(_ features: inout PairFeatures, _ a: Int32, _ b: Int32) {
        guard let left = registration(of: a), let right = registration(of: b) else { return }
        if !left.registrant.isEmpty, !right.registrant.isEmpty {
            features.registrantsKnown = true
            if left.registrant == right.registrant {
                features.registrantFanOut = registrations.fanOut(ofRegistrant: left.registrant)
            }
        }
        if let first = left.created, let second = right.created {
            features.creationDays = Double(abs(first.seconds - second.seconds)) / Double(Timestamp.day)
        }
    }

    /// The registration that was in force for a unit.
    func registration(of unit: Int32) -> Registration? {
        guard !units.isShadow[Int(unit)] else { return nil }
        return registrations.registration(
            of: units.domain[Int(unit)],
            during: units.first[Int(unit)],
            units.last[Int(unit)]
        )
    }
}
