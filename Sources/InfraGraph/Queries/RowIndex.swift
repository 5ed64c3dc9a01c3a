internal import PassiveDNS
internal import Synchronization

/// The records by what can be asked for: owner name, or name in the data.
///
/// Made at the first question, in linear time; about 8 bytes a record and a symbol.
final class RowIndex: Sendable {
    private struct Columns: Sendable {
        /// The records of each symbol that is an owner name.
        let byOwner: Grouping
        /// The records of each symbol that is a name in the data.
        let byTarget: Grouping
    }

    private let records: Records
    private let made = Mutex<Columns?>(nil)

    init(_ records: Records) {
        self.records = records
    }

    /// The records that have a symbol as their owner.
    func records(of owner: Int32) -> ArraySlice<Int32> {
        columns.byOwner[owner]
    }

    /// The records of other owners that have a symbol as their data.
    func records(leadingTo target: Int32) -> [Int32] {
        columns.byTarget[target].filter { records.owner[Int($0)] != target }
    }

    private var columns: Columns {
        made.withLock { made in
            if let made { return made }
            let columns = make()
            made = columns
            return columns
        }
    }

    private func make() -> Columns {
        let (all, symbols) = (0..<Int32(records.count), records.symbols.count)
        return Columns(
            byOwner: Grouping(keys: records.owner, groups: symbols),
            byTarget: Grouping(all, groups: symbols) { records.target(of: Int($0)) ?? -1 }
        )
    }
}
