internal import PassiveDNS

/// The names that have addresses, numbered so that the names of one registrable domain follow each other.
///
/// A name's number is its rank by (registrable domain, name), a domain's is its rank: numbers depend on the set of names
/// alone, never on the order in which they came.
struct NameIndex: Sendable {
    /// For each symbol of the observations, its name's number, or −1.
    let nameOfSymbol: [Int32]
    /// For each name, its symbol.
    let symbols: [Int32]
    /// For each name, its registrable domain's number.
    let domains: [Int32]
    /// For each domain, its first name; one more at the end.
    let firstName: [Int32]
    /// The observations' symbols.
    let nameTexts: SymbolTable
    /// For each domain, how many octets its text has: the last ones of each of its names.
    private let domainOctets: [Int32]
    /// For each domain, whether it was registered below a private suffix.
    let isUnderPrivateSuffix: [Bool]

    var count: Int { symbols.count }
    var domainCount: Int { domainOctets.count }

    /// Numbers the names that have address records.
    ///
    /// n log n in the number of names.
    init(_ observations: ObservationTable, rules: some RegistrableDomainRules) {
        let table = observations.symbols
        var hasAddress = [Bool](repeating: false, count: table.count)
        for row in 0..<observations.count where RecordType(rawValue: observations.rrtype[row]).isAddress {
            hasAddress[Int(observations.rrname[row])] = true
        }
        let sorted = table.sorted((0..<Int32(table.count)).lazy.filter { hasAddress[Int($0)] })

        let registrable = Parallel.map(sorted.count) { names in
            sorted[names].map { symbol in
                let rule = rules.registrableDomain(of: table[symbol])
                return Registrable(
                    octets: Int32(min(rule.octets, table.withBytes(of: symbol) { $0.count })),
                    isUnderPrivateSuffix: rule.underPrivateSuffix
                )
            }
        }
        var nameOfSymbol = [Int32](repeating: -1, count: table.count)
        var symbols: [Int32] = []
        symbols.reserveCapacity(sorted.count)
        var domains: [Int32] = []
        domains.reserveCapacity(sorted.count)
        var firstName: [Int32] = []
        var domainOctets: [Int32] = []
        var isUnderPrivateSuffix: [Bool] = []
        for place in table.places(of: sorted, byLast: registrable.map(\.octets)).lazy.map({ Int($0) }) {
            let (symbol, rule) = (sorted[place], registrable[place])
            let isSame =
                domainOctets.last == rule.octets
                && table.haveEqualEnds(symbol, symbols[symbols.count - 1], octets: Int(rule.octets))
            if !isSame {
                firstName.append(Int32(symbols.count))
                domainOctets.append(rule.octets)
                isUnderPrivateSuffix.append(rule.isUnderPrivateSuffix)
            }
            nameOfSymbol[Int(symbol)] = Int32(symbols.count)
            symbols.append(symbol)
            domains.append(Int32(domainOctets.count - 1))
        }
        firstName.append(Int32(symbols.count))
        self.nameOfSymbol = nameOfSymbol
        self.symbols = symbols
        nameTexts = table
        self.domains = domains
        self.firstName = firstName
        self.domainOctets = domainOctets
        self.isUnderPrivateSuffix = isUnderPrivateSuffix
    }

    /// How many of a name's last octets are its registrable domain, and what it was registered below.
    private struct Registrable: Sendable {
        let octets: Int32
        let isUnderPrivateSuffix: Bool
    }

    /// The names of a domain.
    func names(of domain: Int32) -> Range<Int32> {
        firstName[Int(domain)]..<firstName[Int(domain) + 1]
    }

    /// A domain's text.
    func domainName(_ domain: Int32) -> String {
        withText(of: domain) { String(decoding: $0, as: UTF8.self) }
    }

    /// A name's text.
    func name(_ name: Int32) -> String {
        nameTexts[symbols[Int(name)]]
    }

    /// The name with a text, or `nil`.
    func name(named text: String) -> Int32? {
        guard let symbol = nameTexts.find(text), nameOfSymbol[Int(symbol)] >= 0 else { return nil }
        return nameOfSymbol[Int(symbol)]
    }

    /// Whether a name's text comes before another's.
    func isBefore(_ name: Int32, _ other: Int32) -> Bool {
        nameTexts.isBefore(symbols[Int(name)], symbols[Int(other)])
    }

    /// How many octets a name's text has.
    func nameLength(_ name: Int32) -> Int {
        nameTexts.withBytes(of: symbols[Int(name)]) { $0.count }
    }

    /// Whether a name begins with the label `www`.
    func beginsWithWWW(_ name: Int32) -> Bool {
        nameTexts.withBytes(of: symbols[Int(name)]) { $0.starts(with: "www.".utf8) }
    }

    /// The domain with a text, or `nil`.
    ///
    /// Logarithmic.
    func domain(named text: String) -> Int32? {
        var text = text
        return text.withUTF8 { text in
            let domain = (0..<domainCount).end { domain in
                withText(of: Int32(domain)) { $0.lexicographicallyPrecedes(text) }
            }
            guard domain < domainCount, withText(of: Int32(domain), { $0.elementsEqual(text) }) else { return nil }
            return Int32(domain)
        }
    }

    /// Calls `body` with the bytes of a domain's text.
    func withText<Result>(of domain: Int32, _ body: (Slice<UnsafeRawBufferPointer>) -> Result) -> Result {
        nameTexts.withBytes(of: symbols[Int(firstName[Int(domain)])]) {
            body($0.suffix(Int(domainOctets[Int(domain)])))
        }
    }
}

extension NameIndex: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(
            nameOfSymbol,
            symbols,
            domains,
            firstName,
            nameTexts,
            domainOctets,
            isUnderPrivateSuffix
        )
    }

    init(from columns: inout ColumnReader) throws {
        nameOfSymbol = try columns.read()
        symbols = try columns.read()
        domains = try columns.read()
        firstName = try columns.read()
        nameTexts = try columns.read()
        domainOctets = try columns.read()
        isUnderPrivateSuffix = try columns.read()
    }
}
