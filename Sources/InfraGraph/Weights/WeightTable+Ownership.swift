extension WeightTable {
    /// What signs of a change of hands weigh.
    public static let signs: [Weight] = [
        sign(
            "base",
            \.ownership.base,
            "Where every moment starts: at most moments nobody's domain changes hands",
            lifeCycle
        ),
        sign(
            "registeredAnew",
            \.ownership.registeredAnew,
            "A registration made after the domain was seen; the registry had it back in between",
            lifeCycle
        ),
        sign(
            "sameRegistrant",
            \.ownership.sameRegistrant,
            "The new registration names the registrant of the one before: its holder let it lapse and took it again",
            lifeCycle
        ),
        sign(
            "otherRegistrant",
            \.ownership.otherRegistrant,
            "A running registration passed from one named registrant to another",
            lifeCycle
        ),
        sign(
            "hiddenRegistrant",
            \.ownership.hiddenRegistrant,
            "A running registration's registrant became hidden, or visible; that is mostly a setting",
            lifeCycle
        ),
        sign(
            "otherRegistrar",
            \.ownership.otherRegistrar,
            "A running registration passed to another registrar, as holders do themselves to save money",
            lifeCycle
        ),
        sign(
            "registrationRan",
            \.ownership.registrationRan,
            "A registration ran from before to after; no registry gives away a name that is paid for, but holders sell",
            lifeCycle
        ),
        sign("seized", \.ownership.seized, "It points at a sinkhole from then on", lifeCycle),
        sign("released", \.ownership.released, "A sinkhole let it go", lifeCycle),
        sign("parked", \.ownership.parked, "It shows a parking page from then on", lifeCycle),
        sign("unparked", \.ownership.unparked, "A parking page gave way to something else", lifeCycle),
        sign(
            "recovered",
            \.ownership.recovered,
            "It was parked or seized for a short time and came back to where it had been: its holder renewed late, or got it back",
            lifeCycle
        ),
        sign("silence", \.ownership.silence, "It was not seen for 30 days, by address or by name server", silences),
        sign(
            "longerSilence",
            \.ownership.longerSilence,
            "Per natural log of the days of silence over 30; silence and this together at most 3 nats",
            silences
        ),
        sign(
            "noSilence",
            \.ownership.noSilence,
            "There was no silence: sales without one happen, but moves of the same holder are far more common",
            lifeCycle
        ),
        sign(
            "usualSilence",
            \.ownership.usualSilence,
            "The silence is no longer than others of the same holder; half as much where it is 1.6 times as long",
            silences
        ),
        sign(
            "silentSensors",
            \.ownership.silentSensors,
            "Hardly anything else was seen during the silence either: the sensors were silent, not the domain",
            lifeCycle
        ),
        sign(
            "otherNetworks",
            \.ownership.otherNetworks,
            "It came back in other networks (IPv4 /16, IPv6 /32)",
            silences
        ),
        sign(
            "otherFamily",
            \.ownership.otherFamily,
            "It came back on IPv4 alone after IPv6 alone, or the other way round; two addresses of one server look so too where it is rarely seen",
            lifeCycle
        ),
        sign(
            "sameNetworks",
            \.ownership.sameNetworks,
            "It came back in a neighbourhood where it had been (IPv4 /24, IPv6 /48)",
            silences
        ),
        sign(
            "laterReturn",
            \.ownership.laterReturn,
            "It returned later to a neighbourhood where it had been before",
            lifeCycle
        ),
        sign("otherServers", \.ownership.otherServers, "It came back with none of the name servers it had", silences),
        sign("sameServers", \.ownership.sameServers, "It came back with name servers it had", silences),
        sign(
            "otherManner",
            \.ownership.otherManner,
            "It was on a service's pool, one address after another of few neighbourhoods, and is no longer, or the other way round: parking pages and delivery networks answer so, a holder's own server does not",
            lifeCycle
        ),
        sign(
            "otherCompany",
            \.ownership.otherCompany,
            "None of the domains that shared its addresses came along",
            silences
        ),
        sign("sameCompany", \.ownership.sameCompany, "Domains that shared its addresses share its new ones", silences),
        sign(
            "otherNames",
            \.ownership.otherNames,
            "Of at least three names below it on either side, hardly any is the same",
            lifeCycle
        ),
    ]

    private static let silences =
        "logistic regression on silences of simulated worlds, rounded towards zero: docs/method.md"
    private static let lifeCycle = "the life cycle of a registration, and judgement: docs/method.md"

    private static func sign(
        _ name: String,
        _ path: any WritableKeyPath<AnalysisSettings, Double> & Sendable,
        _ meaning: String,
        _ source: String
    ) -> Weight {
        Weight("ownership." + name, .nats, path, in: -20...20, meaning, source)
    }
}
