internal import PassiveDNS

extension JudgementLog {
    /// A judgement on a pair as evidence, with those it overrules or contradicts, which weigh nothing; none where there is
    /// none.
    func evidence(_ judgement: Judgement?) -> [Evidence] {
        guard let judgement else { return [] }
        let isRejected = if case .reject = judgement.verdict { true } else { false }
        let said = Evidence(
            kind: isRejected ? "rejected" : "confirmed",
            weight: isRejected ? -12 : Judgements.confirmation,
            text: judgement.told
        )
        return [said] + overruled(by: judgement).map { Evidence(kind: "overruled", weight: 0, text: $0.told) }
            + contradicting(judgement).map { Evidence(kind: "contradicted", weight: 0, text: $0.told) }
    }
}
