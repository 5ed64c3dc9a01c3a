/// A service whose own name tells what it does with the names that are delegated to it.
struct KnownService: Hashable, Sendable {
    /// What the service does.
    let hubClass: HubClass
    /// Who runs it, where known.
    let operatorName: String

    /// What a name server's or alias's name says, or `nil` where it says nothing.
    ///
    /// A label that holds "sinkhole" declares itself; other services are told by the domain they are known for. Matching
    /// is by suffix, at label boundaries.
    static func named(_ server: String) -> KnownService? {
        var rest = Substring(server)
        while !rest.isEmpty {
            if let known = byName[String(rest)] { return known }
            guard let dot = rest.firstIndex(of: ".") else { break }
            rest = rest[rest.index(after: dot)...]
        }
        if server.contains("sinkhole") || server.contains("snkhole") {
            return KnownService(hubClass: .sinkhole, operatorName: "")
        }
        return nil
    }

    /// Services that stamparm/maltrail (2026-08), MISP's warninglists (parking-domain-ns, 2022-10) and
    /// brakmic/Sinkholes (2026-04) agree to be sinkholes or parking services and nothing else.
    ///
    /// Names of registrars' default servers, which those lists hold as well, are left out on purpose.
    private static let byName: [String: KnownService] = {
        let sinkholes = [
            ("sinkhole.ch", "abuse.ch"), ("shadowserver.org", "Shadowserver"),
            ("kryptoslogicsinkhole.net", "Kryptos Logic"),
            ("kryptoslogicsinkhole.com", "Kryptos Logic"), ("kryptoslogicsinkhole.org", "Kryptos Logic"),
            ("microsoftinternetsafety.net", "Microsoft"), ("malwarenotice.microsoft.com", "Microsoft"),
            ("sinkdns.org", "Georgia Tech"), ("anbtr.com", "AnubisNetworks"), ("cwg.fsi.io", "Farsight"),
            ("zinkhole.org", "Zinkhole"), ("suspended-domain.org", "Zinkhole"), ("notasinkhole.com", "RSA"),
            ("haiyao.info", "RSA"), ("sugarbucket.us", "Sugarbucket"), ("blacklistthisdomain.com", "Blacklab"),
            ("honeybot.us", "SecurityScorecard"), ("caad.fkie.fraunhofer.de", "Fraunhofer FKIE"),
        ]
        let parking = [
            "sedoparking.com", "parkingcrew.net", "bodis.com", "above.com", "fastpark.net", "dan.com", "afternic.com",
            "uniregistrymarket.link", "uniregistry-dns.com", "ztomy.com", "parklogic.com", "dnsowl.com",
            "smartname.com",
            "cashparking.com", "ibspark.com", "voodoo.com", "rookdns.com", "brainydns.com", "weaponizedcow.com",
            "namedynamics.net", "dsredirection.com", "searchreinvented.com", "domainhasexpired.com",
            "expirationwarning.net", "renewyourname.net", "parkingspa.com", "sslparking.com", "undeveloped.com",
            "namefind.com", "brandbucket.com", "domainparking.ru", "snparking.ru", "parking.namesilo.com",
        ]
        var known: [String: KnownService] = [:]
        for (name, who) in sinkholes { known[name] = KnownService(hubClass: .sinkhole, operatorName: who) }
        for name in parking { known[name] = KnownService(hubClass: .parking, operatorName: name) }
        return known
    }()
}
