internal import PassiveDNS

/// The reversed forms of some names of a table, with their order.
struct ReversedNames {
    private let forms: SymbolTable
    /// For each symbol of the table, its form's number; −1 where it is none of the names.
    private let formOfSymbol: [Int32]
    /// For each form, its place in the order of bytes.
    private let ranks: [Int32]

    init(of names: some Sequence<Int32>, _ symbols: SymbolTable) {
        var forms = SymbolTable()
        var formOfSymbol = [Int32](repeating: -1, count: symbols.count)
        var form: [UInt8] = []
        for name in names where formOfSymbol[Int(name)] < 0 {
            form.removeAll(keepingCapacity: true)
            symbols.withBytes(of: name) { ReversedName.append($0, to: &form) }
            formOfSymbol[Int(name)] = form.withUnsafeBytes { forms.intern($0) }
        }
        var ranks = [Int32](repeating: 0, count: forms.count)
        for (rank, form) in forms.sortedIDs().enumerated() { ranks[Int(form)] = Int32(rank) }
        (self.forms, self.formOfSymbol, self.ranks) = (forms, formOfSymbol, ranks)
    }

    func rank(of name: Int32) -> Int32 {
        ranks[Int(formOfSymbol[Int(name)])]
    }

    func append(_ name: Int32, to bytes: inout [UInt8]) {
        forms.withBytes(of: formOfSymbol[Int(name)]) { bytes.append(contentsOf: $0) }
    }
}
