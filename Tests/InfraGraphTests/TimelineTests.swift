import PassiveDNS
import Testing

@testable import InfraGraph

@Suite struct TimelineTests {
    private static func day(_ number: Int) -> Timestamp {
        Timestamp(seconds: AnalysisTests.start + Int64(number) * Timestamp.day)
    }

    private static func days(_ days: ClosedRange<Int>) -> Period {
        Period(first: day(days.lowerBound), last: day(days.upperBound))
    }

    // MARK: - From the analysis

    /// Two names that moved together, of which one expired and was registered anew by somebody else.
    private func moved() throws -> Analysis {
        let see = { (name: String, address: String, days: ClosedRange<Int>) in
            try AnalysisTests.see(name, address, days)
        }
        let rows = try [
            see("one.test", "45.1.1.1", 100...160), see("two.test", "45.1.1.1", 101...161),
            see("one.test", "45.8.1.2", 162...200), see("www.one.test", "45.1.1.1", 99...160),
            see("two.test", "45.8.1.2", 163...201), see("two.test", "45.9.9.9", 400...450),
        ]
        let name = try DomainName("two.test")
        return AnalysisTests.analysis(
            rows,
            [Registration(domain: name, created: Self.day(90)), Registration(domain: name, created: Self.day(390))]
        )
    }

    @Test("a row a name, in the order of time; bars by holder; what happened to the domain")
    func campaign() throws {
        let analysis = try moved()
        let campaign = try #require(analysis.campaigns.first)
        let seeds = try [
            Seed(Indicator("one.test"), at: Self.day(120)), Seed(Indicator("45.8.1.2"), at: Self.day(170)),
            Seed(Indicator("45.99.1.1"), at: Self.day(170)),
            Seed(Indicator("45.8.1.2"), at: Self.day(20)),
        ]
        let timeline = analysis.timeline(of: campaign, seeds: seeds)
        #expect(timeline.title == "Campaign \(campaign.title)")
        #expect(timeline.groups.map(\.domain) == ["one.test", "two.test"])
        #expect(timeline.groups[0].rows.map(\.name) == ["www.one.test", "one.test"])
        #expect(timeline.groups[0].rows[1].isSeed && timeline.groups[0].rows[1].marks.map(\.at) == [Self.day(120)])
        #expect(timeline.marks.map(\.at) == [Self.day(170)])
        #expect(timeline.addresses.map(\.label) == ["45.1.1.1", "45.8.1.2", "45.9.9.9"])
        #expect(timeline.addresses.map(\.names) == [3, 2, 0])
        let two = try #require(timeline.groups[1].rows.first)
        #expect(two.bars.map(\.isHolders) == [true, true, false])
        #expect(two.period.last == Self.day(201))
        let marks = timeline.groups[1].marks
        #expect(marks.filter { $0.kind == .registered }.map(\.at) == [Self.day(90), Self.day(390)])
        #expect(marks.filter { $0.kind == .changed }.map(\.at) == [Self.day(390)])
        #expect(timeline.facts.contains { $0.contains(campaign.weights) })
        #expect(timeline.covered == Self.days(99...450))
    }

    @Test("a tenure that outlasts its holder is cut where the holder's time ends")
    func cutTenure() throws {
        let rows = try AnalysisTests.kin() + [AnalysisTests.see("one.test", "45.1.1.1", 100...400)]
        let created = Registration(domain: try DomainName("one.test"), created: Self.day(250))
        let analysis = AnalysisTests.analysis(rows, [created])
        let campaign = try #require(analysis.campaigns.first { $0.members.count == 2 })
        let row = try #require(analysis.timeline(of: campaign).groups.flatMap(\.rows).first { $0.name == "one.test" })
        #expect(row.bars.map(\.isHolders) == [true, false])
        #expect(row.bars[0].period.last.seconds + 1 == row.bars[1].period.first.seconds)
        #expect(row.bars[1].period.last == Self.day(400))
    }

    @Test("sinkholes are hubs, and say when a domain was seized")
    func seizure() throws {
        var rows = try AnalysisTests.kin() + [AnalysisTests.see("one.test", "45.66.6.6", 170...700)]
        for number in 0..<60 {
            let seized = 200 + number % 5 * 60
            rows.append(try AnalysisTests.see("s\(number).test", "45.20.\(number).9", seized - 120...seized - 3))
            rows.append(try AnalysisTests.see("s\(number).test", "45.66.6.6", seized...700))
        }
        let analysis = AnalysisTests.analysis(rows)
        let campaign = try #require(analysis.campaigns.first { $0.members.contains { $0.name.text == "one.test" } })
        let timeline = analysis.timeline(of: campaign)
        let group = try #require(timeline.groups.first { $0.domain == "one.test" })
        #expect(group.marks.contains { $0.kind == .seized && $0.at == Self.day(170) })
        #expect(timeline.addresses.last?.hubClass == "sinkhole")
        #expect(timeline.facts.contains { $0.hasPrefix("Seized: one.test") })
        let svg = try checkChart(TimelineWriter.text(timeline))
        #expect(svg.all.contains { $0.name == "text" && $0.text == "sinkhole" })
    }

    @Test("a name brings its domain, an address its names, nothing nothing")
    func around() throws {
        let analysis = try moved()
        let name = analysis.timeline(around: try Indicator("one.test"))
        #expect(name.groups.flatMap(\.rows).map(\.name) == ["www.one.test", "one.test"])
        #expect(name.groups[0].rows.map(\.isSeed) == [false, true])
        let address = analysis.timeline(around: try Indicator("45.8.1.2"))
        #expect(Set(address.groups.flatMap(\.rows).map(\.name)) == ["one.test", "two.test"])
        #expect(analysis.timeline(around: try Indicator("none.test")).rowCount == 0)
        _ = try checkChart(TimelineWriter.text(analysis.timeline(around: try Indicator("none.test"))))
    }

    @Test("of more than 400 names the rest is left out, with a word")
    func manyNames() throws {
        let rows = try (0..<450).map { try AnalysisTests.see("h\($0).crowd.test", "45.1.1.1", 100...160) }
        let timeline = AnalysisTests.analysis(rows).timeline(around: try Indicator("45.1.1.1"))
        #expect(timeline.rowCount == 400)
        #expect(timeline.omissions == ["Not drawn: 50 names, the last to come"])
        let svg = try checkChart(TimelineWriter.text(timeline))
        #expect(svg.groups("row").count == 400)
        #expect(svg.all.contains { $0.text.contains("Not drawn: 50 names") })
    }

    // MARK: - To SVG

    /// A timeline that holds a text in every place that takes one.
    private func timeline(holding text: String, rows: Int) -> Timeline {
        let marks = Timeline.Mark.Kind.allCases.map { Timeline.Mark(kind: $0, at: Self.day(20), text: text) }
        let bars = [
            Timeline.Bar(address: 0, period: Self.days(0...40)), .init(address: 1, period: Self.days(41...90)),
            .init(address: 0, period: Self.days(60...80), isHolders: false),
        ]
        let made = (0..<rows).map { number in
            Timeline.Row(
                name: text,
                period: Self.days(0...90),
                confidence: 0.5,
                isSeed: number == 0,
                bars: bars,
                marks: marks
            )
        }
        return Timeline(
            title: text,
            facts: [text],
            groups: [.init(domain: text, rows: made, marks: marks)],
            addresses: [
                .init(label: text, names: 3), .init(label: text, hubClass: text, operatorName: text, names: 3),
            ],
            marks: marks,
            covered: Self.days(5...80),
            omissions: [text]
        )
    }

    @Test("hostile texts break nothing and hide nothing", arguments: hostileTexts)
    func hostile(text: String) throws {
        let svg = try checkChart(TimelineWriter.text(timeline(holding: text, rows: 3)))
        #expect(svg.groups("row").count == 3)
        for row in svg.groups("row") {
            #expect(row.attributes["data-name"] == VisibleText.written(text, keepingReferences: true))
            #expect(
                row.tooltip.hasPrefix(VisibleText.written(text, keepingReferences: true)),
                "the tooltip holds the whole name"
            )
        }
    }

    @Test("every row and bar is drawn, with its times")
    func counts() throws {
        let timeline = timeline(holding: "a.example", rows: 40)
        let svg = try checkChart(TimelineWriter.text(timeline))
        let rows = svg.groups("row")
        #expect(rows.count == 40)
        for row in rows {
            #expect(row.attributes["data-first"] == "\(Self.day(0).seconds)")
            #expect(row.attributes["data-last"] == "\(Self.day(90).seconds)")
            #expect(row.groups("bar").map { $0.number("data-bars") }.reduce(0, +) == 3)
        }
        let attacks = svg.groups("mark").filter { $0.attributes["data-kind"] == "attack" }
        // Once for the domain, once for each name, and once for the addresses.
        let marks: Double = attacks.map { $0.attributes["data-marks"].flatMap(Double.init) ?? 1 }.reduce(0, +)
        #expect(marks == 42)
        #expect(svg.groups("legend").count == 10)
    }

    @Test("bars at one time have lanes of their own; those of one kind that touch are one")
    func lanes() throws {
        let periods = [0...50, 10...60, 20...70, 5...65].map(Self.days)
        var row = Timeline.Row(name: "a.example", period: Self.days(0...70))
        row.bars = periods.enumerated().map { Timeline.Bar(address: $0, period: $1) }
        for address in 6..<30 { row.bars.append(.init(address: address, period: Self.days(address...address + 20))) }
        let addresses = (0..<30).map { Timeline.Address(label: "192.0.2.\($0)", names: 1) }
        let timeline = Timeline(
            title: "t",
            groups: [.init(domain: "a.example", rows: [row])],
            addresses: addresses
        )
        let bars = try checkChart(TimelineWriter.text(timeline)).groups("bar")
        #expect(bars.map { $0.number("data-bars") }.sorted() == [1, 1, 1, 1, 24])
        let boxes = bars.compactMap { bar in bar.children.first { $0.name == "rect" } }
        for (place, a) in boxes.enumerated() {
            for b in boxes[(place + 1)...] where abs(a.number("y") - b.number("y")) < a.number("height") {
                let isApart =
                    a.number("x") + a.number("width") <= b.number("x")
                    || b.number("x") + b.number("width") <= a.number("x")
                #expect(isApart)
            }
        }
    }

    @Test("hubs say their class inside, or beside where the bar is short; nowhere where there is no room")
    func hubLabels() throws {
        var row = Timeline.Row(name: "a.example", period: Self.days(0...400))
        row.bars = [
            .init(address: 0, period: Self.days(0...10)), .init(address: 1, period: Self.days(100...101)),
            .init(address: 2, period: Self.days(300...301)), .init(address: 1, period: Self.days(305...375)),
            .init(address: 0, period: Self.days(380...400)),
        ]
        let timeline = Timeline(
            title: "t",
            groups: [.init(domain: "a.example", rows: [row])],
            addresses: [
                .init(label: "192.0.2.1", names: 1), .init(label: "192.0.2.2", hubClass: "parking", names: 1),
                .init(label: "192.0.2.3", hubClass: "sinkhole", operatorName: "Some Body", names: 1),
            ]
        )
        let bars = try checkChart(TimelineWriter.text(timeline)).groups("bar")
        let said = bars.map { bar in bar.children.filter { $0.name == "text" }.map(\.text) }
        #expect(said == [["A"], ["parking"], [], ["parking"], ["A"]])
        #expect(bars[2].tooltip.contains("sinkhole of Some Body"))
    }

    @Test("any time and place is drawn", arguments: [Int64.min, -1, 0, 1 << 40, .max])
    func extremeTimes(seconds: Int64) throws {
        let moment = Timestamp(seconds: seconds)
        let whole = Period(first: min(moment, Self.day(0)), last: max(moment, Self.day(0)))
        var timeline = timeline(holding: "a.example", rows: 1)
        timeline.groups[0].rows[0].period = whole
        timeline.groups[0].rows[0].confidence = .nan
        timeline.groups[0].rows[0].bars = [-1, 0, 1, 99].map { .init(address: $0, period: whole, sightings: seconds) }
        timeline.covered = Period(first: moment, last: moment)
        let svg = try checkChart(TimelineWriter.text(timeline))
        #expect(svg.groups("bar").count == 2)
    }

    @Test func equalTimelinesGiveEqualBytes() throws {
        let rows = try moved()
        let texts = try (0..<3).map { _ in
            TimelineWriter.text(rows.timeline(of: try #require(rows.campaigns.first)))
        }
        #expect(Set(texts).count == 1)
    }

    @Test("ticks name round dates, as many as fit", arguments: [1, 10, 40, 100, 400, 1_000, 4_000, 40_000, 900_000])
    func ticks(days: Int) {
        let scale = TimeScale(Self.days(0...days), left: 0, width: 800)
        let ticks = scale.ticks
        #expect((2...14).contains(ticks.count) || days == 1, "\(ticks)")
        for (a, b) in zip(ticks, ticks.dropFirst()) {
            let room =
                (SVGText.width(a.label, size: 10, isBold: true) + SVGText.width(b.label, size: 10, isBold: true)) / 2
            #expect(scale.x(b.at) - scale.x(a.at) > room + 4, "\(a.label) \(b.label)")
        }
    }
}
