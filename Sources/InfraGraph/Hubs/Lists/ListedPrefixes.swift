internal import PassiveDNS

/// The blocks of all lists, for finding every block that holds an address, the smallest first.
///
/// Sorted by (base, length); each block knows the smallest one around it, so a look-up is one binary search and a walk
/// outwards. 36 bytes a block.
struct ListedPrefixes: Sendable {
    private var prefixes: [IPPrefix] = []
    private var list: [Int32] = []
    private var parent: [Int32] = []

    /// Sorts blocks, each with the number of its list.
    ///
    /// n log n.
    init(_ blocks: [(prefix: IPPrefix, list: Int32)]) {
        var open: [Int32] = []
        for block in blocks.sorted(by: {
            ($0.prefix.base, $0.prefix.bits, $0.list) < ($1.prefix.base, $1.prefix.bits, $1.list)
        }) {
            while let last = open.last, prefixes[Int(last)].top < block.prefix.base { open.removeLast() }
            parent.append(open.last ?? -1)
            open.append(Int32(prefixes.count))
            prefixes.append(block.prefix)
            list.append(block.list)
        }
    }

    /// The blocks that hold an address, the smallest first.
    func holding(_ address: IPAddress) -> [(prefix: IPPrefix, list: Int32)] {
        let low = prefixes.indices.end { prefixes[$0].base <= address }
        var found: [(prefix: IPPrefix, list: Int32)] = []
        var at = Int32(low) - 1
        while at >= 0 {
            if prefixes[Int(at)].contains(address) { found.append((prefixes[Int(at)], list[Int(at)])) }
            at = parent[Int(at)]
        }
        return found
    }
}
