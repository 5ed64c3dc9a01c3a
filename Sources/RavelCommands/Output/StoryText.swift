internal import InfraGraph
internal import PassiveDNS

/// A story as text, wrapped to a width.
///
/// Dates stand in a column of their own where a chapter has any; what has none is a list.
struct StoryText {
    /// The text, without a line break at the end.
    let text: String

    /// Columns that a date takes, with the space after it.
    private static let dateWidth = 12

    init(_ story: Story, width: Int) {
        let title = visible(story.title)
        var lines = [title, String(repeating: "═", count: min(width, title.count))]
        for chapter in story.chapters {
            lines += ["", visible(chapter.heading), ""]
            let isDated = chapter.events.contains {
                $0.kind != .summary && $0.period != nil && $0.kind.isOccurrence
            }
            let isProse = !isDated && chapter.events.contains { $0.kind == .summary || $0.kind == .weight }
            for event in chapter.events {
                let date = isDated && event.kind.isOccurrence ? event.period?.first.date ?? "" : ""
                let lead =
                    isDated
                    ? "  " + date + String(repeating: " ", count: max(1, Self.dateWidth - date.count))
                    : isProse ? "  " : "  – "
                lines += Self.wrapped(visible(event.text), lead: lead, width: max(40, width))
            }
        }
        text = lines.joined(separator: "\n")
    }

    /// Breaks a text at spaces; lines after the first are set in as far as the first one's text.
    private static func wrapped(_ text: String, lead: String, width: Int) -> [String] {
        let indent = String(repeating: " ", count: lead.count)
        var lines: [String] = []
        var line = lead
        var isEmpty = true
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = indent
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
