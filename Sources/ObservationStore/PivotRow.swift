public import PassiveDNS

/// A name that had some data for some time: one row of a pivot.
public struct PivotRow: Hashable, Sendable {
    /// The owner name.
    public var rrname: DomainName
    /// The record's type.
    public var rrtype: RecordType
    /// The address or other data.
    public var rdata: RecordData
    /// When it was seen.
    public var period: Period
    /// How often it was seen.
    public var count: Int64
    /// Who saw it, sorted.
    public var sensors: [String]
    /// What the last analysis made of the address; `nil` for other data, and for addresses that came since.
    public var place: PlaceRecord?
}
