import Foundation
import TestSupport
import Testing

/// What attackers may write, in every field that takes text, through every output and into a browser.
@Suite(.serialized) struct HostileDataTests {
    private let commands: CommandLineTests
    private let folder: TemporaryFolder

    init() throws {
        commands = try CommandLineTests()
        folder = commands.folder
    }

    /// Texts that break out of what takes them for markup, a formula, an escape sequence or the direction of writing.
    private static let texts = [
        #"</script><script>window.hit=1</script>"#, #""><img src=x onerror="window.hit=2">"#,
        #"<svg onload=window.hit=3>"#, #"' onmouseover='window.hit=4"#, "]]><!--&quot;&#60;b&#62;",
        #"\N\G\"];evil[label="x"#, "=cmd|'/c x'!A0", "a\u{1B}[31mb\u{7}", "gpj\u{202E}exe.\u{200B}x",
        "javascript:window.hit=5",
    ]

    /// Names of the DNS that hold the first octets of those texts, every one of them escaped (RFC 1035, 5.1).
    private static let asked = names { _ in false }
    /// The same names as Ravel writes them.
    private static let written = names { Set("abcdefghijklmnopqrstuvwxyz0123456789-_*/".utf8).contains($0) }

    private static func names(_ isPlain: (UInt8) -> Bool) -> [String] {
        texts.enumerated().map { number, text in
            let octets = text.lowercased().utf8.filter { $0 != UInt8(ascii: ".") }.prefix(60)
            let label = octets.map { isPlain($0) ? String(UnicodeScalar($0)) : String(format: "\\%03d", $0) }
            return label.joined() + ".h\(number).test"
        }
    }

    /// A store of one campaign that holds all of them.
    private func fill() throws {
        let day = 86_400
        var rows: [[String: Any]] = []
        var whois = [["domain", "created", "registrar", "registrant"]]
        for (number, (domain, text)) in zip(Self.asked, Self.texts).enumerated() {
            let first = 1_430_000_000 + number * day
            let base: [String: Any] = [
                "time_first": first, "time_last": first + 90 * day, "count": 40, "sensor_id": text,
            ]
            rows.append(base.merging(["rrname": domain, "rrtype": "A", "rdata": "45.77.1.1"]) { $1 })
            rows.append(base.merging(["rrname": domain, "rrtype": "TXT", "rdata": text]) { $1 })
            rows.append(base.merging(["rrname": domain, "rrtype": "NS", "rdata": "ns.\(domain)"]) { $1 })
            whois.append(["h\(number).test", "2015-04-20", text, text])
        }
        // A homograph: the letters read like another name.
        rows.append([
            "rrname": "xn--80ak6aa92e.test", "rrtype": "A", "rdata": "45.77.1.1", "time_first": 1_430_000_000,
            "time_last": 1_438_000_000,
        ])
        let lines = try rows.map { String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) }
        let table = whois.map { row in
            row.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: ",")
        }
        let observations = try folder.write(lines.joined(separator: "\n") + "\n", as: "hostile.jsonl")
        #expect(try commands.ravel("ingest", observations).err.isEmpty)
        #expect(
            try commands.ravel("whois", try folder.write(table.joined(separator: "\n") + "\n", as: "w.csv")).status == 0
        )
        let told = try commands.ravel("campaigns", "--format", "csv").out
        let id = try #require(told.split(separator: "\n").dropFirst().first?.split(separator: ",").first)
        #expect(try commands.ravel("name", String(id), Self.texts[0]).status == 0)
        #expect(
            try commands.ravel(
                "confirm",
                Self.asked[0],
                Self.asked[1],
                "--author",
                Self.texts[1],
                "--note",
                Self.texts[2]
            ).status == 0
        )
    }

    private var seed: String { Self.asked[0] }

    private func write(_ arguments: String..., to file: String) throws -> String {
        let path = folder.path + "/" + file
        let run = try commands.ravel(arguments + ["-o", path])
        #expect(run.status == 0, "\(file): \(run.err)")
        return path
    }

    /// Whether a text holds what a terminal obeys or what turns the direction of writing.
    private func isUnsafe(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            scalar != "\n" && scalar != "\t"
                && [.control, .format].contains(scalar.properties.generalCategory)
        }
    }

    @Test("no output obeys a hostile text, and none loses a name")
    func outputs() throws {
        try fill()
        for file in ["m.dot", "m.svg", "m.graphml", "m.gexf", "m.cyjs", "m.csv"] {
            let text = try String(contentsOfFile: try write("map", seed, to: file), encoding: .utf8)
                .replacingOccurrences(of: "&#45;", with: "-")
            #expect(!isUnsafe(text), "\(file)")
            let isMarkup = !file.hasSuffix(".cyjs") && !file.hasSuffix(".csv")
            #expect(!isMarkup || !["<script", "<img", "<svg onload"].contains { text.contains($0) }, "\(file)")
            let nodes =
                file == "m.csv" ? try String(contentsOfFile: folder.path + "/m.nodes.csv", encoding: .utf8) : text
            for number in Self.written.indices {
                #expect(nodes.contains("h\(number).test"), "\(file) lost the name \(number)")
            }
            #expect(nodes.contains("xn--80ak6aa92e.test"), "\(file)")
            #expect(nodes.contains("apple.test"), "\(file) does not say what the homograph reads like")
        }
        for command in [
            ["campaigns"], ["explain", seed], ["epochs", seed], ["hubs"], ["judgements"], ["pivot", seed],
            ["score", seed, Self.asked[1]], ["info"],
        ] {
            for format in ["table", "json"] {
                let run = try commands.ravel(command + ["--format", format])
                #expect(run.status == 0 && !isUnsafe(run.out + run.err), "\(command) \(format)")
            }
            let table = try commands.ravel(command + ["--format", "csv"]).out
            for line in table.split(separator: "\n") {
                #expect(!line.hasPrefix("=") && !line.contains(",=cmd"), "\(command): \(line)")
            }
        }
    }

    @Test(
        "a browser runs nothing of it and shows all of it",
        .enabled(if: Browser.path != nil, "no Chromium is installed")
    )
    func browser() throws {
        try fill()
        let browser = try Browser(profile: folder.path + "/profile")
        let other = Self.asked[1]
        let pages = [
            try write("report", seed, to: "report.html"), try write("report", seed, to: "pages/") + "index.html",
            try write("map", seed, to: "map.svg"), try write("map", "--overview", to: "overview.svg"),
            try write("timeline", seed, to: "timeline.svg"), try write("score", seed, other, to: "score.svg"),
        ]
        for page in pages {
            try browser.open(page)
            #expect(try browser.value("window.hit === undefined") as? Bool == true, "\(page)")
            let foreign = "document.querySelectorAll('img, iframe, object, embed, a[href^=\"javascript\"]').length"
            #expect(try browser.value(foreign) as? Int == 0, "\(page)")
            let scripts = page.hasSuffix("report.html") ? 2 : 0
            #expect(try browser.value("document.querySelectorAll('script').length") as? Int == scripts, "\(page)")
            let handlers =
                "[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name))).length"
            #expect(try browser.value(handlers) as? Int == 0, "\(page)")
        }

        // Everything is there to be read.
        try browser.open(pages[0])
        let text = try #require(try browser.value("document.body.textContent") as? String)
        for name in Self.written { #expect(text.contains(name)) }
        #expect(text.contains(Self.texts[0]), "the campaign's name")
        #expect(text.contains("reads like apple.test"))
        for text in [Self.texts[1], Self.texts[3], "a[U+001B][31mb[U+0007]"] {
            let registrar =
                "[...document.querySelectorAll('title')].some(t => t.textContent.includes(\(try Self.quoted(text))))"
            #expect(try browser.value(registrar) as? Bool == true, "no mark tells the registrar \(text)")
        }

        // Pointing at every node, and opening each, runs nothing either.
        try browser.value(
            """
            for (const node of document.querySelectorAll('g.node')) {
              for (const kind of ['mouseover', 'click', 'focus']) node.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
            }
            """
        )
        #expect(try browser.value("window.hit === undefined") as? Bool == true)
        try browser.open(pages[1])
        #expect(try browser.value("document.querySelectorAll('nav a').length") as? Int == 1)
        try browser.click("nav a")
        let isThere = "document.readyState === 'complete' && document.querySelectorAll('section.campaign').length === 1"
        for _ in 0..<100 where try browser.value(isThere) as? Bool != true { Thread.sleep(forTimeInterval: 0.05) }
        #expect(try browser.value(isThere) as? Bool == true, "the index leads nowhere")
        #expect(browser.complaints.isEmpty, "\(browser.complaints)")
    }

    /// A text as a literal of JavaScript.
    private static func quoted(_ text: String) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: text, options: .fragmentsAllowed), as: UTF8.self)
    }
}
