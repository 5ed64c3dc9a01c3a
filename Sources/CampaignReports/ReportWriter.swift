internal import Foundation
internal import InfraGraph
internal import PassiveDNS

/// Writes reports as pages of HTML that need nothing else: no network, no program.
///
/// The page's own script pans, zooms, searches and filters the maps; a content security policy lets no other script run and
/// nothing be loaded. Equal reports give equal bytes.
public enum ReportWriter {
    /// Campaigns as one page, with nothing beside it.
    ///
    /// Linear in what it tells.
    ///
    /// - Parameters:
    ///   - report: what to tell.
    ///   - index: the name of the file that the page belongs to, where there is one.
    /// - Returns: the page.
    public static func html(_ report: CampaignReport, index: String? = nil) -> String {
        var body = heading(report.title, report.basis)
        if let index { body += "<nav><a href=\"\(HTMLText.link(index))\">All campaigns</a></nav>\n" }
        if report.sections.count > 1 {
            let links = report.sections.indices.map { "#s\($0)" }
            body += contents(report.sections.map(\.campaign), links)
        }
        body += "</header>\n<main>\n"
        for (number, section) in report.sections.enumerated() { body += SectionWriter(section, number).html }
        body += method(report.basis) + "</main>\n"
        body += "<script type=\"application/json\" id=\"scenes\">\(scenes(report))</script>\n"
        body += "<script>\(text(PackageResources.page_js))</script>\n"
        return page(report.title, body, script: scriptHash)
    }

    /// The page that leads to the campaigns' own pages.
    ///
    /// Linear in what it tells.
    public static func html(_ index: ReportIndex) -> String {
        var body = heading(index.title, index.basis)
        body += contents(index.entries.map(\.campaign), index.entries.map { HTMLText.link($0.file) })
        body += "</header>\n<main>\n"
        body += Markup.quiet(index.notes)
        if let overview = index.overview {
            body +=
                "<section>\n<h2>What may relate them</h2>\n<div class=\"picture overview\" tabindex=\"0\">\(Markup.inline(overview))</div>\n</section>\n"
        }
        body += method(index.basis) + "</main>\n"
        return page(index.title, body, script: "none")
    }

    /// The hash of the script that the page lets run (CSP Level 3, section 2.3.1); a test holds it to the file.
    static let scriptHash = "sha256-p/2fo6o8S3w5Hg0ISr0UlEz0tatPEJUFV5TtFGdwlZ8="

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// A page that loads nothing and lets one script run, or none.
    private static func page(_ title: String, _ body: String, script: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '\(script)'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width">
        <title>\(HTMLText.escaped(title))</title>
        <style>
        \(text(PackageResources.page_css))</style>
        </head>
        <body>
        \(body)</body>
        </html>

        """
    }

    /// The beginning of the header, which is left open.
    private static func heading(_ title: String, _ basis: String) -> String {
        """
        <header>
        <h1>\(HTMLText.escaped(title))</h1>
        <p class="quiet">\(HTMLText.escaped(basis))</p>

        """
    }

    private static func contents(_ campaigns: [Campaign], _ links: [String]) -> String {
        var rows = ""
        for (campaign, link) in zip(campaigns, links) {
            rows += "<tr><td><a href=\"\(link)\">\(HTMLText.escaped(campaign.title))</a></td>"
            rows += "<td class=\"number\">\(campaign.members.count)</td>"
            rows += "<td class=\"number\">\(percent(campaign.confidence))</td>"
            rows += "<td class=\"date\">\(Markup.escaped(campaign.period))</td>"
            rows +=
                "<td>\(HTMLText.escaped(campaign.members.prefix(3).map(\.name.text).joined(separator: ", ")))</td></tr>\n"
        }
        return "<nav aria-label=\"Campaigns\">"
            + Markup.table(["campaign", "names", "confidence", "seen", "surest names"], rows) + "</nav>\n"
    }

    private static func scenes(_ report: CampaignReport) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = (try? encoder.encode(report.sections.map { $0.map == nil ? nil : $0.scene })) ?? Data("[]".utf8)
        return HTMLText.script(String(decoding: json, as: UTF8.self))
    }

    private static func method(_ basis: String) -> String {
        """
        <section id="method">
        <h2>How this was found</h2>
        <p>Passive DNS tells which name pointed at which address, and when. Addresses that many unrelated parties use at a time (sinkholes,
        parking, delivery networks, shared hosting) tie nothing and are left out, with the reason. Domains are split where they changed
        hands. Two names that used one address at one time are scored by what else they have in common; names whose links hold
        together are a campaign. A score is the probability that one party held both, as measured on data with known owners; it is
        evidence, not proof.</p>
        <p class="quiet">\(HTMLText.escaped(basis)). Made by Ravel; <code>ravel weights</code> lists every weight behind a score.</p>
        </section>

        """
    }
}
