public import PassiveDNS

/// A domain whose addresses tie nothing, and why.
public struct LeftOutDomain: Hashable, Sendable {
    /// What a domain can be that ties nothing.
    public enum Kind: String, Hashable, Sendable {
        /// So well known that it turns up beside strangers, on their servers or as a front for them; or a site so large that
        /// attackers use it but do not hold it.
        case popular
        /// The answers below it carry data; its own servers, if any, still count.
        case tunnel
        /// A delivery network's own names, which others' names are aliases of.
        case edge
    }

    /// The registrable domain.
    public var domain: DomainName
    /// What it is.
    public var kind: Kind
    /// Why, in plain words.
    public var reason: String
}
