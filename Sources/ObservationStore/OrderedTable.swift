public import PassiveDNS

/// A table with its texts, addresses and rows in order, as far as that can be told without the store.
///
/// It can be made on another thread while the store takes in the table before. Of the table only texts and addresses stay.
public struct OrderedTable: Sendable {
    let symbols: SymbolTable
    let addresses: [IPAddress]
    /// The symbols that rows name, by the order of their bytes.
    let texts: [Int32]
    /// The places of addresses that rows name, by the order of addresses.
    let addressOrder: [Int32]
    let rows: RowsByName
    let names: ReversedNames

    /// Orders a table, on two cores: n log n in the number of its texts and addresses.
    ///
    /// 40 bytes a row, some 30 a text, and the names' bytes once more.
    public init(_ table: consuming ObservationTable) {
        let table = consume table
        (symbols, addresses) = (table.symbols, table.addresses)
        let use = TableUse(table)
        ((names, addressOrder), (rows, texts)) = Parallel.both(
            {
                let order = use.addresses.sorted { table.addresses[Int($0)] < table.addresses[Int($1)] }
                return (ReversedNames(of: use.names, table.symbols), order)
            },
            { (RowsByName(table), table.symbols.sorted(use.texts)) }
        )
    }
}
