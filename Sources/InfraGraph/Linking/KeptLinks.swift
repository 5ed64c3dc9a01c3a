package import PassiveDNS

/// What an analysis leaves to the next one, so that only pairs are scored again which new data can have changed.
///
/// Give an empty one to the first analysis (``Analysis/init(observations:registrations:judgements:lists:systems:rules:settings:kept:)``),
/// and to each later one what the one before it left (``Analysis/keptLinks``). Whatever is kept, an analysis finds the same.
/// Links are kept only for analyses by the same settings, and for data of a year or more: with less, each day changes how far time
/// tells coincidence from chance, and with it every score.
public struct KeptLinks: Sendable {
    /// What the fingerprints are made with, from one analysis to the next.
    let seed: FingerprintSeed
    /// The numbers that links were judged by.
    let terms: [Double]
    /// For each unit: what it was; see ``UnitFingerprints``.
    let own: [Fingerprint]
    /// For each unit: what it was, and who was at its places.
    let whole: [Fingerprint]
    /// The addresses, in ascending order.
    let addresses: [IPAddress]
    /// The links, as ``UnitLinks`` has them.
    let links: LinkColumns
    /// How many links there are.
    public var count: Int { links.count }
    /// How many of the links were taken over from the analysis before.
    public let takenOver: Int

    /// Nothing yet, and a seed for those to come.
    public init() {
        seed = .random()
        (terms, own, whole, addresses, links, takenOver) = ([], [], [], [], LinkColumns(), 0)
    }

    /// Keeps an analysis' links, of which so many were taken over.
    init(_ links: UnitLinks, _ fingerprints: UnitFingerprints, _ judge: PairJudge, takenOver: Int) {
        self.takenOver = takenOver
        seed = fingerprints.seed
        terms = Self.terms(judge)
        own = fingerprints.own
        whole = fingerprints.whole
        addresses = judge.graph.addresses
        self.links = links.columns
    }

    /// The numbers that links are judged by, whatever the data.
    static func terms(_ judge: PairJudge) -> [Double] {
        let settings = judge.settings
        return [Double(WeightTable.version), judge.coverage]
            + WeightTable.weights.map { $0.value(in: settings) }
            + settings.weights.calibration.knots.flatMap { [$0.logOdds, $0.probability] }
    }
}

extension KeptLinks: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(seed, terms, own, whole, addresses, links, takenOver)
    }

    package init(from columns: inout ColumnReader) throws {
        seed = try columns.read()
        terms = try columns.read()
        own = try columns.read()
        whole = try columns.read()
        addresses = try columns.read()
        links = try columns.read()
        takenOver = try columns.read()
    }
}
