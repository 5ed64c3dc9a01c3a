internal import PassiveDNS

/// What an address was judged to be.
struct HubVerdict: Sendable {
    var hubClass: HubClass
    var confidence: Double
    var evidence: [String]
    var features = AddressFeatures()
    /// Whether it is the analyst's word rather than the rules'.
    var isJudged = false
}

/// The rules that tell hubs from ordinary addresses, in the order in which they are asked.
///
/// Each rule has a few conditions. How far they are exceeded gives the confidence: a logistic curve that passes through
/// 0.7 at the thresholds themselves.
struct HubRules: Sendable {
    let settings: AnalysisSettings

    /// What the address is by its number alone.
    func byNature(_ address: IPAddress) -> HubVerdict? {
        if let purpose = address.specialPurpose {
            return HubVerdict(hubClass: .bogon, confidence: 1, evidence: ["the address is set aside for \(purpose)"])
        }
        if let resolver = PublicResolver.named(address) {
            return HubVerdict(
                hubClass: .resolver,
                confidence: 0.99,
                evidence: ["the address is the public resolver \(resolver), which hosts no names"]
            )
        }
        return nil
    }

    /// What the name servers and aliases of the domains say while the domains are on the address.
    func byServers(_ f: AddressFeatures) -> HubVerdict? {
        let who = f.operatorName.isEmpty ? "" : " (\(f.operatorName))"
        if f.sinkholeServers >= 0.3, f.sinkholeServers >= f.parkingServers {
            return HubVerdict(
                hubClass: .sinkhole,
                confidence: confidence([(f.sinkholeServers, 0.3, 0.2), (Double(f.fanOut), 2, 5)]),
                evidence: [
                    "\(percent(f.sinkholeServers)) of \(f.fanOut) domains use name servers of a sinkhole\(who) while here"
                ]
            )
        }
        if f.parkingServers >= 0.3 {
            return HubVerdict(
                hubClass: .parking,
                confidence: confidence([(f.parkingServers, 0.3, 0.2), (Double(f.fanOut), 2, 5)]),
                evidence: [
                    "\(percent(f.parkingServers)) of \(f.fanOut) domains use name servers of a parking service\(who) while here"
                ]
            )
        }
        return nil
    }

    /// What the behaviour of the domains says.
    func byBehaviour(_ f: AddressFeatures) -> HubVerdict? {
        guard f.fanOut >= settings.leastFanOut else { return nil }
        let fan = Double(f.fanOut)
        let counted = "\(f.fanOut) registrable domains, at most \(f.peak) at once"
        if f.contradicted >= 0.5 {
            return HubVerdict(
                hubClass: .rewrite,
                confidence: confidence([(f.contradicted, 0.5, 0.2)]),
                evidence: [
                    counted,
                    "one sensor alone saw \(percent(f.contradicted)) of the stays, each for at most three days, while others saw the domain elsewhere",
                ]
            )
        }
        let isPool = f.pool >= 3 && f.circulating >= 0.3
        if f.others >= 8, f.watched >= 0.5, f.held >= 1.2 || (f.held >= 0.5 && isPool) {
            let quick = f.medianDays < 3
            return HubVerdict(
                hubClass: quick ? .flux : .cdn,
                confidence: confidence([(f.held, 0.8, 0.6), (Double(f.others), 8, 8), (Double(f.pool), 3, 3)]),
                evidence: [
                    counted,
                    "each holds \(rounded(f.held)) other addresses at the same time; \(f.others) other addresses in all",
                    "they move to and fro between this and \(f.pool) other addresses; median stay \(rounded(f.medianDays)) days",
                ]
            )
        }
        if f.medianDays < 3, f.watched >= 0.5, f.others >= 4 * f.fanOut {
            return HubVerdict(
                hubClass: .flux,
                confidence: confidence([(3 - f.medianDays, 0, 1), (Double(f.others) / fan, 4, 4)]),
                evidence: [
                    counted, "median stay \(rounded(f.medianDays)) days; the domains use \(f.others) other addresses",
                ]
            )
        }
        if f.underPrivateSuffix >= 0.5 {
            return HubVerdict(
                hubClass: .dyndns,
                confidence: confidence([(f.underPrivateSuffix, 0.5, 0.2)]),
                evidence: [counted, "\(percent(f.underPrivateSuffix)) of them below dynamic DNS or hosting suffixes"]
            )
        }
        // A portfolio that moved as one came from one place; seized domains come from many.
        if f.past >= 0.55, f.final >= 0.8, f.medianDays >= 60, f.held < 0.5, Double(f.others) >= 0.4 * fan,
            f.origin < 0.5
        {
            return HubVerdict(
                hubClass: .sinkhole,
                confidence: confidence([(f.past, 0.6, 0.15), (f.final, 0.8, 0.1), (fan, 8, 10)]),
                evidence: [
                    counted, "\(percent(f.past)) were in use elsewhere before they came",
                    "for \(percent(f.final)) it is the last address; median stay \(rounded(f.medianDays)) days",
                ]
            )
        }
        if fan >= 25, f.circulating >= 0.3, f.pool >= 1, f.held < 0.3, f.company >= 5 {
            return HubVerdict(
                hubClass: .parking,
                confidence: confidence([(fan, 25, 20), (f.circulating, 0.3, 0.2), (f.company, 5, 5)]),
                evidence: [
                    counted,
                    "\(percent(f.past)) were in use elsewhere before; they move to and fro between this and \(f.pool) other addresses",
                    "median stay \(rounded(f.medianDays)) days",
                ]
            )
        }
        // Customers keep one address of a family; one party's domains hold several.
        if fan >= 12, f.burst < 0.25, f.arrivalsKnown >= 0.25, f.company >= 3, f.held < 0.15 {
            return HubVerdict(
                hubClass: .shared,
                confidence: confidence([(fan, 12, 10), (0.25 - f.burst, 0, 0.1), (f.company, 3, 3)]),
                evidence: [
                    counted, "they come one by one: \(percent(f.burst)) more arrivals together than chance would give",
                    "\(percent(f.new)) begin their life here",
                ]
            )
        }
        return nil
    }

    /// What the hubs that its domains hold at the same time say of an address.
    func byCompany(_ hubClass: HubClass, share: Double, _ f: AddressFeatures) -> HubVerdict? {
        guard share >= 0.6, f.held >= 0.8 else { return nil }
        return HubVerdict(
            hubClass: hubClass,
            confidence: confidence([(share, 0.6, 0.2), (f.held, 0.8, 0.5)]),
            evidence: [
                "\(percent(share)) of its \(f.fanOut) domains hold known \(hubClass.rawValue) addresses at the same time",
                "each holds \(rounded(f.held)) other addresses at the same time",
            ]
        )
    }

    /// 0.7 where every value is at its threshold, rising with the mean of how many scales it lies beyond.
    private func confidence(_ conditions: [(value: Double, threshold: Double, scale: Double)]) -> Double {
        let beyond = conditions.map { min(4, max(-4, ($0.value - $0.threshold) / $0.scale)) }
        return min(0.99, probability(logOdds: 0.85 + beyond.reduce(0, +) / Double(conditions.count)))
    }
}

/// A share as whole percent.
func percent(_ share: Double) -> String {
    "\(Int((share * 100).rounded())) %"
}

/// A number with one decimal.
func rounded(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
}
