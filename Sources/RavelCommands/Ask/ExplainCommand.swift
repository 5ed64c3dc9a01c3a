internal import ArgumentParser
internal import InfraGraph
internal import PassiveDNS

/// Tells the story of a campaign, a connection, an address or a domain.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell the story of a campaign, two sides, an address or a domain, ready for a report.",
        discussion: """
            One id tells of a campaign, one address of its tenants, one name of its holders; two sides of the connection between
            them. With --format json, one event a line: chapter, date, until, kind, text, indicators.

            Example: ravel explain rpt.perrydale.com report.perrydale.com
            """
    )

    @Argument(help: "A campaign's id, also a former one; a name; an address; or two sides of a connection.")
    var subjects: [String]

    @OptionGroup var location: StoreOptions
    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...2).contains(subjects.count) else { throw ValidationError("name one thing, or two sides") }
    }

    func run() throws {
        let analysis = try location.analysis(by: weights)
        let story = try subjects.count == 2 ? pair(in: analysis) : single(in: analysis)
        if output.format == .table {
            emit(StoryText(story, width: terminalWidth() ?? 80).text)
        } else {
            let told = story.chapters.flatMap { chapter in
                chapter.events.map { ToldEvent(story: story.title, chapter: chapter.heading, event: $0) }
            }
            show(told, as: output.format, orSay: "there is nothing to tell")
        }
    }

    private func pair(in analysis: Analysis) throws -> Story {
        let (a, b) = (try indicator(subjects[0]), try indicator(subjects[1]))
        switch (a, b) {
        case (.name, .name), (.name, .address), (.address, .name): return analysis.story(of: a, b)
        default: throw Failure("only two names, or a name and an address, have a connection to explain")
        }
    }

    private func single(in analysis: Analysis) throws -> Story {
        let text = subjects[0]
        if let campaign = analysis.campaign(id: text) { return analysis.story(of: campaign) }
        guard let indicator = try? Indicator(text) else {
            throw Failure("\(text): is neither a campaign's id, nor a name, nor an address")
        }
        let story: Story? =
            switch indicator {
            case .name(let name): analysis.story(of: name)
            case .address(let address): analysis.story(of: address)
            case .prefix:
                throw Failure("\(text): a block has no story; `ravel pivot \(text)` lists what was seen in it")
            }
        guard var story else {
            throw Subject.unseen(indicator, in: analysis)
        }
        if case .name(let name) = indicator, let spelling = spelling(of: name.text) {
            story.title += " \(spelling.line)"
        }
        return story
    }
}

/// An event with its place in the story.
private struct ToldEvent: Printable {
    static let columns = ["chapter", "date", "until", "kind", "text", "indicators"]

    let story: String
    let chapter: String
    let event: Story.Event

    var cells: [String] {
        [
            chapter, event.period?.first.date ?? "", event.period?.last.date ?? "", event.kind.rawValue, event.text,
            event.indicators.joined(separator: " "),
        ]
    }

    var json: JSON {
        var fields: [(String, JSON)] = [("story", .text(story)), ("chapter", .text(chapter))]
        if let period = event.period {
            fields += [("date", .time(period.first)), ("until", .time(period.last))]
        }
        fields += [
            ("kind", .text(event.kind.rawValue)), ("text", .text(event.text)),
            ("indicators", .list(event.indicators.map { .text($0) })),
        ]
        return .object(fields)
    }
}
