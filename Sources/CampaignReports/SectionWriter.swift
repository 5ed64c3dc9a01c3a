internal import InfraGraph
internal import PassiveDNS

/// Writes one campaign of a report.
struct SectionWriter {
    let html: String

    init(_ section: CampaignReport.Section, _ number: Int) {
        let campaign = section.campaign
        var page =
            "<section class=\"campaign\" id=\"s\(number)\">\n<h2>Campaign \(HTMLText.escaped(campaign.title))</h2>\n"
        let short = section.story.chapters.filter { $0.events.contains { $0.kind == .summary } }
        for event in short.flatMap(\.events) { page += "<p>\(HTMLText.escaped(event.text))</p>\n" }
        page += Self.map(section, number)
        if let timeline = section.timeline {
            page += "<h3>When</h3>\n<div class=\"picture\" tabindex=\"0\">\(Markup.inline(timeline))</div>\n"
        }
        page += "<h3>Names</h3>\n" + Self.members(section)
        page += "<h3>Addresses</h3>\n" + Self.addresses(campaign)
        page += "<h3>Indicators to copy</h3>\n" + Self.indicators(campaign)
        for chapter in section.story.chapters where !chapter.events.contains(where: { $0.kind == .summary }) {
            page += "<h3>\(HTMLText.escaped(chapter.heading))</h3>\n" + Self.told(chapter)
        }
        html = page + "</section>\n"
    }

    private static func map(_ section: CampaignReport.Section, _ number: Int) -> String {
        var page = "<h3>Map</h3>\n"
        guard let map = section.map else {
            return page + Markup.quiet(section.notes)
        }
        page += """
            <figure class="map" data-scene="\(number)">
            <div class="tools">
            <label>Find <input type="search" placeholder="name or address ( / )"></label><output data-hits></output>
            <label>From <input type="range" data-time min="0" max="1000" value="0"></label>
            <label>to <input type="range" data-time min="0" max="1000" value="1000"></label>
            <label>Score <input type="range" data-score min="0" max="100" value="0"></label><output data-window></output>
            <button type="button" data-zoom="0.8" aria-label="Closer">+</button>
            <button type="button" data-zoom="1.25" aria-label="Further">−</button>
            <button type="button" data-zoom="whole">Whole</button>
            </div>
            <div class="board">
            <div class="stage" tabindex="0" aria-label="Map; arrows move, + and − zoom, 0 shows all">\(Markup.inline(map))</div>
            <aside class="detail" aria-live="polite" data-hint="Click a name or an address, or reach it by the tab key and press enter, to see what is known of it."></aside>
            </div>
            </figure>

            """
        return page + Markup.quiet(section.notes)
    }

    private static func members(_ section: CampaignReport.Section) -> String {
        var rows = ""
        for member in section.campaign.members {
            let name = HTMLText.escaped(member.name.text)
            let spelling = section.spellings[member.name.text].map {
                "<br><span class=\"quiet\">\(HTMLText.escaped($0.line))</span>"
            }
            rows += "<tr data-label=\"\(name)\"><td>\(member.isSeed ? "★ " : "")\(name)\(spelling ?? "")</td>"
            rows += "<td class=\"number\">\(percent(member.confidence))</td><td>\(member.tier.rawValue)</td>"
            rows += "<td class=\"date\">\(Markup.escaped(member.period))</td></tr>\n"
        }
        return Markup.table(["name", "confidence", "tier", "held"], rows)
    }

    private static func addresses(_ campaign: Campaign) -> String {
        var rows = ""
        for address in campaign.addresses {
            let text = HTMLText.escaped(address.address.description)
            let use = address.hubClass.isLeftOut ? "\(address.hubClass.rawValue), ties nothing" : "the campaign’s"
            rows +=
                "<tr data-label=\"\(text)\"><td>\(address.isSeed ? "★ " : "")\(text)</td><td>\(HTMLText.escaped(use))</td>"
            rows += "<td class=\"date\">\(Markup.escaped(address.period))</td></tr>\n"
        }
        return Markup.table(["address", "use", "seen"], rows)
    }

    /// Names and addresses that tie the campaign, defanged and plain; hubs are nobody's indicator.
    private static func indicators(_ campaign: Campaign) -> String {
        let all =
            campaign.members.map(\.name.text)
            + campaign.addresses.filter { !$0.hubClass.isLeftOut }.map(\.address.description)
        let area = { (heading: String, lines: [String]) in
            """
            <div><p>\(heading) <button type="button" class="copy">Copy</button></p>
            <textarea readonly rows="\(lines.count)" aria-label="Indicators, \(heading)">\(lines.map(HTMLText.escaped).joined(separator: "\n"))</textarea></div>

            """
        }
        guard !all.isEmpty else { return "" }
        return "<div class=\"copies\">\n" + area("defanged", all.map(HTMLText.defanged)) + area("plain", all)
            + "</div>\n"
    }

    private static func told(_ chapter: Story.Chapter) -> String {
        var rows = ""
        for event in chapter.events {
            let date = event.kind.isOccurrence ? event.period?.first.date ?? "" : ""
            rows += "<dt>\(date)</dt><dd>\(HTMLText.escaped(event.text))</dd>\n"
        }
        return "<dl class=\"story\">\n\(rows)</dl>\n"
    }
}
