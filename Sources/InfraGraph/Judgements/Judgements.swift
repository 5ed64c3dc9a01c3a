internal import PassiveDNS

/// An analyst's judgements that count, in the numbers of a graph.
///
/// What was said of names and addresses that the data does not hold is left aside.
struct Judgements: Sendable {
    /// What a confirmation adds to a pair's log-odds, in nats: the analyst may err once in four hundred times.
    static let confirmation = 6.0

    /// Two names, or a name and an address, with what was said of them.
    struct Said: Sendable {
        let a: Int32
        let b: Int32
        let judgement: Judgement
    }

    let log: JudgementLog
    /// The pairs of names that were confirmed, the latest first.
    private(set) var confirmed: [Said] = []
    /// The pairs of names that were rejected, the latest first.
    private(set) var rejected: [Said] = []
    /// For each name, the addresses that were confirmed or rejected to be its own.
    private var holdings: [Int32: [Said]] = [:]
    /// The addresses that tie nothing.
    private var distrusted: Set<Int32> = []
    /// For each name, the names that were rejected to be its kin.
    private var strangers: [Int32: [Int32]] = [:]

    /// Looks up what was judged.
    ///
    /// n log n in the number of judgements.
    init(_ judgements: [Judgement], graph: TenureGraph) {
        log = JudgementLog(judgements)
        for judgement in log.counting.reversed() {
            switch judgement.verdict {
            case .confirm(.name(let a), .name(let b)):
                if let said = Self.names(a, b, judgement, graph) { confirmed.append(said) }
            case .reject(.name(let a), .name(let b)):
                guard let said = Self.names(a, b, judgement, graph) else { break }
                rejected.append(said)
                strangers[said.a, default: []].append(said.b)
                strangers[said.b, default: []].append(said.a)
            case .confirm(.name(let name), .address(let address)), .reject(.name(let name), .address(let address)):
                guard let name = graph.names.name(named: name.text), let place = graph.find(address) else { break }
                holdings[name, default: []].append(Said(a: name, b: place, judgement: judgement))
            case .distrust(let address):
                if let place = graph.find(address) { distrusted.insert(place) }
            default:
                break
            }
        }
    }

    private static func names(_ a: DomainName, _ b: DomainName, _ judgement: Judgement, _ graph: TenureGraph) -> Said? {
        guard let left = graph.names.name(named: a.text), let right = graph.names.name(named: b.text) else {
            return nil
        }
        return Said(a: left, b: right, judgement: judgement)
    }

    /// Whether anything was said of a name's being on an address.
    var hasHoldings: Bool { !holdings.isEmpty }

    /// Whether the analyst confirmed that an address was a name's own.
    func confirms(_ name: Int32, on address: Int32) -> Bool {
        if case .confirm = holding(name, address)?.verdict { true } else { false }
    }

    /// Whether the analyst rejected that an address was a name's own.
    func rejects(_ name: Int32, on address: Int32) -> Bool {
        if case .reject = holding(name, address)?.verdict { true } else { false }
    }

    /// Whether the analyst says that an address ties nothing.
    func distrusts(_ address: Int32) -> Bool { distrusted.contains(address) }

    /// What was said of a name's being on an address.
    func holding(_ name: Int32, _ address: Int32) -> Judgement? {
        holdings[name]?.first { $0.b == address }?.judgement
    }

    /// What the analyst called a campaign: by its own id, else by one that stands for it, the latest.
    func name(of campaign: Campaign) -> String? {
        let own = log.counting(on: Judgement.Verdict.name(campaign: campaign.id, "").subject)
        let others = campaign.aliases.compactMap { log.counting(on: Judgement.Verdict.name(campaign: $0, "").subject) }
        let named = own ?? others.max { $0.number < $1.number }
        return if case .name(_, let name) = named?.verdict { name } else { nil }
    }

    /// The confirmed pairs among some names, in words.
    func told(inside names: Set<Int32>, _ graph: TenureGraph) -> [String] {
        confirmed.reversed().filter { names.contains($0.a) && names.contains($0.b) }.map { said in
            "\(graph.names.name(said.a)) and \(graph.names.name(said.b)) \(said.judgement.told)"
        }
    }

    /// The names of one holder, set apart where some were rejected to be kin: the rest first.
    ///
    /// Shorter names stay with the rest, so that it is a name below a domain that leaves, not the domain.
    func setApart(_ names: [Int32], _ index: NameIndex) -> [[Int32]] {
        let judged = names.filter { strangers[$0] != nil }
        guard judged.count > 1 else { return [names] }
        var part: [Int32: Int] = [:]
        var parts = 1
        for name in judged.sorted(by: { (index.nameLength($0), $0) < (index.nameLength($1), $1) }) {
            let taken = Set((strangers[name] ?? []).compactMap { part[$0] })
            let free = (0...parts).first { !taken.contains($0) } ?? parts
            part[name] = free
            parts = max(parts, free + 1)
        }
        return (0..<parts).map { number in names.filter { part[$0, default: 0] == number } }
    }
}
