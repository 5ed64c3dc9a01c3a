/// How a figure is laid out, chosen by what there is to draw.
///
/// Measured with Graphviz 2.42 on two cores: `dot` takes over two minutes at 5,000 nodes; `sfdp` with overlaps removed by
/// `prism` takes 2 s at 2,000 drawn nodes and 13 s at 5,000, without removal under 2 s.
enum MapLayout {
    /// Columns, with windows written on the edges (`dot`).
    case columns
    /// A network in which everything is labelled (`sfdp`).
    case network
    /// A network in which only what many others are tied to is labelled (`sfdp`).
    case overview
    /// An overview with overlaps left as they are.
    case dense

    /// Lines that a column may have before it is longer than a page.
    private static let pageLines = 56

    /// Chooses for a figure.
    init(_ figure: MapFigure) {
        let lines = figure.marks.reduce(0) { $0 + ($1.kind == .name ? figure.rows($1) + 2 : 0) }
        if lines <= Self.pageLines || figure.marks.count <= 30, figure.ties.count <= 80 {
            self = .columns
        } else {
            self =
                switch figure.marks.count {
                case ...700: .network
                case ...2_500: .overview
                default: .dense
                }
        }
    }

    /// Graph attributes, one a line.
    var attributes: [String] {
        switch self {
        case .columns:
            ["layout=dot", "rankdir=LR", "newrank=true", "nodesep=0.16", "ranksep=\"0.55\"", "splines=line"]
        case .network: Self.springs + ["overlap=prism", "overlap_scaling=-2.5", "sep=\"+6\"", "K=0.9"]
        case .overview: Self.springs + ["overlap=prism", "overlap_scaling=-2.5", "sep=\"+3\""]
        case .dense: Self.springs + ["overlap=true", "K=0.6"]
        }
    }

    private static let springs = ["layout=sfdp", "splines=line", "start=7"]
}
