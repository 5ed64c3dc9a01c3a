/// One part of a record's data.
enum RecordField: UInt8 {
    /// Numbers of 1, 2 and 4 octets.
    case octet, short, long
    case ipv4, ipv6
    /// A domain name, which may be a reference.
    case name
    /// A character string: its length and its octets (RFC 1035 section 3.3).
    case string
    /// The same, written without quotes (the tag of RFC 8659).
    case tag
    /// A record type, and an instant in Unix seconds (RFC 4034 section 3).
    case type, instant
    /// A length of one octet and so many octets: a salt in hexadecimal, a hash in base 32 (RFC 5155 section 3.3).
    case salt, hash
    /// All that is left: character strings, one text, hexadecimal, base 64, a bitmap of types (RFC 4034 section 4.1.2),
    /// service parameters (RFC 9460 section 2.2), or octets of which nothing is known (RFC 3597).
    case strings, text, hexadecimal, base64, types, parameters, unknown
}

/// Which parts a type's data have.
enum RecordFields {
    /// The parts of a type's data in their order; ``RecordField/unknown`` for types that are not known.
    static func of(_ type: UInt16) -> [RecordField] {
        switch type {
        case 1: a
        case 2, 3, 4, 5, 7, 8, 9, 12, 39: name  // NS, MD, MF, CNAME, MB, MG, MR, PTR, DNAME
        case 6: soa
        case 13: [.string, .string]  // HINFO
        case 14, 17: [.name, .name]  // MINFO, RP
        case 15, 18, 21, 36: preferred  // MX, AFSDB, RT, KX
        case 16, 99: strings  // TXT, SPF
        case 25, 48, 60: [.short, .octet, .octet, .base64]  // KEY, DNSKEY, CDNSKEY
        case 26: [.short, .name, .name]  // PX
        case 28: aaaa
        case 33: srv
        case 35: [.short, .short, .string, .string, .string, .name]  // NAPTR
        case 37: [.short, .short, .octet, .base64]  // CERT
        case 43, 59, 32_769: [.short, .octet, .octet, .hexadecimal]  // DS, CDS, DLV
        case 44: [.octet, .octet, .hexadecimal]  // SSHFP
        case 24, 46: [.type, .octet, .octet, .long, .instant, .instant, .short, .name, .base64]  // SIG, RRSIG
        case 47: [.name, .types]  // NSEC
        case 49, 61: [.base64]  // DHCID, OPENPGPKEY
        case 50: [.octet, .octet, .short, .salt, .hash, .types]  // NSEC3
        case 51: [.octet, .octet, .short, .salt]  // NSEC3PARAM
        case 52, 53: [.octet, .octet, .octet, .hexadecimal]  // TLSA, SMIMEA
        case 62: [.long, .short, .types]  // CSYNC
        case 63: [.long, .octet, .octet, .hexadecimal]  // ZONEMD
        case 64, 65: service  // SVCB, HTTPS
        case 256: [.short, .short, .text]  // URI
        case 257: [.octet, .tag, .text]  // CAA
        default: unknown
        }
    }

    // Those that are met with often are made once.
    private static let a: [RecordField] = [.ipv4]
    private static let aaaa: [RecordField] = [.ipv6]
    private static let name: [RecordField] = [.name]
    private static let soa: [RecordField] = [.name, .name, .long, .long, .long, .long, .long]
    private static let preferred: [RecordField] = [.short, .name]
    private static let strings: [RecordField] = [.strings]
    private static let srv: [RecordField] = [.short, .short, .short, .name]
    private static let service: [RecordField] = [.short, .name, .parameters]
    private static let unknown: [RecordField] = [.unknown]
}
