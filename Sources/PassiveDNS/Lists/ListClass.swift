/// What the entries of a list are.
public enum ListClass: String, Hashable, Sendable, CaseIterable {
    /// Addresses or servers to which names are taken away from their owners.
    case sinkhole
    /// Addresses or servers that show advertisements for names that nobody uses.
    case parking
    /// A content delivery network's ranges or names.
    case cdn
    /// A hosting provider's ranges: every tenant is another party, and most addresses have one.
    case cloud
    /// Shared hosting: many unrelated tenants on one address.
    case shared
    /// Suffixes below which strangers take names for their home lines.
    case dyndns
    /// Public resolvers.
    case resolver
    /// Block pages to which a resolver rewrites answers.
    case rewrite
    /// Ranges that are no hosts on the public Internet.
    case bogon
    /// Names that everybody uses and nobody who is investigated owns.
    case popular

    /// What a list stands for by its name and description, or `nil` where they don't tell.
    ///
    /// The first text that holds a known word decides, so give the name before the description.
    public init?(describedBy texts: [String]) {
        for text in texts {
            let plain = " " + String(text.lowercased().map { "-_./()".contains($0) ? " " : $0 }) + " "
            for (known, words) in Self.words where words.contains(where: { plain.contains($0) }) {
                self = known
                return
            }
        }
        return nil
    }

    /// Words that tell a class; the more particular classes come first.
    ///
    /// Spaces stand for the ends of words.
    private static let words: [(ListClass, [String])] = [
        (.sinkhole, ["sinkhole"]),
        (.rewrite, ["blockpage", "block page"]),
        (.parking, ["parking", " parked "]),
        (.dyndns, ["dynamic dns", "dynamic domain", "dyndns"]),
        (.resolver, ["resolver", "public dns"]),
        (
            .bogon,
            [
                "bogon", "multicast", "link local", "linklocal", "rfc 1918", "rfc1918", "rfc 5735", "rfc5735",
                "rfc 6598", "rfc6598", "rfc 3849", "rfc3849", "private network",
            ]
        ),
        (.popular, ["captive portal", "shortener", " tranco", "google domains", "popular"]),
        (.shared, ["web hosting", "webhosting", "shared hosting", "ovh cluster"]),
        (.cdn, [" cdn ", "content delivery", "akamai", "cloudflare", "fastly", "stackpath", "incapsula", "bunny net"]),
        (
            .cloud,
            [
                " cloud", "amazon aws", " azure", " gcp ", "datacenter", "data center", " vps ", " vpn ", "github",
                "zscaler",
            ]
        ),
    ]
}
