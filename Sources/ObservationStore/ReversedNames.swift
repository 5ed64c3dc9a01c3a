internal import PassiveDNS

/// The reversed forms of some names of a table, with their order.
struct ReversedNames: Sendable {
    /// The forms, end to end.
    private let bytes: [UInt8]
    private let ends: [Int]
    /// For each symbol of the table, its form's number; −1 where it is none of the names.
    private let formOfSymbol: [Int32]
    /// For each form, its place in the order of bytes.
    private let ranks: [Int32]

    /// Makes the forms of names, each given once.
    init(of names: [Int32], _ symbols: SymbolTable) {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        var formOfSymbol = [Int32](repeating: -1, count: symbols.count)
        for name in names {
            symbols.withBytes(of: name) { ReversedName.append($0, to: &bytes) }
            formOfSymbol[Int(name)] = Int32(ends.count)
            ends.append(bytes.count)
        }
        var ranks = [Int32](repeating: 0, count: ends.count)
        let order = ByteOrder.sorted(Array(0..<Int32(ends.count)), bytes, ends)
        for (rank, form) in order.enumerated() { ranks[Int(form)] = Int32(rank) }
        (self.bytes, self.ends, self.formOfSymbol, self.ranks) = (bytes, ends, formOfSymbol, ranks)
    }

    func rank(of name: Int32) -> Int32 {
        ranks[Int(formOfSymbol[Int(name)])]
    }

    func append(_ name: Int32, to bytes: inout [UInt8]) {
        let form = Int(formOfSymbol[Int(name)])
        bytes.append(contentsOf: self.bytes[(form == 0 ? 0 : ends[form - 1])..<ends[form]])
    }
}
