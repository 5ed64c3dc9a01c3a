public import PassiveDNS

/// What an analyst starts from: an indicator, and when it was one.
public struct Seed: Hashable, Sendable {
    /// The name, address or block.
    public var indicator: Indicator
    /// When it was seen in an attack; `nil` where nobody said, and any time counts.
    public var date: Timestamp?

    /// Makes a seed.
    public init(_ indicator: Indicator, at date: Timestamp? = nil) {
        self.indicator = indicator
        self.date = date
    }
}
