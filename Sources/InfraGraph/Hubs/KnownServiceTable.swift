/// Well-known sinkholes and parking services by the domain of their name servers, each with where it is from.
///
/// Only what its source calls a sinkhole or parking, and what serves nothing else. Names of registrars' default servers,
/// which the parking list holds as well (registrar-servers.com, one.com, markmonitor.com, wordpress.com, rzone.de, sav.com,
/// directnic.com, freenom.com and others), are left out on purpose, and so is what its registrar merely suspended.
enum KnownServiceTable {
    /// Where an entry is from, and of which date.
    enum Source: String, Sendable {
        /// https://github.com/stamparm/maltrail (MIT), sinkhole_*.txt, commit 8adace1.
        case maltrail = "2026-08-23"
        /// https://github.com/MISP/misp-warninglists (CC0), parking-domain-ns, version 20221024.
        case misp = "2022-10-24"
        /// https://github.com/brakmic/Sinkholes (MIT), commit 36eb2be.
        case brakmic = "2026-04-25"
        /// Passive DNS of avsvmcloud.com (https://github.com/bambenek/research, CC0): alias of a parked name.
        case bambenek = "2020-12-14"
    }

    /// One service.
    struct Entry: Sendable {
        /// The name, which stands for all below it.
        let name: String
        let hubClass: HubClass
        /// Who runs it; the name where that is not known.
        let operatorName: String
        let source: Source
    }

    static let entries: [Entry] = sinkholes + parking

    private static let sinkholes = [
        Entry(name: "sinkhole.ch", hubClass: .sinkhole, operatorName: "abuse.ch", source: .maltrail),
        Entry(name: "sinkhole.shadowserver.org", hubClass: .sinkhole, operatorName: "Shadowserver", source: .maltrail),
        Entry(name: "shadowserver.org", hubClass: .sinkhole, operatorName: "Shadowserver", source: .maltrail),
        Entry(
            name: "conficker-sinkhole.com",
            hubClass: .sinkhole,
            operatorName: "Conficker Working Group",
            source: .maltrail
        ),
        Entry(
            name: "conficker-sinkhole.net",
            hubClass: .sinkhole,
            operatorName: "Conficker Working Group",
            source: .maltrail
        ),
        Entry(
            name: "conficker-sinkhole.org",
            hubClass: .sinkhole,
            operatorName: "Conficker Working Group",
            source: .maltrail
        ),
        Entry(name: "kryptoslogicsinkhole.net", hubClass: .sinkhole, operatorName: "Kryptos Logic", source: .maltrail),
        Entry(name: "kryptoslogicsinkhole.com", hubClass: .sinkhole, operatorName: "Kryptos Logic", source: .maltrail),
        Entry(name: "kryptoslogicsinkhole.org", hubClass: .sinkhole, operatorName: "Kryptos Logic", source: .maltrail),
        Entry(name: "sinkhole.cert.pl", hubClass: .sinkhole, operatorName: "CERT Polska", source: .maltrail),
        Entry(name: "sinkhole.cert.gov.ua", hubClass: .sinkhole, operatorName: "CERT-UA", source: .maltrail),
        Entry(name: "sinkhole.sidnlabs.nl", hubClass: .sinkhole, operatorName: "SIDN Labs", source: .maltrail),
        Entry(name: "caad.fkie.fraunhofer.de", hubClass: .sinkhole, operatorName: "Fraunhofer FKIE", source: .maltrail),
        Entry(name: "sinkhole.dk", hubClass: .sinkhole, operatorName: "CIRT.dk", source: .maltrail),
        Entry(name: "microsoftinternetsafety.net", hubClass: .sinkhole, operatorName: "Microsoft", source: .maltrail),
        Entry(name: "malwarenotice.microsoft.com", hubClass: .sinkhole, operatorName: "Microsoft", source: .maltrail),
        Entry(name: "sinkdns.org", hubClass: .sinkhole, operatorName: "Georgia Tech", source: .maltrail),
        Entry(name: "anbtr.com", hubClass: .sinkhole, operatorName: "AnubisNetworks", source: .maltrail),
        Entry(name: "cwg.fsi.io", hubClass: .sinkhole, operatorName: "Farsight", source: .brakmic),
        Entry(name: "sinkhole.hyas.com", hubClass: .sinkhole, operatorName: "HYAS", source: .maltrail),
        Entry(name: "sinkhole.kaspersky.com", hubClass: .sinkhole, operatorName: "Kaspersky", source: .brakmic),
        Entry(name: "arbor-sinkhole.net", hubClass: .sinkhole, operatorName: "Arbor", source: .brakmic),
        Entry(name: "spyeye-sinkhole.org", hubClass: .sinkhole, operatorName: "SpyEye sinkhole", source: .brakmic),
        Entry(name: "torpig-sinkhole.org", hubClass: .sinkhole, operatorName: "Torpig sinkhole", source: .brakmic),
        Entry(name: "zinkhole.org", hubClass: .sinkhole, operatorName: "Zinkhole", source: .maltrail),
        Entry(name: "suspended-domain.org", hubClass: .sinkhole, operatorName: "Zinkhole", source: .maltrail),
        Entry(name: "sinkhole.tech", hubClass: .sinkhole, operatorName: "sinkhole.tech", source: .maltrail),
        Entry(name: "sinkhole.systems", hubClass: .sinkhole, operatorName: "FireEye", source: .maltrail),
        Entry(name: "notasinkhole.com", hubClass: .sinkhole, operatorName: "RSA", source: .maltrail),
        Entry(name: "haiyao.info", hubClass: .sinkhole, operatorName: "RSA", source: .maltrail),
        Entry(name: "sugarbucket.us", hubClass: .sinkhole, operatorName: "Sugarbucket", source: .maltrail),
        Entry(name: "sinkhole.blacklab.io", hubClass: .sinkhole, operatorName: "Blacklab", source: .maltrail),
        Entry(name: "blacklistthisdomain.com", hubClass: .sinkhole, operatorName: "Blacklab", source: .maltrail),
        Entry(name: "botnethunter.org", hubClass: .sinkhole, operatorName: "BotnetHunter", source: .maltrail),
        Entry(name: "sinkholeredirect.us", hubClass: .sinkhole, operatorName: "BotnetHunter", source: .maltrail),
        Entry(name: "dnssinkhole.org", hubClass: .sinkhole, operatorName: "dnssinkhole.org", source: .maltrail),
        Entry(name: "sinkhole.gladtech.net", hubClass: .sinkhole, operatorName: "Gladtech", source: .maltrail),
        Entry(
            name: "sinkhole.tigersecurity.pro",
            hubClass: .sinkhole,
            operatorName: "Tiger Security",
            source: .maltrail
        ),
        Entry(name: "sinkhole.yourtrap.com", hubClass: .sinkhole, operatorName: "yourtrap.com", source: .maltrail),
        Entry(name: "abuse-sinkhole.changeip.com", hubClass: .sinkhole, operatorName: "ChangeIP", source: .maltrail),
        Entry(
            name: "sinkhole.malware.suspended.domain",
            hubClass: .sinkhole,
            operatorName: "Dynadot",
            source: .maltrail
        ),
        Entry(name: "sinkhole.fitsec.com", hubClass: .sinkhole, operatorName: "Fitsec", source: .maltrail),
        Entry(name: "sinkhole1.bc-gin.com", hubClass: .sinkhole, operatorName: "Blue Coat", source: .maltrail),
        Entry(name: "honeybot.us", hubClass: .sinkhole, operatorName: "SecurityScorecard", source: .maltrail),
    ]

    private static let parking = [
        Entry(name: "sedoparking.com", hubClass: .parking, operatorName: "Sedo", source: .misp),
        Entry(name: "parkingcrew.net", hubClass: .parking, operatorName: "ParkingCrew", source: .misp),
        Entry(name: "bodis.com", hubClass: .parking, operatorName: "Bodis", source: .misp),
        Entry(name: "above.com", hubClass: .parking, operatorName: "Above.com", source: .misp),
        Entry(name: "fastpark.net", hubClass: .parking, operatorName: "fastpark.net", source: .misp),
        Entry(name: "dan.com", hubClass: .parking, operatorName: "Dan.com", source: .misp),
        Entry(name: "afternic.com", hubClass: .parking, operatorName: "Afternic (GoDaddy)", source: .misp),
        Entry(name: "uniregistrymarket.link", hubClass: .parking, operatorName: "Uniregistry", source: .misp),
        Entry(name: "uniregistry-dns.com", hubClass: .parking, operatorName: "Uniregistry", source: .misp),
        Entry(name: "ztomy.com", hubClass: .parking, operatorName: "ztomy.com", source: .misp),
        Entry(name: "parklogic.com", hubClass: .parking, operatorName: "ParkLogic", source: .misp),
        Entry(name: "dnsowl.com", hubClass: .parking, operatorName: "NameSilo", source: .misp),
        Entry(name: "smartname.com", hubClass: .parking, operatorName: "smartname.com", source: .misp),
        Entry(name: "cashparking.com", hubClass: .parking, operatorName: "GoDaddy CashParking", source: .misp),
        Entry(name: "ibspark.com", hubClass: .parking, operatorName: "ibspark.com", source: .misp),
        Entry(name: "voodoo.com", hubClass: .parking, operatorName: "Voodoo", source: .misp),
        Entry(name: "rookdns.com", hubClass: .parking, operatorName: "rookdns.com", source: .misp),
        Entry(name: "brainydns.com", hubClass: .parking, operatorName: "brainydns.com", source: .misp),
        Entry(name: "weaponizedcow.com", hubClass: .parking, operatorName: "weaponizedcow.com", source: .misp),
        Entry(name: "namedynamics.net", hubClass: .parking, operatorName: "namedynamics.net", source: .misp),
        Entry(name: "dsredirection.com", hubClass: .parking, operatorName: "dsredirection.com", source: .misp),
        Entry(name: "searchreinvented.com", hubClass: .parking, operatorName: "searchreinvented.com", source: .misp),
        Entry(name: "domainhasexpired.com", hubClass: .parking, operatorName: "domainhasexpired.com", source: .misp),
        Entry(name: "expirationwarning.net", hubClass: .parking, operatorName: "expirationwarning.net", source: .misp),
        Entry(name: "renewyourname.net", hubClass: .parking, operatorName: "renewyourname.net", source: .misp),
        Entry(name: "parking1.ovh.net", hubClass: .parking, operatorName: "OVH", source: .misp),
        Entry(name: "parking2.ovh.net", hubClass: .parking, operatorName: "OVH", source: .misp),
        Entry(name: "parkingspa.com", hubClass: .parking, operatorName: "parkingspa.com", source: .misp),
        Entry(name: "sslparking.com", hubClass: .parking, operatorName: "sslparking.com", source: .misp),
        Entry(name: "undeveloped.com", hubClass: .parking, operatorName: "Undeveloped (Dan.com)", source: .misp),
        Entry(name: "namefind.com", hubClass: .parking, operatorName: "NameFind (GoDaddy)", source: .misp),
        Entry(name: "brandbucket.com", hubClass: .parking, operatorName: "BrandBucket", source: .misp),
        Entry(name: "domainparking.ru", hubClass: .parking, operatorName: "domainparking.ru", source: .misp),
        Entry(name: "snparking.ru", hubClass: .parking, operatorName: "snparking.ru", source: .misp),
        Entry(name: "parking.namesilo.com", hubClass: .parking, operatorName: "NameSilo", source: .bambenek),
    ]
}
