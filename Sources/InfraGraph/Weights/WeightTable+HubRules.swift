extension WeightTable {
    /// The thresholds of hub classes.
    static let hubRules: [Weight] = [
        rule(
            "rewriteAlone",
            .share,
            \.hubs.rewriteAlone,
            in: 0...1,
            "A rewritten answer: one sensor alone saw at least this share of the stays"
        ),
        rule(
            "rewriteLead",
            .share,
            \.hubs.rewriteLead,
            in: 0...1,
            "A rewritten answer: that share is higher by this than the share of the same domains' other stays that it alone saw"
        ),
        rule(
            "cdnPaired",
            .share,
            \.hubs.cdnPaired,
            in: 0...1,
            "A delivery network: names of this share of the domains hold another address at the same time"
        ),
        rule(
            "cdnPartners",
            .count,
            \.hubs.cdnPartners,
            in: 0...1_000,
            "A delivery network: names hold so many different addresses at the same time as this one"
        ),
        rule(
            "cdnMixed",
            .share,
            \.hubs.cdnMixed,
            in: 0...1,
            "A delivery network: of two domains that are here at the same time, this share of those addresses differs"
        ),
        rule(
            "cdnDays",
            .days,
            \.hubs.cdnDays,
            in: 0...36_500,
            "A delivery network: the median stay is at least this long, in days; bots of fast flux are held for hours"
        ),
        rule(
            "cdnBurst",
            .share,
            \.hubs.cdnBurst,
            in: 0...1,
            "A delivery network: at most this share of arrivals is together, beyond chance: customers come one by one"
        ),
        rule(
            "fluxNetworks",
            .count,
            \.hubs.fluxNetworks,
            in: 0...1_000,
            "Fast flux: the domains' other addresses lie in so many networks (after Holz 2008)"
        ),
        rule(
            "fluxDays",
            .days,
            \.hubs.fluxDays,
            in: 0...36_500,
            "Fast flux: the median stay is at most this long, in days"
        ),
        rule(
            "fluxHeld",
            .count,
            \.hubs.fluxHeld,
            in: 0...1_000,
            "Fast flux: a name holds so many other addresses at the same time"
        ),
        rule(
            "fluxOthers",
            .count,
            \.hubs.fluxOthers,
            in: 0...1_000,
            "Fast flux: the domains have so many other addresses"
        ),
        rule(
            "fluxRotation",
            .count,
            \.hubs.fluxRotation,
            in: 0...1_000,
            "Fast flux: or so many other addresses a domain"
        ),
        rule(
            "fluxShare",
            .share,
            \.hubs.fluxShare,
            in: 0...1,
            "Fast flux: or this share of the domains is in fast flux by itself"
        ),
        rule(
            "dyndnsShare",
            .share,
            \.hubs.dyndnsShare,
            in: 0...1,
            "Dynamic DNS: this share of the domains lies below dynamic DNS or hosting suffixes"
        ),
        rule(
            "sinkholePast",
            .share,
            \.hubs.sinkholePast,
            in: 0...1,
            "A sinkhole: this share of the domains was in use elsewhere before"
        ),
        rule(
            "sinkholeSeized",
            .share,
            \.hubs.sinkholeSeized,
            in: 0...1,
            "A sinkhole: that share and the share of arrivals together, beyond chance, are at least this: names are seized in use, or in batches"
        ),
        rule(
            "sinkholeFinal",
            .share,
            \.hubs.sinkholeFinal,
            in: 0...1,
            "A sinkhole: for this share of the domains it is the last address"
        ),
        rule(
            "sinkholeDays",
            .days,
            \.hubs.sinkholeDays,
            in: 0...36_500,
            "A sinkhole: the median stay is at least this long, in days"
        ),
        rule(
            "sinkholeStay",
            .days,
            \.hubs.sinkholeStay,
            in: 0...36_500,
            "A sinkhole: so many days are spent here for one domain that goes elsewhere; 14 % of seized names a year are released (Alowaisheq 2019)"
        ),
        rule(
            "sinkholeHeld",
            .count,
            \.hubs.sinkholeHeld,
            in: 0...1_000,
            "A sinkhole: names hold fewer other addresses than this at the same time"
        ),
        rule(
            "sinkholeOthers",
            .count,
            \.hubs.sinkholeOthers,
            in: 0...1_000,
            "A sinkhole: so many other addresses a domain: they came from many places"
        ),
        rule(
            "sinkholeOrigin",
            .share,
            \.hubs.sinkholeOrigin,
            in: 0...1,
            "A sinkhole: at most this share came from one and the same address"
        ),
        rule("parkingFanOut", .count, \.hubs.parkingFanOut, in: 0...1_000, "Parking: so many domains were ever seen"),
        rule(
            "parkingCompany",
            .count,
            \.hubs.parkingCompany,
            in: 0...1_000,
            "Parking: so many domains are there at one time, on average"
        ),
        rule(
            "parkingBurst",
            .share,
            \.hubs.parkingBurst,
            in: 0...1,
            "Parking: at most this share of arrivals, and of departures, is together beyond chance"
        ),
        rule(
            "parkingHeld",
            .count,
            \.hubs.parkingHeld,
            in: 0...1_000,
            "Parking: names hold fewer other addresses than this at the same time"
        ),
        rule(
            "turnoverCirculating",
            .nats,
            \.hubs.turnoverCirculating,
            in: 0...50,
            "Parking: turnover: for each move both ways between here and another address, a domain"
        ),
        rule(
            "turnoverPassing",
            .nats,
            \.hubs.turnoverPassing,
            in: 0...50,
            "Parking: turnover: for the share of domains that are here before or after they are used, or between"
        ),
        rule(
            "turnoverStaying",
            .nats,
            \.hubs.turnoverStaying,
            in: 0...50,
            "Parking: turnover: against it, for the share of all its domains that are here at one time"
        ),
        rule(
            "turnoverLeast",
            .nats,
            \.hubs.turnoverLeast,
            in: 0...50,
            "Parking: parking from this turnover on, shared hosting below it"
        ),
        rule(
            "sharedFanOut",
            .count,
            \.hubs.sharedFanOut,
            in: 0...1_000,
            "Shared hosting: so many domains were ever seen"
        ),
        rule(
            "sharedCompany",
            .count,
            \.hubs.sharedCompany,
            in: 0...1_000,
            "Shared hosting: so many domains are there at one time, on average"
        ),
        rule(
            "sharedBurst",
            .share,
            \.hubs.sharedBurst,
            in: 0...1,
            "Shared hosting: at most this share of arrivals, and of departures, is together beyond chance"
        ),
        rule(
            "sharedArrivals",
            .share,
            \.hubs.sharedArrivals,
            in: 0...1,
            "Shared hosting: the arrival of this share of the domains is known"
        ),
        rule(
            "sharedDays",
            .days,
            \.hubs.sharedDays,
            in: 0...36_500,
            "Shared hosting: the median stay is at least this long, in days"
        ),
        rule(
            "sharedStaying",
            .share,
            \.hubs.sharedStaying,
            in: 0...1,
            "Shared hosting: at most this share of all its domains is here at one time: some leave while others come"
        ),
        rule(
            "sharedPast",
            .share,
            \.hubs.sharedPast,
            in: 0...1,
            "Shared hosting: at most this share came from elsewhere, but for those from one address; else some have to leave again"
        ),
        rule(
            "sharedStay",
            .days,
            \.hubs.sharedStay,
            in: 0...36_500,
            "Shared hosting: where more came from elsewhere, fewer days than this are spent here for one domain that goes elsewhere"
        ),
        rule(
            "partyDoubled",
            .share,
            \.hubs.partyDoubled,
            in: 0...1,
            "Parking and shared hosting: at most this share of the domains holds another address of the same family"
        ),
        rule(
            "partyScattering",
            .share,
            \.hubs.partyScattering,
            in: 0...1,
            "Parking and shared hosting: less than this share of those present left within days for nowhere in common"
        ),
        rule(
            "poolShare",
            .share,
            \.hubs.poolShare,
            in: 0...1,
            "What the classes of other addresses say: names of this share of the domains hold known addresses of a pool"
        ),
        rule(
            "movedTogether",
            .share,
            \.hubs.movedTogether,
            in: 0...1,
            "What the classes of other addresses say: this share of those present left, or came, within days around one moment"
        ),
        rule(
            "movedShare",
            .share,
            \.hubs.movedShare,
            in: 0...1,
            "What the classes of other addresses say: this share of all domains came from, or went to, a hub of the class"
        ),
    ]

    private static func rule(
        _ name: String,
        _ unit: Weight.Unit,
        _ path: any WritableKeyPath<AnalysisSettings, Double> & Sendable,
        in range: ClosedRange<Double>,
        _ meaning: String
    ) -> Weight {
        Weight("hubs." + name, unit, path, in: range, meaning, "measured on two simulators: docs/method.md")
    }
}
