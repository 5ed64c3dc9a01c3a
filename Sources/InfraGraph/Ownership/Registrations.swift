internal import PassiveDNS

/// The registrations of the domains in the graph.
struct Registrations: Sendable {
    private let all: [Registration]
    /// The registrations of each domain, by creation date.
    private let byDomain: Grouping
    /// How many domains each registrant key stands behind.
    private let fanOut: [String: Int]

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

    /// The registration that was made before a time, ends after it and had no successor in between, if any.
    func registration(of domain: Int32, runningFrom first: Int64, to last: Int64) -> Registration? {
        var found: Registration?
        for registration in all(of: domain) {
            guard let created = registration.created?.seconds, created <= last else { continue }
            if created > first { return nil }
            if let expires = registration.expires?.seconds, expires >= last { found = registration }
        }
        return found
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

    /// How many domains of the graph share a registrant key.
    func fanOut(ofRegistrant key: String) -> Int {
        fanOut[key] ?? 0
    }
}
