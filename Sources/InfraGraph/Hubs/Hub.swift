public import PassiveDNS

/// An address that many names share for reasons other than kinship, and why Ravel thinks so.
public struct Hub: Sendable {
    /// The address.
    public var address: IPAddress
    /// What kind of place it is.
    public var hubClass: HubClass
    /// How sure that is, 0…1.
    public var confidence: Double
    /// The signs, in plain words.
    public var evidence: [String]
    /// How many registrable domains were seen on it, ever.
    public var fanOut: Int
    /// How many names were seen on it, ever.
    public var names: Int
    /// When names were seen on it.
    public var period: Period
}
