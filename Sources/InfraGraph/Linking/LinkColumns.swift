internal import PassiveDNS

/// Links of units, each with a < b.
struct LinkColumns: Sendable {
    var a: [Int32] = []
    var b: [Int32] = []
    var score: [Double] = []
    /// For each link: the best shared address; −1 where the two never met.
    var address: [Int32] = []
    /// For each link: how many addresses are shared.
    var addresses: [Int32] = []

    var count: Int { a.count }

    mutating func append(_ a: Int32, _ b: Int32, score: Double, address: Int32, addresses: Int32) {
        self.a.append(a)
        self.b.append(b)
        self.score.append(score)
        self.address.append(address)
        self.addresses.append(addresses)
    }

    /// Appends a link of others.
    mutating func append(_ link: Int, of others: LinkColumns) {
        append(
            others.a[link],
            others.b[link],
            score: others.score[link],
            address: others.address[link],
            addresses: others.addresses[link]
        )
    }
}

extension LinkColumns {
    /// Those of some parts, one behind the other; the parts lose theirs meanwhile.
    init(_ parts: inout [LinkColumns]) {
        a = .joined(&parts, \.a)
        b = .joined(&parts, \.b)
        score = .joined(&parts, \.score)
        address = .joined(&parts, \.address)
        addresses = .joined(&parts, \.addresses)
    }
}

extension LinkColumns: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(a, b, score, address, addresses)
    }

    init(from columns: inout ColumnReader) throws {
        a = try columns.read()
        b = try columns.read()
        score = try columns.read()
        address = try columns.read()
        addresses = try columns.read()
    }
}
