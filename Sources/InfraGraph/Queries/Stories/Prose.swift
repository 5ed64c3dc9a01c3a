internal import PassiveDNS

/// Turns lists and numbers into words.
enum Prose {
    /// Texts in a row, such as "a, b and c"; of many only the first few, with the number of the others.
    static func list(_ texts: [String], atMost: Int = 5) -> String {
        guard texts.count > 1 else { return texts.first ?? "" }
        guard texts.count > atMost else {
            return texts.dropLast().joined(separator: ", ") + " and " + texts[texts.count - 1]
        }
        let shown = max(1, atMost - 1)
        return texts.prefix(shown).joined(separator: ", ") + " and \(texts.count - shown) more"
    }

    /// Things by name where they are few, else their number and some of them.
    static func things(_ texts: [String], _ one: String, _ many: String? = nil, atMost: Int = 3) -> String {
        texts.count <= atMost ? list(texts) : "\(counted(texts.count, one, many)) (\(list(texts, atMost: 4)))"
    }

    /// How likely something is, in words.
    static func likelihood(_ probability: Double) -> String {
        switch probability {
        case 0.95...: "almost certainly"
        case 0.8..<0.95: "very probably"
        case 0.5..<0.8: "probably"
        case 0.2..<0.5: "possibly, but not probably,"
        default: "probably not"
        }
    }

    /// A time in days, or in hours where it is short.
    static func duration(_ seconds: Int64) -> String {
        let seconds = abs(seconds)
        return seconds >= 2 * Timestamp.day
            ? counted(seconds / Timestamp.day, "day")
            : seconds >= 2 * 3_600 ? counted(seconds / 3_600, "hour") : counted(max(1, seconds / 60), "minute")
    }

    /// What a class of addresses is, for readers who don't know the word.
    static func explained(_ hubClass: HubClass) -> String {
        switch hubClass {
        case .ordinary: "an ordinary server, which its holder shares with nobody or few"
        case .sinkhole: "a sinkhole, where names end up that were taken away from their owners"
        case .parking: "a parking page, which shows advertisements for names that nobody uses"
        case .cdn: "part of a content delivery network, which fronts for many unrelated sites"
        case .shared: "a shared hosting server with many unrelated tenants"
        case .bogon: "no address on the public Internet"
        case .resolver: "a public resolver, which hosts no names"
        case .rewrite: "a block page that one sensor's resolver answers with"
        case .tunnel: "no host at all: the answer of a DNS tunnel, which carries data in addresses"
        case .dyndns: "a home line behind dynamic DNS names"
        case .flux: "one of the infected hosts of a fast-flux network, through which names rotate by the hour"
        case .distrusted: "an address that the analyst says ties nothing"
        }
    }
}
