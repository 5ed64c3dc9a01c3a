internal import PassiveDNS

/// Something that is told of each node or each edge, in every format alike.
///
/// A further attribute is one line in ``InfrastructureMap/nodeAttributes`` or ``InfrastructureMap/edgeAttributes``.
struct MapAttribute<Element: Sendable>: Sendable {
    /// What the values are; the raw values are the words of GraphML and of GEXF for them.
    enum Kind: String {
        case text = "string"
        case number = "double"
        case integer = "long"
        case flag = "boolean"
    }

    /// One value.
    enum Value {
        /// With everything written out that would not show.
        case text(String)
        /// Finite.
        case number(Double)
        case integer(Int64)
        case flag(Bool)

        /// The value as plain text.
        var text: String {
            switch self {
            case .text(let text): text
            case .number(let number): JSON.decimal(number)
            case .integer(let integer): String(integer)
            case .flag(let flag): String(flag)
            }
        }

        /// The value in JSON.
        var json: JSON {
            switch self {
            case .text(let text): .text(text)
            case .number(let number): .number(number)
            case .integer(let integer): .integer(integer)
            case .flag(let flag): .flag(flag)
            }
        }
    }

    /// Letters and underscores.
    let name: String
    /// What the values are.
    let kind: Kind
    /// The value of a node or an edge; `nil` where it has none.
    let value: @Sendable (Element) -> Value?

    /// Free text that may be hostile; empty text is no value.
    static func text(_ name: String, _ value: @escaping @Sendable (Element) -> String?) -> Self {
        MapAttribute(name: name, kind: .text) { element in
            guard let text = value(element), !text.isEmpty else { return nil }
            return .text(VisibleText.written(text, keepingReferences: true))
        }
    }

    /// An instant, as ISO 8601 in UTC.
    static func time(_ name: String, _ value: @escaping @Sendable (Element) -> Timestamp?) -> Self {
        text(name) { value($0)?.description }
    }

    /// A number; what is not finite is no value.
    static func number(_ name: String, _ value: @escaping @Sendable (Element) -> Double?) -> Self {
        MapAttribute(name: name, kind: .number) { element in
            guard let number = value(element), number.isFinite else { return nil }
            return .number(number)
        }
    }

    /// A whole number.
    static func integer(_ name: String, _ value: @escaping @Sendable (Element) -> Int64?) -> Self {
        MapAttribute(name: name, kind: .integer) { value($0).map { .integer($0) } }
    }

    /// Yes or no.
    static func flag(_ name: String, _ value: @escaping @Sendable (Element) -> Bool) -> Self {
        MapAttribute(name: name, kind: .flag) { .flag(value($0)) }
    }
}

extension InfrastructureMap {
    /// What is told of each node.
    static let nodeAttributes: [MapAttribute<Node>] = [
        .text("label") { $0.label },
        .text("kind") { $0.kind.word },
        .text("class") { $0.kind.hubClass },
        .integer("names") { $0.kind.names.map(Int64.init) },
        .text("group") { $0.group },
        .text("campaign") { $0.campaign },
        .time("first") { $0.period?.first },
        .time("last") { $0.period?.last },
        .number("confidence") { $0.confidence },
        .flag("is_seed") { $0.isSeed },
        .flag("is_planted") { $0.isPlanted },
        .text("unicode") { $0.spelling?.letters },
        .text("lookalike") { $0.spelling?.lookalike },
        .text("network") { $0.network },
        .text("events") { node in
            node.events.map { "\($0.kind.rawValue) \($0.date.date): \($0.text)" }.joined(separator: "; ")
        },
        .text("details") { $0.details.joined(separator: "; ") },
    ]

    /// What is told of each edge, besides its two ends.
    static let edgeAttributes: [MapAttribute<MapRecords.Edge>] = [
        .text("kind") { $0.kind },
        .time("first") { $0.period?.first },
        .time("last") { $0.period?.last },
        .number("validity") { $0.validity },
        .integer("sightings") { $0.sightings },
        .text("details") { $0.details },
    ]
}

extension InfrastructureMap.Kind {
    /// The kind in one word.
    fileprivate var word: String {
        switch self {
        case .name: "name"
        case .address: "address"
        case .hub: "hub"
        case .campaign: "campaign"
        }
    }

    fileprivate var hubClass: String? {
        if case .hub(let hubClass) = self { hubClass } else { nil }
    }
}
