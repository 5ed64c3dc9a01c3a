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
            record(HubVerdict(judged: isTrusted ? .ordinary : .distrusted, evidence), for: place)
        }
    }
}
