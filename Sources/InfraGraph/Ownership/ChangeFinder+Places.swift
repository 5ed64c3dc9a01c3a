internal import PassiveDNS

extension ChangeFinder {
    /// Compares where a domain was before and after a break: networks, name servers, company and names.
    func compare(_ sides: Sides, _ dark: Stretch, of domain: Int32, _ moment: inout OwnershipChange) {
        compareNetworks(sides, &moment)
        let margin = dark.to - dark.from >= quiet ? 0 : 3 * Timestamp.day
        let before = servers(of: domain, seen: sides.since - 30 * Timestamp.day, dark.from - margin)
        let after = servers(of: domain, seen: dark.to + margin, sides.first + 60 * Timestamp.day)
        if !before.isEmpty, before.isDisjoint(with: after), !after.isEmpty {
            moment.add(
                .otherServers,
                weights.otherServers,
                "other name servers: \(told(before)) before, \(told(after)) after"
            )
        } else if !before.isDisjoint(with: after) {
            moment.add(.sameServers, weights.sameServers, "the same name servers: \(told(before.intersection(after)))")
        }
        compareCompany(sides, of: domain, &moment)
        compareNames(sides, of: domain, &moment)
        addTerm(of: domain, from: dark.from, to: dark.to, to: &moment)
    }

    private func compareNetworks(_ sides: Sides, _ moment: inout OwnershipChange) {
        if areNear(sides.before, sides.after) {
            moment.add(.sameNetworks, weights.sameNetworks, "in a neighbourhood where it had been before")
            return
        }
        let before = networks(of: sides.before)
        let after = networks(of: sides.after)
        let families = Set(before.map(\.base.isV4)).intersection(after.map(\.base.isV4))
        let place = { (stay: Hosting.Stay) in "\(self.graph.addresses[Int(stay.address)])" }
        let places = { "\(sides.before.last.map(place) ?? "elsewhere") before, \(place(sides.after[0])) after" }
        if families.isEmpty {
            moment.add(.otherFamily, weights.otherFamily, "on another kind of address: \(places())")
        } else if before.isDisjoint(with: after) {
            moment.add(.otherNetworks, weights.otherNetworks, "in other networks: \(places())")
        }
        if areNear(sides.before, sides.later) {
            moment.add(.laterReturn, weights.laterReturn, "later back in a neighbourhood where it had been before")
        }
        let wasPool = isPool(sides.before)
        if wasPool != isPool(sides.after) {
            moment.add(
                .otherManner,
                weights.otherManner,
                wasPool ? "no longer on a service's pool of addresses" : "on a service's pool of addresses"
            )
        }
    }

    /// Whether stays go through five addresses or more of at most half as many neighbourhoods, mostly for less than a month.
    private func isPool(_ stays: [Hosting.Stay]) -> Bool {
        guard stays.count >= 5 else { return false }
        let addresses = Set(stays.map(\.address)).count
        let short = stays.count { $0.last - $0.first < 30 * Timestamp.day }
        return addresses >= 5 && 2 * neighbourhoods(of: stays).count <= addresses && 2 * short > stays.count
    }

    /// The /24s of IPv4 and /48s of IPv6 in which stays lie.
    private func neighbourhoods(of stays: some Sequence<Hosting.Stay>) -> Set<IPPrefix> {
        graph.neighbourhoods(of: stays.lazy.map(\.address))
    }

    /// Whether any of some stays is in a neighbourhood of any of some others.
    func areNear(_ some: [Hosting.Stay], _ others: some Collection<Hosting.Stay>) -> Bool {
        guard some.count * others.count > 64 else {
            // Most domains have so few that a set takes longer to make.
            return some.contains { one in
                let prefix = IPPrefix.neighbourhood(of: graph.addresses[Int(one.address)])
                return others.contains { IPPrefix.neighbourhood(of: graph.addresses[Int($0.address)]) == prefix }
            }
        }
        return !neighbourhoods(of: some).isDisjoint(with: neighbourhoods(of: others))
    }

    /// The /16s of IPv4 and /32s of IPv6 in which stays lie: as far as a small provider's addresses reach.
    private func networks(of stays: some Sequence<Hosting.Stay>) -> Set<IPPrefix> {
        Set(
            stays.map { stay in
                let address = graph.addresses[Int(stay.address)]
                return IPPrefix(address, bits: address.isV4 ? 112 : 32)
            }
        )
    }

    func servers(of domain: Int32, seen first: Int64, _ last: Int64) -> Set<Int32> {
        var servers: Set<Int32> = []
        for row in delegations.byDomain[domain].lazy.map({ Int($0) })
        where !delegations.isAlias[row] && delegations.first[row] <= last && first <= delegations.last[row] {
            servers.insert(delegations.server[row])
        }
        return servers
    }

    func told(_ servers: Set<Int32>) -> String {
        servers.map { delegations.servers[$0] }.min() ?? ""
    }

    /// Domains that shared its addresses and share the new ones have moved with it: their holder, or their host, moved them.
    private func compareCompany(_ sides: Sides, of domain: Int32, _ moment: inout OwnershipChange) {
        let recent = sides.before.filter { $0.last > sides.until - 120 * Timestamp.day }
        let before = company(of: domain, recent)
        guard !before.crowd.isEmpty else { return }
        let after = company(of: domain, sides.after)
        let along = Self.commonCount(before.kin, after.kin)
        let moved = Self.commonCount(before.crowd, after.crowd)
        // On a shared server a stranger or two may come along by chance.
        if along > 0 || (moved >= 3 && moved * 10 >= before.crowd.count) {
            moment.add(
                .sameCompany,
                weights.sameCompany,
                "\(counted(max(along, moved), "domain")) of \(before.crowd.count) beside it came along"
            )
        } else if before.kin.count >= 2 {
            moment.add(
                .otherCompany,
                weights.otherCompany,
                "none of the \(counted(before.kin.count, "domain")) beside it came along"
            )
        }
    }

    /// The domains that were on the same addresses at the same time, in ascending order: the kin on ordinary ones, the crowd
    /// on shared ones too.
    ///
    /// Of each address the first 512 stays count.
    private func company(of domain: Int32, _ stays: [Hosting.Stay]) -> (kin: [Int32], crowd: [Int32]) {
        var (kin, crowd): ([Int32], [Int32]) = ([], [])
        for stay in stays.prefix(64) {
            let hubClass = classes[Int(stay.address)]
            guard hubClass == .ordinary || hubClass == .shared else { continue }
            for other in self.stays.byAddress[stay.address].prefix(512).lazy.map({ Int($0) })
            where self.stays.domain[other] != domain && self.stays.first[other] <= stay.last
                && stay.first <= self.stays.last[other]
            {
                crowd.append(self.stays.domain[other])
                if hubClass == .ordinary { kin.append(self.stays.domain[other]) }
            }
        }
        return (Self.distinct(kin), Self.distinct(crowd))
    }

    /// Each number once, in ascending order; those of one address are so already but for repetitions.
    private static func distinct(_ numbers: [Int32]) -> [Int32] {
        guard numbers.count > 1 else { return numbers }
        var kept: [Int32] = []
        for number in numbers.sorted() where number != kept.last { kept.append(number) }
        return kept
    }

    /// How many numbers two ascending lists have in common.
    private static func commonCount(_ some: [Int32], _ others: [Int32]) -> Int {
        var (one, other, count) = (0, 0, 0)
        while one < some.count, other < others.count {
            if some[one] == others[other] { count += 1 }
            if some[one] <= others[other] { one += 1 } else { other += 1 }
        }
        return count
    }

    private func compareNames(_ sides: Sides, of domain: Int32, _ moment: inout OwnershipChange) {
        let names = graph.names.names(of: domain)
        guard names.count >= 3 else { return }
        var before: Set<Int32> = []
        var after: Set<Int32> = []
        for name in names.prefix(512) {
            for tenure in graph.tenures(of: name).lazy.map({ Int($0) }) {
                if graph.first[tenure] <= sides.until, sides.since <= graph.last[tenure] { before.insert(name) }
                if graph.last[tenure] >= sides.first { after.insert(name) }
            }
        }
        guard before.count >= 3, after.count >= 3 else { return }
        let common = before.intersection(after).count
        if Double(common) < 0.1 * Double(before.count + after.count - common) {
            moment.add(
                .otherNames,
                weights.otherNames,
                "of \(before.count) names before and \(after.count) after, \(common) are the same"
            )
        }
    }
}
