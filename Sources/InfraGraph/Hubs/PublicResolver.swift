internal import PassiveDNS

/// Well-known public resolvers, to which names are pointed to put them to sleep.
enum PublicResolver {
    /// Who runs the resolver at an address, or `nil`.
    static func named(_ address: IPAddress) -> String? {
        byAddress[address]
    }

    /// The services' own documentation of their addresses.
    private static let byAddress: [IPAddress: String] = {
        let known = [
            ("Google Public DNS", ["8.8.8.8", "8.8.4.4", "2001:4860:4860::8888", "2001:4860:4860::8844"]),
            ("Cloudflare 1.1.1.1", ["1.1.1.1", "1.0.0.1", "2606:4700:4700::1111", "2606:4700:4700::1001"]),
            ("Quad9", ["9.9.9.9", "149.112.112.112", "2620:fe::fe", "2620:fe::9"]),
            ("OpenDNS", ["208.67.222.222", "208.67.220.220"]),
            ("Level 3", ["4.2.2.1", "4.2.2.2"]),
        ]
        var byAddress: [IPAddress: String] = [:]
        for (name, texts) in known {
            for text in texts {
                if let address = IPAddress(text) { byAddress[address] = name }
            }
        }
        return byAddress
    }()
}
