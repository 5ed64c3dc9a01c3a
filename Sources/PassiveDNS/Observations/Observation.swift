/// One passive DNS observation: that a name answered with some data, when, how often, and who saw it.
///
/// The fields are those of the Passive DNS Common Output Format (draft-dulaunoy-dnsop-passive-dns-cof).
public struct Observation: Hashable, Sendable {
    /// The owner name of the record.
    public var rrname: DomainName
    /// The record's type.
    public var rrtype: RecordType
    /// What the record says.
    public var rdata: RecordData
    /// When it was seen first and last.
    public var period: Period
    /// How often it was seen, at least 1.
    public var count: Int64
    /// Who saw it; empty where nobody said.
    public var sensor: String

    /// Makes an observation.
    public init(
        rrname: DomainName,
        rrtype: RecordType,
        rdata: RecordData,
        period: Period,
        count: Int64 = 1,
        sensor: String = ""
    ) {
        self.rrname = rrname
        self.rrtype = rrtype
        self.rdata = rdata
        self.period = period
        self.count = count
        self.sensor = sensor
    }
}

/// The data of a resource record.
public enum RecordData: Hashable, Sendable, CustomStringConvertible {
    /// An address, of an A or AAAA record.
    case address(IPAddress)
    /// A name or any other data in presentation form.
    case text(String)

    /// The data in presentation form.
    public var description: String {
        switch self {
        case .address(let address): address.description
        case .text(let text): text
        }
    }
}
