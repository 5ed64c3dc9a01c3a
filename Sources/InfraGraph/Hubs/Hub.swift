public import PassiveDNS

/// An address that many names share for reasons other than kinship, and why Ravel thinks so.
public struct Hub: Sendable {
    /// The address.
    public var address: IPAddress
    /// What kind of place it is.
    public var hubClass: HubClass
    /// How probable that is, 0…1.
    public var probability: Double
    /// What speaks for and against it, with weights.
    public var signs: [HubSign]
    /// Where lists contradict each other about it.
    public var conflicts: [String]
    /// How many registrable domains were seen on it, ever.
    public var fanOut: Int
    /// How many names were seen on it, ever.
    public var names: Int
    /// When names were seen on it.
    public var period: Period
    /// The network that announces it, where a table of networks names one.
    public var system: AutonomousSystems.System?

    /// What speaks for and against it, in plain words.
    public var evidence: [String] { signs.map(\.text) }
}

extension Hub: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(address, hubClass, probability, signs, conflicts, fanOut, names, period, system)
    }

    package init(from columns: inout ColumnReader) throws {
        address = try columns.read()
        hubClass = try columns.read()
        probability = try columns.read()
        signs = try columns.read()
        conflicts = try columns.read()
        fanOut = try columns.read()
        names = try columns.read()
        period = try columns.read()
        system = try columns.read()
    }
}
