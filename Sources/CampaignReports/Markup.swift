internal import PassiveDNS

/// Small pieces of HTML.
enum Markup {
    static func table(_ heads: [String], _ rows: String) -> String {
        let cells = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
        return
            "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>\(cells)</tr></thead><tbody>\n\(rows)</tbody></table></div>\n"
    }

    /// Notes, a paragraph each.
    static func quiet(_ notes: [String]) -> String {
        notes.map { "<p class=\"quiet\">\(HTMLText.escaped($0))</p>\n" }.joined()
    }

    /// An SVG text from its root element on.
    static func inline(_ svg: String) -> Substring {
        svg.firstRange(of: "<svg").map { svg[$0.lowerBound...] } ?? ""
    }

    static func escaped(_ period: Period) -> String { HTMLText.escaped(period.description) }
}
