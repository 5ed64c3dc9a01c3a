internal import Evaluation
internal import InfraGraph

/// The figures of an evaluation as parts of named values.
struct EvaluationReport {
    /// The parts in the order of the work; those that the labels don't tell are left out.
    private let parts: [(String, JSON)]

    init(_ e: Evaluation, weights: String) {
        var parts: [(String, JSON)] = [("weights", .object([("label", .text(weights))]))]
        if let campaigns = e.campaigns { parts.append(("campaigns", Self.campaigns(campaigns))) }
        if let hubs = e.hubs { parts.append(("hubs", Self.hubs(hubs))) }
        if let links = e.links { parts.append(("links", Self.links(links))) }
        if let attacks = e.attacks { parts.append(("attacks", Self.attacks(attacks))) }
        if let epochs = e.epochs { parts.append(("epochs", Self.epochs(epochs))) }
        if let groups = e.groups { parts.append(("groups", Self.groups(groups))) }
        self.parts = parts
    }

    /// All of it in one object.
    var json: JSON { .object(parts) }

    /// Part, name and value of each figure; the names of nested ones are joined by dots.
    ///
    /// - Parameter width: objects with at most so many fields, all plain, stand in one row.
    /// - Returns: three cells a row.
    func rows(joining width: Int) -> [[String]] {
        parts.flatMap { part in Self.flat(part.1, "", width).map { [part.0, $0.0, $0.1] } }
    }

    private static func flat(_ value: JSON, _ name: String, _ width: Int) -> [(String, String)] {
        guard case .object(let fields) = value else { return [(name, shown(value))] }
        let isPlain = fields.allSatisfy { if case .object = $0.1 { false } else { true } }
        if isPlain, fields.count <= width {
            return [(name, fields.map { "\($0.0) \(shown($0.1))" }.joined(separator: ", "))]
        }
        return fields.flatMap { flat($0.1, name.isEmpty ? $0.0 : name + "." + $0.0, width) }
    }

    private static func shown(_ value: JSON) -> String {
        switch value {
        case .precise(let number): JSON.decimal(number)
        case .text(let text): text
        default: value.text
        }
    }

    private static func campaigns(_ c: CampaignAccuracy) -> JSON {
        .object([
            ("b3_precision", .precise(c.bcubed.precision)), ("b3_recall", .precise(c.bcubed.recall)),
            ("b3_f1", .precise(c.bcubed.f1)), ("pair_precision", .precise(c.pairs.precision)),
            ("pair_recall", .precise(c.pairs.recall)), ("pair_f1", .precise(c.pairs.f1)),
            ("discovered", count(c.discovered)), ("discoverable", count(c.discoverable)),
            ("discovery_recall", .precise(c.discoveryRecall)), ("outsiders", count(c.outsiders)),
            ("outsider_share", .precise(c.outsiderShare)), ("largest_cluster", count(c.largest)),
            ("clusters", count(c.clusters)),
        ])
    }

    private static func hubs(_ h: HubAccuracy) -> JSON {
        .object(
            zip(HubAccuracy.classes, h.byClass).map { ($0.rawValue, hubClass($1)) } + [
                ("any_hub", hubClass(h.any)), ("macro_f1", .precise(h.macroF1)),
            ]
        )
    }

    private static func hubClass(_ c: HubAccuracy.Class) -> JSON {
        .object([
            ("precision", .precise(c.accuracy.precision)), ("recall", .precise(c.accuracy.recall)),
            ("f1", .precise(c.accuracy.f1)), ("true", count(c.count)),
        ])
    }

    private static func links(_ l: LinkAccuracy) -> JSON {
        .object([
            ("pairs", count(l.pairs)), ("scored", count(l.scored)), ("base_rate", .precise(l.baseRate)),
            ("auc", .precise(l.auc)), ("auc_campaign", .precise(l.aucCampaign)),
            ("pairs_campaign", count(l.pairsCampaign)), ("brier", .precise(l.brier)),
            ("brier_campaign", .precise(l.brierCampaign)), ("ece", .precise(l.ece)),
            (
                "reliability",
                .object(
                    l.reliability.map {
                        (
                            "\($0.from)",
                            .object([("n", count($0.count)), ("said", .precise($0.said)), ("true", .precise($0.right))])
                        )
                    }
                )
            ),
            ("mean_score", .object(l.kinds.map { ($0.name, .precise($0.meanScore)) })),
            ("count", .object(l.kinds.map { ($0.name, count($0.count)) })),
        ])
    }

    private static func attacks(_ a: AttackAccuracy) -> JSON {
        .object([
            ("pair_precision", .precise(a.pairPrecision)), ("pair_recall", .precise(a.pairRecall)),
            ("linkable_recall", .precise(a.linkableRecall)), ("linkable", count(a.linkable)),
            ("linked", count(a.linked)), ("attacks", count(a.attacks)),
        ])
    }

    private static func epochs(_ e: EpochAccuracy) -> JSON {
        .object([
            ("precision", .precise(e.accuracy.precision)), ("recall", .precise(e.accuracy.recall)),
            ("f1", .precise(e.accuracy.f1)), ("true", count(e.changes)),
            ("direct_recall", .precise(e.directRecall)), ("direct", count(e.direct)),
        ])
    }

    private static func groups(_ g: GroupAccuracy) -> JSON {
        .object([
            ("pair_precision", .precise(g.pairs.precision)), ("pair_recall", .precise(g.pairs.recall)),
            ("pair_f1", .precise(g.pairs.f1)), ("linked", count(g.linked)), ("grouped", count(g.grouped)),
            ("names", count(g.names)),
        ])
    }

    private static func count(_ value: Int) -> JSON { .integer(Int64(value)) }
}
