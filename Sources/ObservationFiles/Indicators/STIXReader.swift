internal import PassiveDNS

/// Reads STIX 2.1 bundles: reports, campaigns, intrusion sets and incidents are attacks.
///
/// An attack has what its objects refer to and what relationships tie to it, also by way of groupings, observed data,
/// malware and infrastructure. Indicators, names and addresses that no attack claims make one attack under the bundle's id.
struct STIXReader {
    /// An object of the bundle.
    private struct Node {
        var type: String
        var name: String
        var date: Timestamp?
        var indicators: [String]
        var neighbours: [Int] = []
    }

    private var nodes: [Node] = []
    private let bundle: String

    private static let attacks: Set<String> = ["report", "campaign", "intrusion-set", "incident"]
    private static let ways: Set<String> = ["grouping", "observed-data", "malware", "infrastructure"]
    private static let things: Set<String> = ["domain-name", "ipv4-addr", "ipv6-addr", "url"]

    /// Whether a document is a bundle.
    static func recognises(_ root: JSONValue) -> Bool {
        let frame = JSONFields("type objects")
        frame.read(root)
        return frame[0].string == "bundle" && frame[1].isArray
    }

    init(_ root: JSONValue) {
        let frame = JSONFields("id objects")
        frame.read(root)
        let (id, objects) = (frame[0].string, frame[1])
        bundle = id.isEmpty ? "bundle" : id
        let fields = JSONFields(
            "type id name value pattern first_seen valid_from first_observed published created object_refs objects source_ref target_ref"
        )
        var places: [String: Int] = [:]
        var ties: [(String, String)] = []
        for object in objects.items {
            fields.read(object)
            let type = fields[0].string
            let id = fields[1].string
            if type == "relationship" {
                ties.append((fields[12].string, fields[13].string))
                continue
            }
            ties += fields[10].items.map { (id, $0.string) }
            places[id] = nodes.count
            let date = (5...9).lazy.compactMap { index in fields[index].isText ? Timestamp(fields[index].string) : nil }
                .first
            var indicators = Self.things.contains(type) ? [fields[3].string] : []
            if type == "indicator" { indicators = STIXPattern(fields[4].string).values }
            // In STIX 2.0, what was observed stands inside.
            let inner = fields[11]
            for thing in inner.items {
                fields.read(thing)
                if Self.things.contains(fields[0].string) { indicators.append(fields[3].string) }
            }
            fields.read(object)
            nodes.append(Node(type: type, name: fields[2].string, date: date, indicators: indicators))
        }
        for (source, target) in ties {
            guard let source = places[source], let target = places[target] else { continue }
            nodes[source].neighbours.append(target)
            nodes[target].neighbours.append(source)
        }
    }

    /// Ties between objects that are followed for all attacks together; attacks that share much are followed again for each.
    private static let mostSteps = 5_000_000

    func read(into collector: inout AttackCollector) throws(RowWriter.Problem) {
        var steps = 0
        var isClaimed = [Bool](repeating: false, count: nodes.count)
        let starts = nodes.indices.filter { Self.attacks.contains(nodes[$0].type) }
        var members: [[Int]] = []
        for start in starts { members.append(try self.members(of: start, &steps)) }
        for (start, members) in zip(starts, members) {
            let attack = nodes[start].name.isEmpty ? "\(nodes[start].type) \(start + 1)" : nodes[start].name
            for member in members {
                isClaimed[member] = true
                add(member, attack, nodes[start].date, into: &collector)
            }
        }
        for node in nodes.indices where !isClaimed[node] {
            add(node, bundle, nil, into: &collector)
        }
    }

    private func add(_ node: Int, _ attack: String, _ date: Timestamp?, into collector: inout AttackCollector) {
        // What was merely written down has the date of the attack that it belongs to.
        let own = ["indicator", "observed-data"].contains(nodes[node].type) ? nodes[node].date : nil
        for text in nodes[node].indicators {
            collector.add(text, attack: attack, date: own ?? date, at: (1, "\(nodes[node].type), object \(node + 1)"))
        }
    }

    /// The objects that belong to an attack.
    private func members(of start: Int, _ steps: inout Int) throws(RowWriter.Problem) -> [Int] {
        var isSeen: Set<Int> = [start]
        var waiting = [start]
        var members: [Int] = []
        while let node = waiting.popLast() {
            steps += nodes[node].neighbours.count
            guard steps <= Self.mostSteps else {
                throw RowWriter.Problem(
                    field: "",
                    reason:
                        "ties its attacks to more than \(Self.mostSteps) objects in all; split it into smaller bundles"
                )
            }
            for neighbour in nodes[node].neighbours where isSeen.insert(neighbour).inserted {
                let type = nodes[neighbour].type
                if Self.attacks.contains(type) { continue }
                members.append(neighbour)
                if Self.ways.contains(type) { waiting.append(neighbour) }
            }
        }
        return members
    }
}
