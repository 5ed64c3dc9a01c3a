/// How a figure is laid out, chosen by what there is to draw.
///
/// Measured with Graphviz 2.42 on two cores: `dot` takes over two minutes at 5,000 nodes, and removing overlaps with
/// `prism` 13 s, against 3 s for `scale`.
enum MapLayout {
    /// Columns, with windows written on the edges (`dot`).
    case columns
    /// A network in which everything is labelled (`sfdp`).
    case network
    /// A network in which only what many others are tied to is labelled (`sfdp`).
    case overview

    /// Chooses for a figure.
    init(_ figure: MapFigure) {
        switch figure.marks.count {
        case ...60 where figure.ties.count <= 120: self = .columns
        case ...700: self = .network
        default: self = .overview
        }
    }

    /// Graph attributes, one a line.
    var attributes: [String] {
        switch self {
        case .columns:
            ["layout=dot", "rankdir=LR", "newrank=true", "nodesep=0.16", "ranksep=0.7", "splines=true"]
        case .network:
            ["layout=sfdp", "overlap=prism", "overlap_scaling=-4", "sep=\"+6\"", "splines=line", "start=7", "K=0.9"]
        case .overview:
            ["layout=sfdp", "overlap=scale", "splines=line", "start=7"]
        }
    }
}
