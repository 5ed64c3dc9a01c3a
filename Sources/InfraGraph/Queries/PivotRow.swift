public import PassiveDNS

/// A name that had some data for some time: one row of a pivot.
public struct PivotRow: Sendable {
    /// The owner name.
    public var rrname: DomainName
    /// The record's type.
    public var rrtype: RecordType
    /// The address or other data.
    public var rdata: String
    /// When it was seen.
    public var period: Period
    /// How often it was seen.
    public var count: Int64
    /// Who saw it, sorted.
    public var sensors: [String]
    /// What kind of place the address is; `nil` for data other than addresses.
    public var hubClass: HubClass?
    /// How many registrable domains share the address, ever; `nil` for data other than addresses.
    public var fanOut: Int?
}
