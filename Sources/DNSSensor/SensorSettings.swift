public import PassiveDNS

/// What a sensor keeps.
public struct SensorSettings: Sendable {
    /// Whether answers count whose question was not seen.
    public var keepsUnmatched = false
    /// Whether response codes such as NXDOMAIN are kept, as records of the type ANY.
    public var keepsCodes = false
    /// The sensor's name; empty for none.
    public var sensor = ""
    /// Bytes that the answers may take before the older half of them leaves.
    public var memory = 256 << 20
    /// Which names are registrable domains: servers that don't ask others speak of one at a time.
    public let rules: any RegistrableDomainRules
    /// Times outside are impossible.
    ///
    /// A sensor that listens asks again and again, for its tomorrow is not today's.
    public var acceptable: @Sendable () -> ClosedRange<Timestamp>

    /// Makes settings.
    public init(rules: any RegistrableDomainRules, acceptable: @escaping @Sendable () -> ClosedRange<Timestamp>) {
        self.rules = rules
        self.acceptable = acceptable
    }
}
