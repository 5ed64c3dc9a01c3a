public import PassiveDNS

/// A valid connection between two names that share addresses, or that the analyst confirmed.
public struct Link: Sendable {
    /// The one name; the alphabetically first of the two.
    public var a: DomainName
    /// The other name.
    public var b: DomainName
    /// The probability that one party controlled both, 0…1.
    public var score: Double
    /// The addresses that both used; none where their registrations or the analyst's word tie them.
    public var addresses: [IPAddress]
    /// From the first to the last time that either was seen on them, or anywhere where there are none.
    public var period: Period
}
