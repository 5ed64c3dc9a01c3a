internal import PassiveDNS

/// Finds the moments at which one domain may have changed hands.
///
/// Candidate moments come from registrations, from what the domain was used for, and from breaks in its hosting. Each gets
/// its signs; moments with nothing seen between them are one; the signs' sum is the log-odds.
final class ChangeFinder: Sendable {
    let graph: TenureGraph
    let stays: Stays
    /// The stays of each address, by first seen.
    let arrivals: Grouping
    let classes: [HubClass]
    /// For each address, how probable its class is.
    let chances: [Double]
    let delegations: Delegations
    let registrations: Registrations
    let sightings: Sightings
    let settings: AnalysisSettings
    /// Whether reasons are put into words, which takes longer than finding them.
    let tells: Bool

    init(
        graph: TenureGraph,
        stays: Stays,
        arrivals: Grouping,
        classes: [HubClass],
        chances: [Double],
        delegations: Delegations,
        registrations: Registrations,
        sightings: Sightings,
        settings: AnalysisSettings,
        tells: Bool
    ) {
        self.graph = graph
        self.stays = stays
        self.arrivals = arrivals
        self.classes = classes
        self.chances = chances
        self.delegations = delegations
        self.registrations = registrations
        self.sightings = sightings
        self.settings = settings
        self.tells = tells
    }

    var weights: OwnershipWeights { settings.ownership }
    /// Sightings at most this many seconds apart are one stay.
    var gap: Int64 { settings.tenureGap }

    /// Less likely changes are not worth a word.
    private static let leastProbability = 0.2

    /// The changes of a domain in the order of time, and the times at which it was seized.
    struct Findings {
        var changes: [OwnershipChange] = []
        var seizures: [Seizure] = []

        var isNothing: Bool { changes.isEmpty && seizures.isEmpty }
    }

    /// What is found of a domain.
    func findings(of domain: Int32) -> Findings {
        guard mayTell(of: domain) else { return Findings() }
        let hosting = Hosting(sightings.rows(of: domain), classes: classes, gap: gap)
        let spells = hosting.spells
        guard let opening = spells.first, let end = spells.map(\.last).max() else {
            return Findings()
        }
        let moments =
            registrationMoments(of: domain, spells) + useMoments(of: domain, spells, hosting.voids)
            + spells.filter { $0.use != .seized }.flatMap { breakMoments(of: domain, $0) }
        // What happened before the first or after the last sighting splits nothing.
        let inside = moments.filter { opening.first < $0.at && $0.at <= end }
            .sorted { ($0.at, $0.signs[1].kind) < ($1.at, $1.signs[1].kind) }
        let changes = merged(inside, Watch(spells)).filter { $0.probability >= Self.leastProbability }
        return Findings(changes: changes, seizures: seizures(of: domain, spells))
    }

    /// Whether anything can be found of a domain: one that was on one address only, without a break or a registration, was
    /// never anything but that.
    private func mayTell(of domain: Int32) -> Bool {
        let mine = stays.stays(of: domain)
        guard mine.count == 1, let stay = mine.first, registrations.all(of: domain).isEmpty else { return true }
        return sightings.hasAggregators || classes[Int(stays.address[stay])] == .sinkhole
    }

    /// A moment with nothing said of it yet.
    func moment(at time: Int64, isDated: Bool = false) -> OwnershipChange {
        var moment = OwnershipChange(at: time, isDated: isDated, tells: tells)
        moment.add(.base, weights.base, "at most moments a domain does not change hands")
        return moment
    }

    /// Folds moments into one where the domain was not seen between them.
    private func merged(_ moments: [OwnershipChange], _ watch: Watch) -> [OwnershipChange] {
        var kept: [OwnershipChange] = []
        for moment in moments {
            if let last = kept.last, !watch.saw(between: last.at, moment.at) {
                kept[kept.count - 1].merge(moment)
            } else {
                kept.append(moment)
            }
        }
        return kept
    }
}

/// When a domain was seen at all.
private struct Watch {
    /// When each stay began, in order.
    private var first: [Int64] = []
    /// For each stay, when it or an earlier one was seen last.
    private var last: [Int64] = []

    init(_ spells: [Hosting.Spell]) {
        for stay in spells.flatMap(\.stays) {
            first.append(stay.first)
            last.append(max(last.last ?? .min, stay.last))
        }
    }

    /// Whether a stay reaches more than a day into the time between two moments.
    func saw(between a: Int64, _ b: Int64) -> Bool {
        let low = first.indices.end { first[$0] < b - Timestamp.day }
        return low > 0 && last[low - 1] > a + Timestamp.day
    }
}

// MARK: - Registrations

extension ChangeFinder {
    /// New registrations, and new names in a running one.
    func registrationMoments(of domain: Int32, _ spells: [Hosting.Spell]) -> [OwnershipChange] {
        let seen = spells[0].first
        var moments: [OwnershipChange] = []
        var former: Registration?
        for registration in registrations.all(of: domain) {
            defer { former = registration }
            let isAnew = former.map { Registrations.isAnew(registration, after: $0) } ?? true
            if isAnew {
                if let created = registration.created?.seconds, created > seen + Timestamp.day {
                    moments.append(registeredAnew(created, registration, former, seen))
                }
            } else if let former, let updated = registration.updated?.seconds,
                updated > former.updated?.seconds ?? .min,
                let moment = passedOn(at: updated, from: former, registration)
            {
                moments.append(moment)
            }
        }
        return moments
    }

    private func registeredAnew(
        _ created: Int64,
        _ registration: Registration,
        _ former: Registration?,
        _ seen: Int64
    ) -> OwnershipChange {
        var moment = moment(at: created, isDated: true)
        moment.add(
            .registeredAnew,
            weights.registeredAnew,
            "registered anew on \(date(created)), though seen since \(date(seen))"
        )
        if !registration.registrant.isEmpty, registration.registrant == former?.registrant,
            !registrations.isProxy(registration.registrant)
        {
            moment.add(.sameRegistrant, weights.sameRegistrant, "by the same registrant as before")
        }
        return moment
    }

    /// A routine update alone is no sign of anything, and gives no moment.
    private func passedOn(at time: Int64, from a: Registration, _ b: Registration) -> OwnershipChange? {
        var moment = moment(at: time, isDated: true)
        if a.registrant != b.registrant {
            let (wasHidden, isHidden) = (registrations.isProxy(a.registrant), registrations.isProxy(b.registrant))
            if wasHidden || isHidden {
                let became = wasHidden && isHidden ? "hidden by another" : isHidden ? "hidden" : "visible"
                moment.add(
                    .hiddenRegistrant,
                    weights.hiddenRegistrant,
                    "the registrant became \(became) on \(date(time))"
                )
            } else {
                moment.add(.otherRegistrant, weights.otherRegistrant, "another registrant since \(date(time))")
            }
        }
        if a.registrar != b.registrar, !a.registrar.isEmpty, !b.registrar.isEmpty {
            moment.add(.otherRegistrar, weights.otherRegistrar, "another registrar since \(date(time))")
        }
        return moment.signs.count > 1 ? moment : nil
    }

    func date(_ seconds: Int64) -> String { Timestamp(seconds: seconds).date }
}
