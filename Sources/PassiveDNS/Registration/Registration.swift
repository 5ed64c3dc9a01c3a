/// What a registry said of one registration of a domain (WHOIS, or RDAP, RFC 9083).
///
/// A domain has one registration for each time that somebody registered it anew.
public struct Registration: Hashable, Sendable {
    /// The registered domain.
    public var domain: DomainName
    /// When the registration was made.
    public var created: Timestamp?
    /// When the record was changed last; a routine update is no change of hands.
    public var updated: Timestamp?
    /// When the registration ends.
    public var expires: Timestamp?
    /// The registrar's name; empty where unknown.
    public var registrar: String
    /// What identifies the registrant, such as a mailbox; empty where private or unknown.
    public var registrant: String

    /// Makes a registration.
    public init(
        domain: DomainName,
        created: Timestamp? = nil,
        updated: Timestamp? = nil,
        expires: Timestamp? = nil,
        registrar: String = "",
        registrant: String = ""
    ) {
        self.domain = domain
        self.created = created
        self.updated = updated
        self.expires = expires
        self.registrar = registrar
        self.registrant = registrant
    }
}
