public import PassiveDNS

/// All lists, ready to be asked about addresses and names.
///
/// Look-ups cost a binary search for an address, and one table look-up a label for a name. Memory is about 60 bytes an
/// entry.
public struct ListIndex: Sendable {
    /// The lists, without their entries, by name.
    public let lists: [ReferenceList]
    private let prefixes: ListedPrefixes
    private let names: ListedNames

    /// That an address or a name is on a list.
    public struct Hit: Hashable, Sendable {
        /// The list's place in ``ListIndex/lists``.
        public var list: Int
        /// The entry that it answers to.
        public var entry: String
        /// What a hit like this weighs for the list's class, in nats.
        public var nats: Double
    }

    /// Indexes lists; those of equal names are taken in the order in which they are given.
    ///
    /// n log n in the number of entries.
    public init(_ lists: [ReferenceList] = []) {
        let lists = lists.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
            .map(\.element)
        var blocks: [(prefix: IPPrefix, list: Int32)] = []
        var names = ListedNames()
        for (place, list) in lists.enumerated() {
            for entry in list.entries {
                if entry.match == .cidr {
                    if let prefix = IPPrefix(entry.text) { blocks.append((prefix, Int32(place))) }
                } else {
                    names.add(entry, list: Int32(place))
                }
            }
        }
        self.lists = lists.map {
            ReferenceList(
                name: $0.name,
                version: $0.version,
                listClass: $0.listClass,
                description: $0.description,
                entries: []
            )
        }
        prefixes = ListedPrefixes(blocks)
        self.names = names
    }

    /// Whether there is no list at all.
    public var isEmpty: Bool { lists.isEmpty }

    /// The lists that hold an address, the smallest block first; each list once.
    public func hits(_ address: IPAddress) -> [Hit] {
        var found: [Hit] = []
        for (prefix, list) in prefixes.holding(address) where !found.contains(where: { $0.list == Int(list) }) {
            found.append(Hit(list: Int(list), entry: prefix.description, nats: Self.nats(of: prefix)))
        }
        return found
    }

    /// The lists that a canonical name is on, the longest suffix first; each list once.
    public func hits(_ name: String) -> [Hit] {
        names.hits(name).map { Hit(list: Int($0.list), entry: $0.entry, nats: 2) }
    }

    /// An address alone says more than a block: blocks hold other machines beside the one that was meant.
    private static func nats(of prefix: IPPrefix) -> Double {
        if prefix.bits == 128 { return 3 }
        return prefix.bits >= (prefix.base.isV4 ? 120 : 64) ? 2 : 1
    }
}

extension ListIndex {
    /// For each list, how many of the addresses and names of observations are on it.
    ///
    /// Each address and each name counts once, name servers' and aliases' too. One look-up for each.
    public func hitCounts(in observations: ObservationTable) -> [Int] {
        var counts = [Int](repeating: 0, count: lists.count)
        guard !isEmpty else { return counts }
        for address in observations.addresses {
            for hit in hits(address) { counts[hit.list] += 1 }
        }
        let sensors = Set(observations.sensor)
        for symbol in 0..<Int32(observations.symbols.count) where !sensors.contains(symbol) {
            for hit in hits(observations.symbols[symbol]) { counts[hit.list] += 1 }
        }
        return counts
    }
}
