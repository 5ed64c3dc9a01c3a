internal import PassiveDNS

/// Puts the features of a pair into words.
struct EvidenceTeller {
    let graph: TenureGraph

    /// The pieces of evidence, in the order in which they are weighed.
    func told(_ f: PairFeatures, _ w: LinkWeights) -> [Evidence] {
        let address = graph.addresses[Int(f.address)]
        let place =
            f.networkSize > 1
            ? "a fast-flux network of \(f.networkSize) addresses, \(address) and others" : "\(address)"
        var evidence = [
            Evidence(
                kind: "base",
                weight: w.base,
                text: "both were on \(place): the one \(period(f.timeOfA)), the other \(period(f.timeOfB))"
            )
        ]
        let add = { (kind: PairFeatures.Kind, weight: Double) in
            evidence.append(Evidence(kind: kind.rawValue, weight: weight, text: text(kind, f)))
        }
        f.forEachAddressTerm(w, add)
        f.forEachOtherTerm(w, add)
        return evidence
    }

    private func text(_ kind: PairFeatures.Kind, _ f: PairFeatures) -> String {
        switch kind {
        case .base: "a shared address"
        case .company:
            f.concurrent <= 2
                ? "nobody else was there at the time"
                : "\(counted(f.concurrent - 2, "other was", "others were")) there at the time"
        case .turnover:
            f.around <= f.concurrent
                ? "nobody else came or went in the 60 days around"
                : "\(counted(f.around - f.concurrent, "other")) came or went in the 60 days around"
        case .arrival: "they came \(days(f.timeOfA.first - f.timeOfB.first)) apart"
        case .departure: "they were last seen there \(days(f.timeOfA.last - f.timeOfB.last)) apart"
        case .apart: "they were never seen there at the same time"
        case .gap: "\(days(f.overlap)) between the one's leaving and the other's coming"
        case .together: "\(days(f.overlap)) there together"
        case .networks:
            "they share \(counted(f.addresses, "address", "addresses")) in \(counted(f.networks, "network"))"
        case .servers: "they share name servers of \(counted(f.serverFanOut, "domain"))"
        case .otherServers: "their name servers differ"
        case .registrant: "they share a registrant of \(counted(f.registrantFanOut, "domain"))"
        case .otherRegistrant: "their registrants differ"
        case .creation: "registered \(counted(Int(f.creationDays ?? 0), "day")) apart with the same registrar"
        case .otherCreation: "registered \(counted(Int(f.creationDays ?? 0), "day")) apart"
        case .doubt: "one of them may have changed hands since (\(percent(f.doubt)))"
        }
    }

    private func period(_ span: PairFeatures.Span) -> Period {
        Period(first: Timestamp(seconds: span.first), last: Timestamp(seconds: span.last))
    }

    private func days(_ seconds: Int64) -> String {
        counted(abs(seconds) / Timestamp.day, "day")
    }
}
