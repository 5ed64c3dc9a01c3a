/// How much of the infrastructure a map shows.
public enum MapExtent: Sendable {
    /// What a reader of a picture can take in; the rest is told in the omissions.
    case readable
    /// All of it, for programs.
    case whole
}

/// How many nodes of each kind a map may have.
struct MapLimits {
    /// More addresses of one campaign than this, such as a fast-flux network's bots, tell a reader nothing more.
    var addresses = 80
    /// More hubs of one campaign than this are not drawn: every address of a CDN tells a reader nothing more, and in a map
    /// of many campaigns hubs pull strangers together.
    var hubs: Int
    /// More names of one address than this are not drawn.
    var names = 400

    init(_ extent: MapExtent, campaigns: Int) {
        hubs = max(1, 12 / max(1, campaigns))
        if extent == .whole { (addresses, hubs, names) = (.max, .max, .max) }
    }
}
