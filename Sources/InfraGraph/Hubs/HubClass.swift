internal import PassiveDNS

/// What kind of place an address is, as far as linking goes.
public enum HubClass: String, Hashable, Sendable, CaseIterable {
    /// Whoever holds it, holds it alone or with few others: names that share it may be kin.
    case ordinary
    /// Names that somebody took away from their owners end up here.
    case sinkhole
    /// Names that nobody uses show advertisements here.
    case parking
    /// A content delivery network: each name sits on several such addresses, which rotate.
    case cdn
    /// Shared hosting: many unrelated tenants that come and go one by one.
    case shared
    /// No host on the public Internet.
    case bogon
    /// A public resolver's address, used to put names to sleep.
    case resolver
    /// A resolver's block page, seen by one sensor alone.
    case rewrite
    /// No host at all: an answer in which a DNS tunnel carries data.
    case tunnel
    /// A home line behind dynamic DNS names.
    case dyndns
    /// One of many infected hosts that names rotate through by the hour.
    case flux

    /// The analyst says that it ties nothing.
    case distrusted

    /// Whether linking never goes through such an address.
    ///
    /// A fast-flux network links as a whole, its hosts do not (``Places``).
    public var isLeftOut: Bool {
        switch self {
        case .ordinary, .dyndns, .flux: false
        case .sinkhole, .parking, .cdn, .shared, .bogon, .resolver, .rewrite, .tunnel, .distrusted: true
        }
    }
}

extension HubClass: FixedLayout {}
