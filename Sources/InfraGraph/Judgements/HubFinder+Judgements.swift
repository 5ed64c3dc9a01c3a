internal import PassiveDNS

extension HubFinder {
    /// Lets the analyst's word on addresses stand for the rules' verdict, which is kept among the reasons.
    mutating func follow(_ judgements: Judgements, _ graph: TenureGraph) {
        for judgement in judgements.log.counting {
            let isTrusted: Bool
            let address: IPAddress
            switch judgement.verdict {
            case .trust(let trusted): (address, isTrusted) = (trusted, true)
            case .distrust(let distrusted): (address, isTrusted) = (distrusted, false)
            default: continue
            }
            guard let place = graph.find(address) else { continue }
            let former = verdicts[place]
            var evidence = [judgement.told]
            if let former {
                evidence.append("the rules say \(former.hubClass.rawValue): \(former.evidence.joined(separator: "; "))")
            }
            evidence += judgements.log.overruled(by: judgement).map { "overrules: \($0.told)" }
            record(
                HubVerdict(
                    hubClass: isTrusted ? .ordinary : .distrusted,
                    confidence: 1,
                    evidence: evidence,
                    isJudged: true
                ),
                for: place,
                former?.features ?? AddressFeatures(countedOn: place, graph)
            )
        }
    }
}

extension AddressFeatures {
    /// How many were on an address and when, for one that no rule spoke of.
    fileprivate init(countedOn address: Int32, _ graph: TenureGraph) {
        self.init()
        let tenures = graph.byAddress[address].map { Int($0) }
        names = Set(tenures.map { graph.name[$0] }).count
        fanOut = Set(tenures.map { graph.names.domains[Int(graph.name[$0])] }).count
        first = tenures.map { graph.first[$0] }.min() ?? 0
        last = tenures.map { graph.last[$0] }.max() ?? 0
    }
}
