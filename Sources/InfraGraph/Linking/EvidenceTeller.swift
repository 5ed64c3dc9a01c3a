internal import PassiveDNS

/// Puts the features of a pair into words.
struct EvidenceTeller {
    let graph: TenureGraph

    /// The pieces of evidence, in the order in which they are weighed.
    func told(_ f: PairFeatures, _ w: LinkWeights) -> [Evidence] {
        var evidence = [Evidence(kind: "base", weight: f.start(w), text: start(f))]
        let add = { (kind: PairFeatures.Kind, weight: Double) in
            evidence.append(Evidence(kind: kind.rawValue, weight: weight, text: text(kind, f)))
        }
        f.forEachAddressTerm(w, add)
        f.forEachOtherTerm(w, add)
        if !f.isBorneOut {
            evidence.append(
                Evidence(
                    kind: "alone",
                    weight: 0,
                    text: f.burst == nil
                        ? "one address is all they share: no second network, name servers, registrant or day of registration bears it out, so the score stays below 0.93"
                        : "the moment of registration is all that ties them: no name servers or registrant bears it out, so the score stays below 0.93"
                )
            )
        }
        return evidence
    }

    /// What the pair starts from.
    private func start(_ f: PairFeatures) -> String {
        guard f.burst == nil else {
            return f.hasMet
                ? "they met on an address, which says less than their registrations"
                : "they never met on an address that could link them"
        }
        let address = graph.addresses[Int(f.address)]
        let place =
            f.networkSize > 1
            ? "a fast-flux network of \(f.networkSize) addresses, \(address) and others" : "\(address)"
        return "both were on \(place): the one \(period(f.timeOfA)), the other \(period(f.timeOfB))\(snapshot(f))"
    }

    private func text(_ kind: PairFeatures.Kind, _ f: PairFeatures) -> String {
        switch kind {
        case .base, .snapshot, .unmet: start(f)
        case .turnover:
            (f.concurrent <= 2
                ? "nobody else was there with them"
                : "\(counted(f.concurrent - 2, "other was", "others were")) there with them")
                + (f.around <= f.concurrent
                    ? ", nobody came or went in the 60 days around"
                    : ", \(f.around - f.concurrent) came or went in the 60 days around")
        case .arrival: "they came \(days(f.timeOfA.first - f.timeOfB.first)) apart"
        case .departure: "they were last seen there \(days(f.timeOfA.last - f.timeOfB.last)) apart"
        case .apart: "they were never seen there at the same time: \(days(f.overlap)) lie between"
        case .rented: "they met only on hosts of a fast-flux network, which others may rent too"
        case .length: "the shorter stay took \(days(min(length(f.timeOfA), length(f.timeOfB))))"
        case .life: "both were in use for \(percent(f.life)) of the time in which either was"
        case .elsewhere:
            "one of them has \(counted(f.elsewhere, "other address", "other addresses")) that the other never had"
        case .networks:
            "they share \(counted(f.addresses, "address", "addresses")) in \(counted(f.networks, "network"))"
        case .servers: "they share name servers of \(counted(f.serverFanOut, "domain"))"
        case .otherServers: "their name servers differ"
        case .registrant: "they share a registrant of \(counted(f.registrantFanOut, "domain"))"
        case .otherRegistrant: "their registrants differ"
        case .creation: "registered \(counted(Int(f.creationDays ?? 0), "day")) apart"
        case .otherCreation: "registered \(counted(Int(f.creationDays ?? 0), "day")) apart"
        case .burst: f.burst.map(told) ?? ""
        case .otherRegistrar: "by different registrars"
        case .doubt: "one of them may have changed hands since (\(percent(f.doubt)))"
        }
    }

    /// How two were registered together.
    private func told(_ burst: RegistrationBursts.Burst) -> String {
        let registrar = burst.isOneRegistrar == true ? " with one registrar" : ""
        let odds = Int((1 / burst.chance).rounded())
        return "registered \(counted(burst.seconds, "second")) apart\(registrar), which chance does to one in \(odds)"
    }

    /// Why times say little, where they do.
    private func snapshot(_ f: PairFeatures) -> String {
        f.coverage > 0.5
            ? "" : "; the data cover \(counted(graph.coveredDays, "day")), so when they came and went says little"
    }

    private func period(_ span: PairFeatures.Span) -> Period {
        Period(first: Timestamp(seconds: span.first), last: Timestamp(seconds: span.last))
    }

    private func length(_ span: PairFeatures.Span) -> Int64 { span.last - span.first }

    private func days(_ seconds: Int64) -> String {
        counted(abs(seconds) / Timestamp.day, "day")
    }
}
