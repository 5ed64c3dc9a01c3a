internal import Foundation
internal import PassiveDNS

/// The proxy that the environment names for HTTPS.
///
/// Plain HTTP is spoken on this machine alone, so that no proxy has a say in it.
enum Proxy {
    /// The proxy for a URL; `nil` where its server is asked directly.
    static func of(_ url: URL, _ environment: [String: String]) -> String? {
        guard url.scheme == "https", let host = url.host, !isExcluded(host, environment) else { return nil }
        return first(of: ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"], environment)
    }

    /// Whether `no_proxy` names a host, a domain above it, a block of addresses that it is in, or all with `*`.
    private static func isExcluded(_ host: String, _ environment: [String: String]) -> Bool {
        let host = bare(host)
        let address = IPAddress(host)
        let names = first(of: ["no_proxy", "NO_PROXY"], environment) ?? ""
        return names.split { ", \t".contains($0) }.contains { text in
            let name = bare(String(text))
            if name == "*" { return true }
            if let address { return IPPrefix(name)?.contains(address) ?? false }
            return host == name || host.hasSuffix("." + name)
        }
    }

    /// A host as it is compared: without brackets, without dots at its ends, in lower case.
    private static func bare(_ host: String) -> String {
        host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]."))
    }

    private static func first(of names: [String], _ environment: [String: String]) -> String? {
        names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
}
