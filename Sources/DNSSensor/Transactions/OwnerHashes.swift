/// Which records may have a name as their owner, told without reading every owner for every name.
///
/// Keyed hashes (SipHash), so that nobody can choose names that collide.
struct OwnerHashes {
    private static let subtreeAlias: UInt16 = 39

    /// The hash of each record's owner; 0 where that can't be read, `nil` where it was not read yet.
    private var owners: [UInt64?] = []
    private var hasSubtreeAlias = false
    /// The hash of the present name, and where there are DNAME records of those above it.
    private var names: [UInt64] = []

    /// Begins with other records.
    mutating func begin(_ records: [WireRecord]) {
        owners.removeAll(keepingCapacity: true)
        hasSubtreeAlias = false
        for record in records {
            owners.append(nil)
            if record.type == Self.subtreeAlias { hasSubtreeAlias = true }
        }
    }

    /// Goes on to another name.
    mutating func goOn() {
        names.removeAll(keepingCapacity: true)
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
        _ record: WireRecord,
        of name: UnsafeRawBufferPointer,
        in message: UnsafeRawBufferPointer,
        room: UnsafeMutableRawBufferPointer
    ) -> Bool {
        if names.isEmpty { read(name) }
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
        var hasher = Hasher()
        hasher.combine(bytes: name)
        return UInt64(bitPattern: Int64(hasher.finalize())) | 1
    }
}
