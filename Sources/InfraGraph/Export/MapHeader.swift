/// The head of a drawing: title, facts, what it rests on, legend, omissions.
struct MapHeader {
    /// A table for an HTML-like label.
    let table: String

    /// - Parameters:
    ///   - map: whose head it is.
    ///   - legend: the legend, given how large a number of points is.
    ///   - style: its colours.
    ///   - scale: larger pictures are seen from further away.
    init(_ map: InfrastructureMap, legend: ((Double) -> String) -> String, style: MapStyle, scale: Double) {
        let size = { (points: Double) in MapStyle.number(points * scale) }
        let row = { (content: String) in "<TR><TD ALIGN=\"LEFT\">\(content)</TD></TR>" }
        let quiet = { (line: String, points: Double) in
            row(DOTText.font(line, size: points * scale, style.quietInk))
        }
        var table = "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\">"
        for line in DOTText.wrapped(map.title, to: 70).prefix(3) {
            table += row(DOTText.font(line, size: 18 * scale, style.ink, bold: true))
        }
        for line in DOTText.wrapped(map.subtitle, to: 110).prefix(4) { table += quiet(line, 11) }
        for line in DOTText.wrapped(map.basis, to: 120).prefix(2) { table += quiet(line, 9) }
        table += row(legend(size))
        for omission in map.omissions.prefix(8) {
            for line in DOTText.wrapped(omission, to: 120).prefix(3) { table += quiet(line, 9) }
        }
        self.table = table + "</TABLE>"
    }
}
