/// A table of the store that ingest adds rows to: of integers, and of bytes in one column.
enum StoredTable: String, CaseIterable {
    case text, address, record, owner

    /// How many columns it has.
    var columns: Int32 {
        switch self {
        case .text, .address: 2
        case .record: 5
        case .owner: 4
        }
    }

    /// The column that holds the bytes, from 1.
    var bytesColumn: Int32 {
        switch self {
        case .text, .address: 2
        case .record: 5
        case .owner: 3
        }
    }
}
