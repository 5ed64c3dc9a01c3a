public import Foundation
public import PassiveDNS

/// Which RDAP server knows which names (RFC 9224), as IANA publishes it for domains.
public struct RDAPBootstrap: Sendable {
    /// Where IANA publishes it.
    public static let published = "https://data.iana.org/rdap/dns.json"

    private var servers: [String: [URL]] = [:]

    private struct File: Decodable {
        /// Of each service its names and its base URLs.
        let services: [[[String]]]
    }

    /// Reads the registry's JSON.
    ///
    /// - Throws: ``LookupError`` where it is none; `subject` says where it came from.
    public init(_ json: Data, subject: String) throws(LookupError) {
        guard let file = try? JSONDecoder().decode(File.self, from: json) else {
            throw LookupError(subject: subject, reason: "is no RDAP bootstrap file (RFC 9224)")
        }
        for service in file.services where service.count >= 2 {
            let urls = service[1].compactMap { URL(string: $0) }.filter { $0.scheme != nil && $0.host != nil }
            for name in service[0] { servers[name.lowercased()] = urls }
        }
    }

    /// The base URL of the server for a domain, that of the longest name that it ends in; `nil` where there is none.
    ///
    /// HTTPS is taken where there is a choice, and HTTP only from this machine itself.
    public func server(for domain: DomainName) -> URL? {
        var rest = domain.text[...]
        while true {
            if let urls = servers[String(rest)] {
                return urls.first { $0.scheme == "https" } ?? urls.first { $0.isOnThisMachine }
            }
            guard let dot = rest.firstIndex(of: ".") else { return nil }
            rest = rest[rest.index(after: dot)...]
        }
    }
}

extension URL {
    /// Whether this is HTTP to the loopback interface, where nobody listens in.
    var isOnThisMachine: Bool {
        guard scheme == "http", let host else { return false }
        return host == "localhost" || host == "::1"
            || IPAddress(host).map { $0.isV4 && $0.description.hasPrefix("127.") } ?? false
    }
}
