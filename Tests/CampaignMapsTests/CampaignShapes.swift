import InfraGraph
import PassiveDNS

/// Seeded maps in the shape of real campaigns: a few addresses with many names each, some names on two of them, hubs.
struct CampaignShape {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// A number in `0..<bound`.
    private mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % bound
    }

    private static let words = [
        "perrydale", "willow", "harbor", "quartz", "meadow", "cedar", "lantern", "maple", "ridge", "falcon", "copper",
        "juniper", "valley", "amber", "orchard", "granite", "summit", "heron", "birch", "canyon",
    ]
    private static let hosts = ["www", "wwww", "mail", "login", "secure", "cdn2", "static", "account", "update", "img"]

    private mutating func window() -> Period {
        let start = Timestamp(year: 2015, month: 1, day: 1).seconds + Int64(next(400)) * Timestamp.day
        return Period(
            first: Timestamp(seconds: start),
            last: Timestamp(seconds: start + Int64(1 + next(120)) * Timestamp.day)
        )
    }

    /// A map of about `size` nodes.
    mutating func map(size: Int) -> InfrastructureMap {
        var map = InfrastructureMap(title: "Campaign c1-perrydale", subtitle: "")
        let addressCount = max(2, size / (size < 40 ? 8 : 26))
        let hubCount = max(1, min(size / 20, 14))
        for index in 0..<addressCount {
            map.nodes.append(
                .init(kind: .address, label: "203.0.\(113 + index / 250).\(index % 250 + 4)", confidence: 0.9)
            )
        }
        let classes = ["sinkhole", "parking", "shared", "cdn"]
        for index in 0..<hubCount {
            let label = "198.51.100.\(index + 10)"
            map.nodes.append(.init(kind: .hub(class: classes[index % classes.count]), label: label))
        }
        var made = Set<String>()
        while map.nodes.count < size {
            let domain =
                "\(Self.words[next(20)])\(next(3) == 0 ? "-\(Self.words[next(20)])" : "")\(size > 60 ? "\(next(90))" : "").example"
            let address = size < 40 ? map.nodes.count % addressCount : min(next(addressCount), next(addressCount))
            for _ in 0..<(1 + next(4)) where map.nodes.count < size {
                let name = "\(Self.hosts[next(10)]).\(domain)"
                guard made.insert(name).inserted else { continue }
                let index = map.nodes.count
                map.nodes.append(
                    .init(
                        kind: .name,
                        label: name,
                        group: domain,
                        confidence: Double(50 + next(50)) / 100,
                        isSeed: next(size / 4) == 0,
                        details: ["registered 2014-11-03"]
                    )
                )
                let validity = Double(20 + next(80)) / 100
                map.edges.append(
                    .init(name: index, address: address, period: window(), validity: validity, sightings: 12)
                )
                if next(14) == 0 {
                    let other = (address + 1) % addressCount
                    map.edges.append(.init(name: index, address: other, period: window(), validity: validity))
                }
                if next(12) == 0 {
                    let hub = addressCount + next(hubCount)
                    map.edges.append(.init(name: index, address: hub, period: window(), validity: 0))
                }
            }
        }
        map.subtitle =
            "2015-04-02 to 2016-03-10 · confidence 0.93 · \(size - addressCount - hubCount) names on \(addressCount) addresses"
        map.omissions = ["3 addresses left out as bogons"]
        return map
    }

    /// A map of about `size` nodes in which hardly two have the same neighbours.
    mutating func tangle(size: Int) -> InfrastructureMap {
        var map = InfrastructureMap(title: "Campaign c2-tangle")
        let addressCount = size / 3
        for index in 0..<addressCount {
            map.nodes.append(.init(kind: .address, label: "203.0.\(index / 250).\(index % 250)"))
        }
        for index in addressCount..<size {
            map.nodes.append(.init(kind: .name, label: "n\(index).example", group: "n\(index).example"))
            for _ in 0..<3 {
                map.edges.append(.init(name: index, address: next(addressCount), period: window(), validity: 0.5))
            }
        }
        return map
    }
}
