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
            moves
        ),
        sign(
            "hiddenRegistrant",
            \.ownership.hiddenRegistrant,
            "A running registration's registrant became hidden, or visible; that is mostly a setting",
            moves
        ),
        sign(
            "otherRegistrar",
            \.ownership.otherRegistrar,
            "A running registration passed to another registrar, as holders do themselves to save money",
            moves
        ),
        sign(
            "registrationRan",
            \.ownership.registrationRan,
            "A registration's term ran from before to after: what is paid for does not lapse, but may be sold",
            moves
        ),
        sign("seized", \.ownership.seized, "It points at a sinkhole from then on", lifeCycle),
        sign("released", \.ownership.released, "A sinkhole let it go", moves),
        sign("parked", \.ownership.parked, "It shows a parking page from then on", moves),
        sign("unparked", \.ownership.unparked, "A parking page gave way to something else", moves),
        sign(
            "recovered",
            \.ownership.recovered,
            "It was parked or seized for a short time and came back to where it had been: its holder renewed late, or got it back",
            moves
        ),
        sign("silence", \.ownership.silence, "It was not seen for 30 days, by address or by name server", moves),
        sign(
            "longerSilence",
            \.ownership.longerSilence,
            "Per natural log of the days of silence over 30",
            moves
        ),
        sign(
            "firstParked",
            \.ownership.firstParked,
            "Parking for weeks was the first that was ever seen of it: most holders park a name until they have built a site",
            moves
        ),
        sign(
            "lapsed",
            \.ownership.lapsed,
            "Its registration's term was over when it was parked, or vanished: registrars then show a page of their own",
            moves
        ),
        sign(
            "movedTogether",
            \.ownership.movedTogether,
            "Others left the same address for the same one in the same days: a host or a holder moved them all",
            moves
        ),
        sign(
            "movedSinkhole",
            \.ownership.movedSinkhole,
            "Its name servers did not change when it came to the sinkhole's address: the sinkhole moved, or lies behind a host's",
            moves
        ),
        sign(
            "noSilence",
            \.ownership.noSilence,
            "There was no silence: sales without one happen, but moves of the same holder are far more common",
            moves
        ),
        sign(
            "usualSilence",
            \.ownership.usualSilence,
            "The silence is no longer than others of the same holder; half as much where it is 1.6 times as long",
            moves
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
            moves
        ),
        sign(
            "otherFamily",
            \.ownership.otherFamily,
            "It came back on IPv4 alone after IPv6 alone, or the other way round; two addresses of one server look so too where it is rarely seen",
            moves
        ),
        sign(
            "sameNetworks",
            \.ownership.sameNetworks,
            "It came back in a neighbourhood where it had been (IPv4 /24, IPv6 /48)",
            moves
        ),
        sign(
            "laterReturn",
            \.ownership.laterReturn,
            "It returned later to a neighbourhood where it had been before",
            moves
        ),
        sign("otherServers", \.ownership.otherServers, "It came back with none of the name servers it had", moves),
        sign("sameServers", \.ownership.sameServers, "It came back with name servers it had", moves),
        sign(
            "otherManner",
            \.ownership.otherManner,
            "It was on a service's pool, one address after another of few neighbourhoods, and is no longer, or the other way round: parking pages and delivery networks answer so, a holder's own server does not",
            moves
        ),
        sign(
            "otherCompany",
            \.ownership.otherCompany,
            "None of the domains that shared its addresses came along",
            moves
        ),
        sign("sameCompany", \.ownership.sameCompany, "Domains that shared its addresses share its new ones", moves),
        sign(
            "otherNames",
            \.ownership.otherNames,
            "Of at least three names below it on either side, hardly any is the same",
            lifeCycle
        ),
    ]

    private static let moves =
        "logistic regression on moments of worlds of two simulators, rounded: docs/method.md"
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
