package import PassiveDNS

/// One reason to believe in a connection, or not to.
public struct Evidence: Hashable, Sendable {
    /// What is weighed, one of the names in ``LinkWeights`` or ``OwnershipWeights``.
    public var kind: String
    /// What it adds to the connection's log-odds, in nats.
    public var weight: Double
    /// The reason in plain words, with dates and counts.
    public var text: String

    /// Makes a piece of evidence.
    public init(kind: String, weight: Double, text: String) {
        self.kind = kind
        self.weight = weight
        self.text = text
    }
}

/// How valid the connection between two indicators is, and why.
public struct Connection: Sendable {
    /// The one side as it was asked for.
    public var a: String
    /// The other side as it was asked for.
    public var b: String
    /// The probability that one party controlled both, 0…1.
    public var score: Double
    /// What the score is made of; the weights add up to its log-odds before caps.
    public var evidence: [Evidence]

    /// The score in words: "confirmed grade", "strong", "probable", "weak" or "not valid".
    public var grade: String {
        switch score {
        case 0.95...: "confirmed grade"
        case 0.8..<0.95: "strong"
        case 0.5..<0.8: "probable"
        case 0.2..<0.5: "weak"
        default: "not valid"
        }
    }
}

extension Evidence: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(kind, weight, text)
    }

    package init(from columns: inout ColumnReader) throws {
        kind = try columns.read()
        weight = try columns.read()
        text = try columns.read()
    }
}
