public import PassiveDNS

extension Analysis {
    /// The validity of the connection between two names, or a name and an address.
    ///
    /// Names are taken with all their holders: the best pair of epochs counts. Where two names of one campaign never shared
    /// an address, or one that says little, the strongest chain of links between them is told too, and counts. Cost grows with the addresses
    /// of the two, not with the data.
    public func connection(_ a: Indicator, _ b: Indicator) -> Connection {
        switch (a, b) {
        case (.name(let left), .name(let right)):
            return connection(left, right)
        case (.name(let name), .address(let address)), (.address(let address), .name(let name)):
            var told = connection(name, address)
            (told.a, told.b) = (a.description, b.description)
            return told
        default:
            return unknown(a.description, b.description, "only two names, or a name and an address, can be scored")
        }
    }

    private func connection(_ left: DomainName, _ right: DomainName) -> Connection {
        guard let a = graph.names.name(named: left.text) else { return neverSeen(left.text, left, right) }
        guard let b = graph.names.name(named: right.text) else { return neverSeen(right.text, left, right) }
        var best: Connection?
        for unitA in units.ofName[a] {
            for unitB in units.ofName[b] {
                let told = connection(unitA, unitB, left.text, right.text)
                if told.score > best?.score ?? -1 { best = told }
            }
        }
        return best ?? unknown(left.text, right.text, "neither was seen on an address")
    }

    func connection(_ a: Int32, _ b: Int32, _ left: String, _ right: String) -> Connection {
        if a == b {
            let domain = graph.names.domainName(units.domain[Int(a)])
            let evidence = Evidence(
                kind: "domain",
                weight: 3.5,
                text: "both are names of \(domain), held by one holder at the time"
            )
            let said = judgements.log.counting(on: [left, right].sorted())
            return Connection(
                a: left,
                b: right,
                score: said == nil ? 0.97 : JudgedUnits.confirmed(0.97),
                evidence: [evidence] + judgements.log.evidence(said)
            )
        }
        let shared = judge.presences.shared(a, b)
        var direct = Connection(a: left, b: right, score: 0, evidence: [])
        let ways = [shared.isEmpty ? nil : bestFeatures(shared, a, b), judge.features(registered: a, b)].compactMap {
            $0
        }
        if let features = ways.max(by: { $0.score(settings.weights) < $1.score(settings.weights) }) {
            direct.score = features.score(settings.weights)
            direct.evidence = EvidenceTeller(graph: graph).told(features, settings.weights)
        } else {
            direct.evidence = [Evidence(kind: "base", weight: -4, text: "no address in common that could link them")]
            direct.score = PairJudge.unmet
        }
        direct.evidence += hubsInCommon(a, b) + judgements.log.evidence(judge.judged.judgement(a, b))
        direct.score = judge.judged.score(direct.score, a, b)
        if judge.judged.rejected(a, b) { return direct }
        if direct.score < settings.leastCohesion, let chain = chain(from: a, to: b), chain.score > direct.score {
            direct.score = chain.score
            let start =
                shared.isEmpty ? "never met, but a chain of links joins them: " : "more certain by a chain of links: "
            direct.evidence.append(Evidence(kind: "chain", weight: 0, text: start + chain.text))
        }
        return direct
    }

    /// The features of two units: those of the pair of presences that says most, completed.
    func bestFeatures(_ shared: [(Int, Int)], _ a: Int32, _ b: Int32) -> PairFeatures {
        var best: PairFeatures?
        var most = -Double.infinity
        var occupancy = Occupancy()
        var loaded: Int32 = -1
        for (left, right) in shared {
            let place = judge.presences.place[left]
            if place != loaded {
                occupancy.load(judge.presences.byPlace[place], judge.presences)
                loaded = place
            }
            let features = judge.features(left, right, occupancy)
            let logOdds = features.addressLogOdds(settings.weights)
            if logOdds > most {
                most = logOdds
                best = features
            }
        }
        var features = best ?? PairFeatures()
        let addresses = Set(shared.map { judge.presences.place[$0.0] })
        features.addresses = addresses.count
        features.networks = Set(addresses.map { IPPrefix.neighbourhood(of: graph.addresses[Int($0)]) }).count
        judge.complete(&features, a, b)
        return features
    }

    /// Hubs that both touched: told, because an analyst will see them, and worth nothing.
    private func hubsInCommon(_ a: Int32, _ b: Int32) -> [Evidence] {
        let right = Set(units.holdings(of: b).map { units.address[$0] })
        let shared = Set(units.holdings(of: a).map { units.address[$0] }).intersection(right)
        return shared.sorted().filter { finder.classes[Int($0)].isLeftOut }.map { address in
            Evidence(
                kind: "hub",
                weight: 0,
                text:
                    "both were on \(graph.addresses[Int(address)]), which ties nothing: \(finder.classes[Int(address)].rawValue) with \(fanOut(of: address)) domains"
            )
        }
    }

    /// The strongest chain of links inside a campaign.
    private func chain(from a: Int32, to b: Int32) -> (score: Double, text: String)? {
        guard campaignOfUnit[Int(a)] >= 0, campaignOfUnit[Int(a)] == campaignOfUnit[Int(b)] else { return nil }
        let paths = StrongestPaths(from: a, to: b) { steps(from: $0) }
        guard let score = paths.score[b], score > 0.05, let path = paths.path(to: b) else { return nil }
        let parts = path.flatMap { step in
            [
                step.address < 0 ? "(\(tie(step)))" : graph.addresses[Int(step.address)].description,
                graph.names.name(units.firstName(of: step.to)),
            ]
        }
        return (score, ([graph.names.name(units.firstName(of: a))] + parts).joined(separator: " – "))
    }

    private func connection(_ name: DomainName, _ address: IPAddress) -> Connection {
        guard let number = graph.names.name(named: name.text) else { return neverSeen(name.text, name, address) }
        guard let place = graph.find(address) else { return neverSeen(address.description, name, address) }
        let tenures = graph.tenures(of: number).filter { graph.address[Int($0)] == place }
        guard let first = tenures.first else {
            return unknown(name.text, address.description, "\(name) was never seen on \(address)")
        }
        let period = tenures.dropFirst().reduce(graph.period(of: first)) { $0.union(graph.period(of: $1)) }
        let sightings = tenures.reduce(0) { $0 + graph.count[Int($1)] }
        var evidence = [
            Evidence(kind: "seen", weight: 3, text: "seen on it \(counted(sightings, "time")), \(period)")
        ]
        let hubClass = finder.classes[Int(place)]
        if hubClass.isLeftOut {
            evidence.append(
                Evidence(
                    kind: "hub",
                    weight: -6,
                    text:
                        "the address is no place of its holder's own: \(hubClass.rawValue) with \(fanOut(of: place)) domains"
                )
            )
        } else {
            let others = fanOut(of: place) - 1
            evidence.append(
                Evidence(
                    kind: "company",
                    weight: -0.4 * logarithm(Double(max(1, others))),
                    text: others == 0
                        ? "no other domain seen there, ever" : "\(counted(others, "other domain")) seen there, ever"
                )
            )
        }
        if finder.verdicts[place]?.isJudged == true, !hubClass.isLeftOut {
            evidence += (finder.verdicts[place]?.evidence ?? []).map { Evidence(kind: "hub", weight: 0, text: $0) }
        }
        let said = judgements.holding(number, place)
        evidence += judgements.log.evidence(said)
        let total = evidence.reduce(0) { $0 + $1.weight }
        let score = judgements.rejects(number, on: place) ? 0 : min(0.99, probability(logOdds: total))
        return Connection(a: name.text, b: address.description, score: score, evidence: evidence)
    }

    private func neverSeen(_ what: String, _ a: some CustomStringConvertible, _ b: some CustomStringConvertible)
        -> Connection
    {
        unknown(a.description, b.description, "\(what) was never seen on an address")
    }

    private func unknown(_ a: String, _ b: String, _ reason: String) -> Connection {
        Connection(a: a, b: b, score: 0, evidence: [Evidence(kind: "base", weight: -12, text: reason)])
    }
}
