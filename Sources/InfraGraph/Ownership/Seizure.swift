public import PassiveDNS

/// A time in which a domain pointed at a sinkhole: a sign that somebody else is investigating.
public struct Seizure: Hashable, Sendable {
    /// The registrable domain.
    public var domain: DomainName
    /// When it was first seen there, by address or by name server.
    public var date: Timestamp
    /// The sinkhole's address.
    public var address: IPAddress
    /// Who runs the sinkhole, or the domain of its name servers, where the name servers tell.
    public var operatorName: String?
    /// When it was first seen elsewhere again; `nil` where it was not.
    public var released: Timestamp?

    /// Makes a seizure.
    public init(
        domain: DomainName,
        date: Timestamp,
        address: IPAddress,
        operatorName: String? = nil,
        released: Timestamp? = nil
    ) {
        self.domain = domain
        self.date = date
        self.address = address
        self.operatorName = operatorName
        self.released = released
    }
}

extension Seizure: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(domain, date, address, operatorName, released)
    }

    package init(from columns: inout ColumnReader) throws {
        domain = try columns.read()
        date = try columns.read()
        address = try columns.read()
        operatorName = try columns.read()
        released = try columns.read()
    }
}
