internal import PassiveDNS

/// The registrations of the domains in the graph.
struct Registrations: Sendable {
    private let all: [Registration]
    /// The registrations of each domain, by creation date.
    private let byDomain: Grouping
    /// How many domains each registrant key stands behind.
    private let fanOut: [String: Int]

    /// Whether no domain has any.
    var isEmpty: Bool { all.isEmpty }

    /// Sorts registrations by domain and creation date; those of domains without addresses are left out.
    init(_ registrations: [Registration], names: NameIndex) {
        var keyed: [(domain: Int32, registration: Registration)] = []
        for registration in registrations {
            if let domain = names.domain(named: registration.domain.text) { keyed.append((domain, registration)) }
        }
        keyed.sort { a, b in
            if a.domain != b.domain { return a.domain < b.domain }
            let (left, right) = (a.registration, b.registration)
            let (c, d) = (left.created?.seconds ?? .min, right.created?.seconds ?? .min)
            let (u, v) = (left.updated?.seconds ?? .min, right.updated?.seconds ?? .min)
            return (c, u, left.registrar, left.registrant) < (d, v, right.registrar, right.registrant)
        }
        all = keyed.map(\.registration)
        byDomain = Grouping(keys: keyed.map(\.domain), groups: names.domainCount)
        var domains: [String: Set<Int32>] = [:]
        for (domain, registration) in keyed where !registration.registrant.isEmpty {
            domains[registration.registrant, default: []].insert(domain)
        }
        fanOut = domains.mapValues(\.count)
    }

    /// The registrations of a domain, by creation date, then by when they were updated.
    func all(of domain: Int32) -> [Registration] {
        byDomain[domain].map { all[Int($0)] }
    }

    /// Whether one registration was made after another, and is not the same one with its date in another time zone.
    static func isAnew(_ registration: Registration, after former: Registration) -> Bool {
        guard let created = registration.created, let before = former.created else { return false }
        let (later, isBeyondReason) = created.seconds.subtractingReportingOverflow(before.seconds)
        return isBeyondReason || later > 2 * Timestamp.day
    }

    /// Whether one registration was made before a time, ends after it and had no successor in between.
    func isRunning(_ domain: Int32, from first: Int64, to last: Int64) -> Bool {
        let made = all(of: domain).filter { ($0.created?.seconds ?? .max) <= last }
        return made.allSatisfy { ($0.created?.seconds ?? .max) <= first }
            && made.contains { ($0.expires?.seconds ?? .min) >= last }
    }

    /// The registration that was in force for a holder's time: the last one made before its end.
    func registration(of domain: Int32, during first: Int64, _ last: Int64) -> Registration? {
        var found: Registration?
        for index in byDomain[domain] {
            let registration = all[Int(index)]
            guard let created = registration.created?.seconds else { continue }
            if created <= max(first + 3 * Timestamp.day, last) { found = registration }
        }
        guard let found, let created = found.created?.seconds else { return nil }
        // One made long after the holder's first use belongs to somebody else.
        return created <= first + 10 * Timestamp.day ? found : nil
    }

    /// How far a registration had come at a change.
    enum Term {
        /// A term ended shortly before or within the time of the change.
        case ended(Int64)
        /// It was paid for beyond that, until then or whole years more.
        case runsUntil(Int64)
    }

    /// How far the registration in force had come when something happened between two moments; `nil` where none is known.
    ///
    /// Names are registered and renewed for whole years, so that terms end only whole years after a known end, or after the
    /// creation date; registrars wait for up to 45 days for a late payment.
    func term(of domain: Int32, from start: Int64, to end: Int64) -> Term? {
        let grace = 45 * Timestamp.day
        let running = all(of: domain).filter { ($0.created?.seconds ?? .max) <= start }
        let ends = running.compactMap { $0.expires?.seconds }
        guard let term = ends.filter({ $0 <= end }).max() ?? ends.min() ?? running.last?.created?.seconds else {
            return nil
        }
        if term > end { return .runsUntil(term) }
        let year = 31_557_600.0
        let years = ((Double(end) - Double(term)) / year).rounded(.down)
        let turn = Int64(Double(term) + years * year)
        return turn >= start - grace ? .ended(turn) : .runsUntil(Int64(Double(turn) + year))
    }

    /// Whether a registrant's key names nobody: it is empty, or a service's that stands in for others.
    func isProxy(_ registrant: String) -> Bool {
        registrant.isEmpty || fanOut(ofRegistrant: registrant) >= Self.leastProxied
    }

    /// A key behind this many domains is worth nothing for linking, either.
    private static let leastProxied = 60

    /// How many domains of the graph share a registrant key.
    func fanOut(ofRegistrant key: String) -> Int {
        fanOut[key] ?? 0
    }
}
