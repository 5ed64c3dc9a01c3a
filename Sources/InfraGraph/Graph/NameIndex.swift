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
    private let nameTexts: SymbolTable
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

        var texts = SymbolTable()
        var isPrivate: [Bool] = []
        var octets: [Int32] = []
        var textOfName: [Int32] = []
        textOfName.reserveCapacity(sorted.count)
        let registrable = Parallel.map(sorted.count) { names in
            sorted[names].map { rules.registrableDomain(of: table[$0]) }
        }
        for (symbol, rule) in zip(sorted, registrable) {
            let text = table.withBytes(of: symbol) { bytes in
                texts.intern(UnsafeRawBufferPointer(rebasing: bytes.suffix(rule.octets)))
            }
            if Int(text) == isPrivate.count {
                isPrivate.append(rule.underPrivateSuffix)
                octets.append(Int32(min(rule.octets, table.withBytes(of: symbol) { $0.count })))
            }
            textOfName.append(text)
        }
        let domainText = texts.sortedIDs()
        var domainOfText = [Int32](repeating: 0, count: texts.count)
        for (domain, text) in domainText.enumerated() { domainOfText[Int(text)] = Int32(domain) }

        let byDomain = Grouping(keys: textOfName.map { domainOfText[Int($0)] }, groups: domainText.count)
        var nameOfSymbol = [Int32](repeating: -1, count: table.count)
        var symbols: [Int32] = []
        var domains: [Int32] = []
        for domain in 0..<Int32(domainText.count) {
            for item in byDomain[domain] {
                nameOfSymbol[Int(sorted[Int(item)])] = Int32(symbols.count)
                symbols.append(sorted[Int(item)])
                domains.append(domain)
            }
        }
        self.nameOfSymbol = nameOfSymbol
        self.symbols = symbols
        nameTexts = table
        self.domains = domains
        firstName = byDomain.starts
        domainOctets = domainText.map { octets[Int($0)] }
        isUnderPrivateSuffix = domainText.map { isPrivate[Int($0)] }
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
    private func withText<Result>(of domain: Int32, _ body: (Slice<UnsafeRawBufferPointer>) -> Result) -> Result {
        nameTexts.withBytes(of: symbols[Int(firstName[Int(domain)])]) {
            body($0.suffix(Int(domainOctets[Int(domain)])))
        }
    }
}
