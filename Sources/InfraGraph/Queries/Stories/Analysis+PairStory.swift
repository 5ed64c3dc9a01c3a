public import PassiveDNS

extension Analysis {
    /// A connection's story: how valid it is, when the two were where, and the reasons to believe in it and not to.
    ///
    /// Cost as for ``connection(_:_:)``.
    public func story(of a: Indicator, _ b: Indicator) -> Story {
        let told = connection(a, b)
        var story = Story(title: "\(told.a) and \(told.b)")
        story.add("In short", [verdict(told)] + shared(a, b))
        story.add("When they were where", windows(a, b))
        let pro = told.evidence.filter { $0.weight > 0 }.sorted { $0.weight > $1.weight }
        let con = told.evidence.filter { $0.weight < 0 }.sorted { $0.weight < $1.weight }
        story.add("Reasons to believe", pro.map { Story.Event(.support, "\(strength($0.weight)): \($0.text).") })
        story.add("Reasons not to", con.map { Story.Event(.objection, "\(strength($0.weight)): \($0.text).") })
        story.add(
            "What decides nothing",
            told.evidence.filter { $0.weight == 0 }.map { Story.Event(.neutral, "\($0.text).") }
        )
        story.add("How the score adds up", sum(told))
        return story
    }

    private func verdict(_ told: Connection) -> Story.Event {
        let score = percent(told.score)
        let names = [told.a, told.b]
        guard !names.contains(where: { IPAddress($0) != nil }) else {
            return Story.Event(
                .summary,
                "The address was \(Prose.likelihood(told.score)) the name's holder's own (score \(score), \(told.grade)).",
                of: names
            )
        }
        return Story.Event(
            .summary,
            "One party \(Prose.likelihood(told.score)) held both (score \(score), \(told.grade)).",
            of: names
        )
    }

    /// Which campaigns the two are in.
    private func shared(_ a: Indicator, _ b: Indicator) -> [Story.Event] {
        guard case .name(let left) = a, case .name(let right) = b else { return [] }
        let one = campaignPlaces(of: left)
        let other = campaignPlaces(of: right)
        if let both = one.first(where: { other.contains($0) }) {
            return [
                Story.Event(
                    .campaign,
                    "Both belong to campaign \(campaigns[both].title).",
                    on: campaigns[both].period,
                    of: [campaigns[both].id]
                )
            ]
        }
        guard let mine = one.first, let theirs = other.first else { return [] }
        let relation = campaigns[mine].relations.first { $0.place == theirs }
        return [
            Story.Event(
                .relation,
                "They belong to different campaigns, \(campaigns[mine].title) and \(campaigns[theirs].title)"
                    + (relation.map { ", which may be related (\(percent($0.score)))." } ?? "."),
                of: [campaigns[mine].id, campaigns[theirs].id]
            )
        ]
    }

    private func campaignPlaces(of name: DomainName) -> [Int] {
        guard let number = graph.names.name(named: name.text) else { return [] }
        return units.ofName[number].map { Int(campaignOfUnit[Int($0)]) }.filter { $0 >= 0 }
    }

    private func windows(_ a: Indicator, _ b: Indicator) -> [Story.Event] {
        switch (a, b) {
        case (.name(let left), .name(let right)): windows(left, right)
        case (.name(let name), .address(let address)), (.address(let address), .name(let name)):
            windows(name, address)
        default: []
        }
    }

    /// The times of two names on the addresses that both were on, hubs included.
    private func windows(_ left: DomainName, _ right: DomainName) -> [Story.Event] {
        guard let a = graph.names.name(named: left.text), let b = graph.names.name(named: right.text) else { return [] }
        let places = Set(graph.tenures(of: a).map { graph.address[Int($0)] })
            .intersection(graph.tenures(of: b).map { graph.address[Int($0)] })
        let events = places.sorted().prefix(12).flatMap { place in
            let mine = graph.tenures(of: a).filter { graph.address[Int($0)] == place }.map { graph.period(of: $0) }
            let theirs = graph.tenures(of: b).filter { graph.address[Int($0)] == place }.map { graph.period(of: $0) }
            return mine.map { window(left.text, $0, place, theirs) }
                + theirs.map { window(right.text, $0, place, mine) }
        }
        let rest = places.count - 12
        return inOrder(events)
            + (rest > 0
                ? [
                    Story.Event(
                        .summary,
                        "\(counted(rest, "more address", "more addresses")) in common are left out here."
                    )
                ]
                : [])
    }

    private func window(_ name: String, _ period: Period, _ place: Int32, _ others: [Period]) -> Story.Event {
        let address = graph.addresses[Int(place)].description
        let hubClass = finder.classes[Int(place)]
        let meeting = others.filter { $0.overlaps(period) }.map { other in
            min(period.last, other.last).seconds - max(period.first, other.first).seconds
        }
        let remark =
            hubClass.isLeftOut
            ? ", \(Prose.explained(hubClass))"
            : meeting.isEmpty ? "" : ", \(Prose.duration(meeting.reduce(0, +))) of it beside the other"
        return Story.Event(
            .tenancy,
            "\(name) was on \(address) until \(period.last.date)\(remark).",
            on: period,
            of: [name, address]
        )
    }

    private func windows(_ name: DomainName, _ address: IPAddress) -> [Story.Event] {
        guard let number = graph.names.name(named: name.text), let place = graph.find(address) else { return [] }
        return inOrder(
            graph.tenures(of: number).filter { graph.address[Int($0)] == place }.map { tenure in
                window(name.text, graph.period(of: tenure), place, [])
            }
        )
    }

    /// How much a weight moves a judgement, in words.
    private func strength(_ weight: Double) -> String {
        switch abs(weight) {
        case 2...: "Strong"
        case 0.7..<2: "Clear"
        case 0.2..<0.7: "Slight"
        default: "Hardly any"
        }
    }

    private func sum(_ told: Connection) -> [Story.Event] {
        let weighed = told.evidence.filter { $0.weight != 0 }
        guard !weighed.isEmpty else { return [] }
        let total = weighed.reduce(0) { $0 + $1.weight }
        let steps = weighed.map { Story.Event(.weight, "\(Self.signed($0.weight))  \($0.kind)") }
        let plain = probability(logOdds: total)
        let bound =
            abs(plain - told.score) < 0.005
            ? "" : "; calibration, limits or a chain of stronger links make it \(percent(told.score))"
        return [
            Story.Event(
                .weight,
                "Each reason has a weight; 0.7 doubles the odds that one party held both, −0.7 halves them."
            )
        ] + steps + [Story.Event(.weight, "\(Self.signed(total))  in all, which is \(percent(plain))\(bound)")]
    }

    private static func signed(_ weight: Double) -> String {
        let tenths = Int((abs(weight) * 10).rounded())
        return "\(weight < 0 ? "−" : "+")\(tenths / 10).\(tenths % 10)"
    }
}
