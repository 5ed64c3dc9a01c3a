internal import PassiveDNS

/// What the labels of WHOIS replies mean; compared in lower case, without brackets, and with single spaces.
enum WhoisLabels {
    /// What a label stands for.
    enum Field: Hashable {
        case domain, created, updated, expires, registrar
    }

    /// The meaning of each label.
    static let fields: [String: Field] = {
        var fields: [String: Field] = [:]
        for (field, labels) in table {
            for label in labels { fields[label] = field }
        }
        return fields
    }()

    /// Whether WHOIS replies begin with a line: a remark, what a client says that asks, or a label that is known.
    static func begin(_ line: String) -> Bool {
        let text = String(line.trimmed).lowercased()
        if ["%", ">>>", "[querying ", "[domain name]"].contains(where: text.hasPrefix) { return true }
        guard let colon = text.firstIndex(of: ":") else { return false }
        return fields[text[..<colon].split { " \t.".contains($0) }.joined(separator: " ")] != nil
    }

    private static let table: [(Field, [String])] = [
        (
            .domain,
            [
                "domain name", "domain", "domain_name", "dominio", "nombre de dominio", "nome de domínio / domain name",
                "domain-name", "domainname", "query", "complete domain name",
            ]
        ),
        (
            .created,
            [
                "creation date", "created", "created on", "created date", "create date", "created-date",
                "domain create date", "domain created", "domain creation date", "domain registration date",
                "domain name commencement date", "domain registered", "domain record activated", "record created",
                "record created on", "registration date", "registration time", "registered", "registered on",
                "registered date", "registration", "date registered", "date_approved", "domain_dateregistered",
                "entry created", "activated on", "acivated", "fecha de registro", "fecha de creacion",
                "data de registo / creation date (dd/mm/yyyy)", "date", "등록일",
            ]
        ),
        (
            .updated,
            [
                "updated date", "update date", "updated on", "updated", "updated-date", "last updated on",
                "last updated",
                "last updated date", "last update", "last-update", "last-updated", "last modified", "changed",
                "modified",
                "modified date", "modification date", "domain last updated date", "domain last updated",
                "domain record last updated", "domain_datelastmodified", "record last updated",
                "record last updated on",
                "record last modified", "entry updated", "ultima actualizacion", "최근 정보 변경일",
            ]
        ),
        (
            .expires,
            [
                "expiration date", "expiry date", "expire date", "expire-date", "expiration-date", "expiration time",
                "registry expiry date", "registrar registration expiration date", "expires", "expires on", "expires at",
                "expire", "expiry", "expired", "exp date", "domain expiration date", "domain expires",
                "domain currently expires", "record will expire on", "record expires on", "record expired",
                "renewal date",
                "renewal", "date_renewal", "paid-till", "domain_datebilleduntil", "fecha de vencimiento",
                "data de expiração / expiration date (dd/mm/yyyy)", "사용 종료일",
            ]
        ),
        (.registrar, ["registrar", "sponsoring registrar", "registrar name", "registrar-name", "registered by"]),
    ]

    /// Labels that begin the record of something other than the domain, which has dates of its own.
    static let otherObjects: Set<String> = [
        "contact", "contact-id", "nic-hdl", "nic-hdl-br", "person", "role", "org", "organisation", "organization",
        "registrant", "registrar", "nserver", "nsset", "nsid", "keyset", "ns-list", "name servers", "nameservers",
        "nameserver", "dnssec", "administrative contact", "technical contact", "billing contact", "irt", "mntner",
        "contact_handle", "contactid", "personname", "holder", "admin-c", "tech-c", "host", "name server",
    ]

    /// Labels that one word makes, without a colon, as in `Record created on 22-Apr-2003`.
    static let sentences = ["record created on ", "record last updated on ", "record expires on "]
}
