internal import PassiveDNS

/// Of which names a server may speak.
enum Bailiwick {
    /// Of all: it asked others itself.
    case everything
    /// Of those in a zone (a canonical wire name).
    case zone(UnsafeRawBufferPointer)
    /// Of those in the registrable domain of the name that it was asked for; which of its zones it serves is not known.
    case registrableDomain
}

/// Finds the registrable domains of wire names.
struct RegistrableDomains {
    private let rules: any RegistrableDomainRules

    init(_ rules: any RegistrableDomainRules) {
        self.rules = rules
    }

    /// The end of a canonical wire name that is its registrable domain.
    ///
    /// About two microseconds.
    func domain(of name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var text: [UInt8] = []
        NameText.append(name, to: &text)
        let octets = rules.registrableDomain(of: String(decoding: text, as: UTF8.self)).octets
        // A dot inside a label is written as `\046`.
        let labels = text.suffix(octets).count { $0 == UInt8(ascii: ".") } &+ 1
        return WireName.upper(name, labels: labels)
    }
}
