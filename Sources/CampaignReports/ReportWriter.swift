internal import Foundation
internal import InfraGraph
internal import PassiveDNS

/// Writes a report as one page of HTML that needs nothing else: no network, no file beside it.
///
/// The page's own script pans, zooms, searches and filters the maps; a content security policy lets no other script run and
/// nothing be loaded. Equal reports give equal bytes.
public enum ReportWriter {
    /// The page.
    ///
    /// Linear in what it tells.
    public static func html(_ report: CampaignReport) -> String {
        let title = HTMLText.escaped(report.title)
        var page = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '\(scriptHash)'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width">
            <title>\(title)</title>
            <style>
            \(text(PackageResources.page_css))</style>
            </head>
            <body>
            <header>
            <h1>\(title)</h1>
            <p class="quiet">\(HTMLText.escaped(report.basis))</p>

            """
        if report.sections.count > 1 { page += contents(report.sections) }
        page += "</header>\n<main>\n"
        for (number, section) in report.sections.enumerated() { page += SectionWriter(section, number).html }
        page += method(report) + "</main>\n"
        page += "<script type=\"application/json\" id=\"scenes\">\(scenes(report))</script>\n"
        page += "<script>\(text(PackageResources.page_js))</script>\n</body>\n</html>\n"
        return page
    }

    /// The hash of the script that the page lets run (CSP Level 3, section 2.3.1); a test holds it to the file.
    static let scriptHash = "sha256-p/2fo6o8S3w5Hg0ISr0UlEz0tatPEJUFV5TtFGdwlZ8="

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func contents(_ sections: [CampaignReport.Section]) -> String {
        var rows = ""
        for (number, section) in sections.enumerated() {
            let campaign = section.campaign
            rows += "<tr><td><a href=\"#s\(number)\">\(HTMLText.escaped(campaign.title))</a></td>"
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

    private static func method(_ report: CampaignReport) -> String {
        """
        <section id="method">
        <h2>How this was found</h2>
        <p>Passive DNS tells which name pointed at which address, and when. Addresses that many unrelated parties use at a time (sinkholes,
        parking, delivery networks, shared hosting) tie nothing and are left out, with the reason. Domains are split where they changed
        hands. Two names that used one address at one time are scored by what else they have in common; names whose links hold
        together are a campaign. A score is the probability that one party held both, as measured on data with known owners; it is
        evidence, not proof.</p>
        <p class="quiet">\(HTMLText.escaped(report.basis)). Made by Ravel; <code>ravel weights</code> lists every weight behind a score.</p>
        </section>

        """
    }
}
