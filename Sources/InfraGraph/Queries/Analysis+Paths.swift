public import PassiveDNS

/// A chain of links between two names of a campaign.
public struct LinkPath: Sendable {
    /// One link of the chain.
    public struct Step: Sendable {
        /// The name it starts from.
        public var from: DomainName
        /// The name it leads to.
        public var to: DomainName
        /// The link's score, 0…1.
        public var score: Double
        /// Where the two met; `nil` where their registration or the analyst's word ties them.
        public var address: IPAddress?
        /// What ties the two where they never met, in a few words; empty where they did.
        public var tie: String
        /// What kind of place that is.
        public var hubClass: HubClass
        /// From the first to the last day on which both were there; `nil` where they were never there together.
        public var together: Period?
        /// How many domains were seen on the address, ever.
        public var domains: Int
    }

    /// The product of the links' scores, 0…1.
    public var score: Double
    /// The links in turn; none from a name to itself.
    public var steps: [Step]
}

extension Analysis {
    /// The strongest path from a member of a campaign to its anchor, the member with the strongest links, and the strongest
    /// one that shares no address with it.
    ///
    /// n log n in the campaign's links. At most two paths; none where the name is no member.
    public func paths(of name: DomainName, in campaign: Campaign) -> [LinkPath] {
        guard let number = graph.names.name(named: name.text),
            let place = campaigns.firstIndex(where: { $0.id == campaign.id }),
            let unit = units.ofName[number].first(where: { campaignOfUnit[Int($0)] == Int32(place) })
        else { return [] }
        let members = (0..<Int32(units.count)).filter { campaignOfUnit[Int($0)] == Int32(place) }
        let anchor = MemberConfidence(of: members, unitLinks).anchor
        guard unit != anchor else { return [] }
        let first = StrongestPaths(from: unit, to: anchor) { steps(from: $0) }
        guard let path = first.path(to: anchor) else { return [] }
        let avoided = Set(path.map(\.address))
        let second = StrongestPaths(from: unit, to: anchor) { steps(from: $0, avoiding: avoided) }
        return [path, second.path(to: anchor)].compactMap { $0.map(told) }
    }

    /// The links of a unit inside its campaign.
    ///
    /// No link goes through the avoided addresses, of which −1 stands for registrations and the analyst's word. A pair that shares others is
    /// weighed by those.
    func steps(from unit: Int32, avoiding avoided: Set<Int32> = []) -> [StrongestPaths.Step] {
        unitLinks.ofUnit[unit].compactMap { link in
            let partner = unitLinks.partner(of: unit, in: link)
            guard campaignOfUnit[Int(partner)] == campaignOfUnit[Int(unit)],
                unitLinks.score[Int(link)] >= settings.leastLink
            else { return nil }
            let address = unitLinks.address[Int(link)]
            guard avoided.contains(address) else {
                return StrongestPaths.Step(
                    from: unit,
                    to: partner,
                    score: unitLinks.score[Int(link)],
                    address: address
                )
            }
            let others = judge.presences.shared(unit, partner).filter {
                !avoided.contains(judge.presences.place[$0.0]) && gap($0) <= settings.mostGapDays
            }
            guard !others.isEmpty else { return nil }
            let features = bestFeatures(others, unit, partner)
            let score = features.score(settings.weights)
            guard score >= settings.leastLink else { return nil }
            return StrongestPaths.Step(from: unit, to: partner, score: score, address: features.address)
        }
    }

    /// Days between two presences; negative where they overlap.
    private func gap(_ pair: (Int, Int)) -> Double {
        let presences = judge.presences
        let seconds =
            max(presences.first[pair.0], presences.first[pair.1]) - min(presences.last[pair.0], presences.last[pair.1])
        return Double(seconds) / Double(Timestamp.day)
    }

    /// What ties two units that never met.
    func tie(_ step: StrongestPaths.Step) -> String {
        judge.judged.confirmed(step.from, step.to) ? "the analyst's word" : "registered together"
    }

    private func told(_ path: [StrongestPaths.Step]) -> LinkPath {
        LinkPath(score: path.reduce(1) { $0 * $1.score }, steps: path.map(told))
    }

    private func told(_ step: StrongestPaths.Step) -> LinkPath.Step {
        let presences = judge.presences
        let meetings = presences.shared(step.from, step.to).filter { presences.place[$0.0] == step.address }
            .compactMap { one, other -> Period? in
                let first = max(presences.first[one], presences.first[other])
                let last = min(presences.last[one], presences.last[other])
                guard first <= last else { return nil }
                return Period(first: Timestamp(seconds: first), last: Timestamp(seconds: last))
            }
        return LinkPath.Step(
            from: DomainName(canonical: units.told(step.from, graph)),
            to: DomainName(canonical: units.told(step.to, graph)),
            score: step.score,
            address: step.address < 0 ? nil : graph.addresses[Int(step.address)],
            tie: step.address < 0 ? tie(step) : "",
            hubClass: step.address < 0 ? .ordinary : finder.classes[Int(step.address)],
            together: meetings.first.map { meetings.dropFirst().reduce($0) { $0.union($1) } },
            domains: step.address < 0 ? 0 : fanOut(of: step.address)
        )
    }
}
