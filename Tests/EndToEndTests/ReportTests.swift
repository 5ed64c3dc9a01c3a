import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct ReportTests {
    private let commands: CommandLineTests

    init() throws {
        commands = try CommandLineTests()
    }

    private func report(naming name: String? = nil) throws -> String {
        let example = commands.example
        #expect(try commands.ravel("ingest", example + "/observations.jsonl").status == 0)
        #expect(try commands.ravel("whois", example + "/whois.csv").status == 0)
        if let name {
            let told = try commands.ravel("campaigns", "--seeds", example + "/seeds.txt", "--format", "csv").out
            let id = try #require(told.split(separator: "\n").dropFirst().first?.split(separator: ",").first)
            #expect(try commands.ravel("name", String(id), name).status == 0)
        }
        let file = commands.folder.path + "/report.html"
        let run = try commands.ravel("report", "--seeds", example + "/seeds.txt", "-o", file)
        #expect(run.status == 0, "\(run.err)")
        return file
    }

    @Test("a report of what is not there says what to do")
    func missing() throws {
        #expect(try commands.ravel("ingest", commands.example + "/observations.jsonl").status == 0)
        let run = try commands.ravel("report", "nowhere.example", "-o", commands.folder.path + "/r.html")
        #expect(run.status == 1 && run.err.contains("ravel campaigns"))
        #expect(try commands.ravel("report", "-o", "r.txt").status == 64)
    }

    @Test("a folder gets a page for each campaign and an index that leads to them")
    func folder() throws {
        let rows = (0..<24).map { number in
            "n\(number).d\(number).test,A,45.77.\(number / 8).1,2015-0\(3 + number / 8)-1\(number % 8),2015-11-01"
        }
        let text = "rrname,rrtype,rdata,first,last\n" + rows.joined(separator: "\n") + "\n"
        #expect(try commands.ravel("ingest", try commands.folder.write(text, as: "r.csv")).status == 0)
        let told = try commands.ravel("campaigns", "--format", "csv").out
        let ids = told.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first }
        #expect(ids.count > 1)
        let path = commands.folder.path + "/pages"
        #expect(try commands.ravel("report", "-o", path).status == 0)
        let index = try String(contentsOfFile: path + "/index.html", encoding: .utf8)
        for id in ids {
            #expect(index.contains("<a href=\"./\(id).html\">\(id)</a>"))
            let page = try String(contentsOfFile: path + "/\(id).html", encoding: .utf8)
            #expect(page.contains("<a href=\"./index.html\">") && page.contains("<h2>Campaign \(id)</h2>"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).count == ids.count + 1)
        #expect(index.contains("class=\"picture overview\"") && index.contains("script-src 'none'"))
    }

    @Test("all names that were asked for are marked, in the map and in the report")
    func marked() throws {
        _ = try report()
        let dot = commands.folder.path + "/m.dot"
        #expect(try commands.ravel("map", "rpt.perrydale.com", "psa.perrydale.com", "-o", dot).status == 0)
        let map = try String(contentsOfFile: dot, encoding: .utf8)
        #expect(map.contains("★ ⌂ rpt.perrydale.com") && map.contains("★ ⌂ psa.perrydale.com"))
        let page = commands.folder.path + "/two.html"
        #expect(try commands.ravel("report", "rpt.perrydale.com", "psa.perrydale.com", "-o", page).status == 0)
        let told = try String(contentsOfFile: page, encoding: .utf8)
        #expect(told.contains("<td>★ rpt.perrydale.com") && told.contains("<td>★ psa.perrydale.com"))
        #expect(told.ranges(of: "<section class=\"campaign\"").count == 1)
    }

    @Test(
        "a reader clicks, searches, filters and uses the keyboard, and nothing complains",
        .enabled(if: Browser.path != nil, "no Chromium is installed")
    )
    func reading() throws {
        let file = try report(naming: "</title><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>")
        let browser = try Browser(profile: commands.folder.path + "/profile")
        try browser.open(file)
        #expect(try browser.value("window.hit === undefined") as? Bool == true)
        #expect(try browser.value("document.querySelectorAll('img, iframe, object, link').length") as? Int == 0)
        #expect(try browser.value("document.querySelector('h1').textContent.includes('<script>')") as? Bool == true)

        // A click on a node tells what is known of it.
        let node = try #require(
            try browser.value(
                "[...document.querySelectorAll('g.node')].find(g => g.getAttribute('aria-label') === 'rpt.perrydale.com')?.id"
            ) as? String
        )
        try browser.click("#\(node)")
        let detail = "document.querySelector('.detail').textContent"
        let told = try #require(try browser.value(detail) as? String)
        #expect(told.contains("rpt.perrydale.com") && told.contains("91.197.12.44"))

        // The slash leads to the search; what is found is marked in the map and in the tables.
        try browser.value("document.activeElement.blur()")
        try browser.press("/", text: "/")
        try browser.type("angellroofing[.]com")
        #expect(try browser.value("document.querySelectorAll('g.node.found').length") as? Int == 2)
        #expect(try browser.value("document.querySelectorAll('tr.match').length") as? Int == 2)
        #expect(try browser.value("document.querySelector('output[data-hits]').textContent") as? String == "2 found")
        try browser.press("Enter", text: "\r")
        #expect((try browser.value(detail) as? String)?.contains("angellroofing.com") == true)

        // A node is reached and opened by keys alone.
        try browser.value("document.getElementById('\(node)').focus()")
        try browser.press("Enter", text: "\r")
        #expect((try browser.value(detail) as? String)?.contains("rpt.perrydale.com") == true)
        try browser.press("Escape")
        #expect((try browser.value(detail) as? String)?.contains("tab key") == true)

        // Time and score hide what is outside of them.
        let shown =
            "[...document.querySelectorAll('g.node')].filter(g => g.tabIndex === 0 && !g.classList.contains('off')).length"
        let all = try #require(try browser.value(shown) as? Int)
        let slide = { (selector: String, value: Int) throws -> Void in
            try browser.value(
                "(() => { const e = \(selector); e.value = \(value); e.dispatchEvent(new Event('input')); })()"
            )
        }
        try slide("document.querySelectorAll('input[data-time]')[1]", 2)
        let early = try #require(try browser.value(shown) as? Int)
        #expect(early > 0 && early < all)
        try slide("document.querySelectorAll('input[data-time]')[1]", 1_000)
        try slide("document.querySelector('input[data-score]')", 100)
        #expect(try browser.value(shown) as? Int == 0)
        try slide("document.querySelector('input[data-score]')", 0)
        #expect(try browser.value(shown) as? Int == all)

        // Zooming changes the view and the whole comes back.
        let view = "document.querySelector('.stage svg').getAttribute('viewBox')"
        let before = try browser.value(view) as? String
        try browser.click("button[data-zoom='0.8']")
        #expect(try browser.value(view) as? String != before)
        try browser.click("button[data-zoom='whole']")
        #expect(try browser.value(view) as? String == before)
        #expect(browser.complaints.isEmpty, "\(browser.complaints)")
    }
}
