internal import PassiveDNS

/// Which records may have a name as their owner, told without reading every owner for every name.
///
/// The hashes have a seed, so that nobody can choose names that collide.
struct OwnerHashes {
    private static let subtreeAlias: UInt16 = 39

    /// The hash of each record's owner; 0 where that can't be read, `nil` where it was not read yet.
    private var owners: [UInt64?] = []
    private var hasBegun = false
    private var hasSubtreeAlias = false
    /// The hash of the present name, and where there are DNAME records of those above it.
    private var names: [UInt64] = []

    /// Begins with other records, of which nothing is read before it is asked for.
    mutating func begin() {
        hasBegun = false
    }

    private mutating func begin(_ records: [WireRecord]) {
        hasBegun = true
        hasSubtreeAlias = records.contains { $0.type == Self.subtreeAlias }
        owners.removeAll(keepingCapacity: true)
        owners.append(contentsOf: repeatElement(nil, count: records.count))
    }

    /// Goes on to another name.
    mutating func goOn() {
        if !names.isEmpty { names.removeAll(keepingCapacity: true) }
    }

    private mutating func read(_ name: UnsafeRawBufferPointer) {
        if hasSubtreeAlias {
            WireName.forEachUpper(name) { names.append(Self.hash($0)) }
        } else {
            names.append(Self.hash(name))
        }
    }

    /// Whether a record's owner may be the present name (canonical, in wire form), or of a DNAME record one above it.
    ///
    /// Each name is read once, and so is each owner, which is written to where there is room for ``WireName/longest`` octets.
    mutating func mayMatch(
        _ index: Int,
        _ records: [WireRecord],
        of name: UnsafeRawBufferPointer,
        in message: UnsafeRawBufferPointer,
        room: UnsafeMutableRawBufferPointer
    ) -> Bool {
        if !hasBegun { begin(records) }
        if names.isEmpty { read(name) }
        let record = records[index]
        let hash: UInt64
        if let known = owners[index] {
            hash = known
        } else {
            let length = WireName.write(message, at: record.owner, to: room)
            hash = length.map { Self.hash(UnsafeRawBufferPointer(rebasing: room[..<$0])) } ?? 0
            owners[index] = hash
        }
        return record.type == Self.subtreeAlias ? names.contains(hash) : names[0] == hash
    }

    private static func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
        SeededHash.hash(name) | 1
    }
}
