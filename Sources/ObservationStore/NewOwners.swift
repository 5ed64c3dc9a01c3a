internal import PassiveDNS

/// New records from the side of their data.
struct NewOwners: Sendable {
    private struct Owner: Sendable {
        /// Type and data, as one number.
        let value: UInt64
        /// The name's number in the table.
        let symbol: Int32
        /// The name's place in the order of reversed names.
        var rank: Int32 = 0
    }

    private var owners: [Owner] = []

    mutating func add(_ name: Int32, of record: RecordKey) {
        owners.append(Owner(value: UInt64(record.rrtype) << 32 | UInt64(record.rdata), symbol: name))
    }

    /// Sends all by the order of their types, data and names.
    consuming func send(to queue: RowQueue, _ names: ReversedNames, _ numbers: Numbers) {
        for place in owners.indices { owners[place].rank = names.rank(of: owners[place].symbol) }
        owners = owners.sortedOnTwoCores { $0.value != $1.value ? $0.value < $1.value : $0.rank < $1.rank }
        var chunk = RowChunk(for: .owner)
        for owner in owners {
            let data = Int64(owner.value & UInt64(UInt32.max))
            let name = Int64(numbers.texts[Int(owner.symbol)])
            chunk.add(Int64(owner.value >> 32), data, name) { names.append(owner.symbol, to: &$0) }
            queue.sendFull(&chunk)
        }
        queue.send(&chunk)
    }
}
