internal import ArgumentParser
internal import Foundation
internal import PassiveDNS
internal import PublicSuffix
internal import RegistrationLookup

/// How registries are asked.
struct RDAPOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "With --fetch, where the RDAP servers are listed (RFC 9224): a file or a URL.",
            valueName: "file or URL"
        )
    )
    var bootstrap = RDAPBootstrap.published

    @Option(
        help: "With --fetch, the folder in which answers are kept (default: ravel/rdap in $XDG_CACHE_HOME or ~/.cache)."
    )
    var cache: String?

    /// A lookup with these options.
    func lookup() throws -> RDAPLookup {
        let environment = ProcessInfo.processInfo.environment
        let base = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? ".") + "/.cache"
        do {
            return try RDAPLookup(
                servers: bootstrap,
                cache: cache ?? base + "/ravel/rdap",
                now: Timestamp(seconds: Int64(Date().timeIntervalSince1970))
            )
        } catch {
            throw Failure(error)
        }
    }

    /// The registrable domains of names that were typed, each once.
    func domains(of names: [String]) throws -> [DomainName] {
        let rules = PublicSuffixList()
        var domains: [DomainName] = []
        for text in names {
            guard case .name(let name) = try indicator(InternationalName.ascii(text) ?? text) else {
                throw Failure("\(text): is no name; registries of domains know names only")
            }
            let octets = rules.registrableDomain(of: name.text).octets
            let domain = DomainName(canonical: String(decoding: name.text.utf8.suffix(octets), as: UTF8.self))
            if !domains.contains(domain) { domains.append(domain) }
        }
        return domains
    }
}
