internal import GRDB
public import PassiveDNS

extension ObservationStore {
    /// Calls `body` with everything seen of an indicator: the data of a name and the names whose data it is, the names on
    /// addresses.
    ///
    /// A row tells an unbroken time in which a record was seen. First come the records of a name itself, in the order of
    /// type and data; then, for the name and for each address of a block in their order, the records that have it as their
    /// data, in the order of their owners' labels from the last to the first, so that those below one domain follow each
    /// other. Of these the first row comes at once, however many there are, and memory is that of one record.
    ///
    /// - Parameters:
    ///   - indicator: a name, an address or a block.
    ///   - gap: so many seconds without a sighting are no break.
    ///   - window: only rows that share an instant with it; all where `nil`.
    ///   - body: takes a row.
    /// - Throws: ``StoreError``.
    public func forEachPivotRow(
        of indicator: Indicator,
        gap: Int64,
        within window: Period? = nil,
        _ body: (PivotRow) -> Void
    ) throws(StoreError) {
        try Self.translating(path) {
            try database.read { db in
                try Pivot(db, gap: gap).forEachRow(of: indicator) { row in
                    if window.map({ $0.overlaps(row.period) }) ?? true { body(row) }
                }
            }
        }
    }
}
