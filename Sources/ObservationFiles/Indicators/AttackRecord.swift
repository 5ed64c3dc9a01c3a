public import PassiveDNS

/// That an attack used a name, an address or a block of addresses.
public struct AttackRecord: Hashable, Sendable {
    /// The attack, as whoever reported it calls it.
    public var attack: String
    /// When it used the indicator; `nil` where nobody says.
    public var date: Timestamp?
    /// What it used.
    public var indicator: Indicator
}
