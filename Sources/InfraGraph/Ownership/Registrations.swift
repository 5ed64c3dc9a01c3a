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
            return (c, left.registrar, left.registrant) < (d, right.registrar, right.registrant)
        }
        all = keyed.map(\.registration)
        byDomain = Grouping(keys: keyed.map(\.domain), groups: names.domainCount)
        var domains: [String: Set<Int32>] = [:]
        for (domain, registration) in keyed where !registration.registrant.isEmpty {
            domains[registration.registrant, default: []].insert(domain)
        }
        fanOut = domains.mapValues(\.count)
    }

    /// The distinct creation dates of a domain, in the order of time.
    func creationDates(of domain: Int32) -> [Int64] {
        var dates: [Int64] = []
        for index in byDomain[domain] {
            guard let created = all[Int(index)].created?.seconds, dates.last != created else { continue }
            dates.append(created)
        }
        return dates
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
