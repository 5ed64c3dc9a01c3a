internal import PassiveDNS

/// Small pieces of HTML.
enum Markup {
    static func table(_ heads: [String], _ rows: String) -> String {
        let cells = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
        return
            "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>\(cells)</tr></thead><tbody>\n\(rows)</tbody></table></div>\n"
    }

    static func escaped(_ period: Period) -> String { HTMLText.escaped(period.description) }
}
