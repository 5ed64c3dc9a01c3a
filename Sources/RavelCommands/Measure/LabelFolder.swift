internal import Evaluation
internal import Foundation
internal import InfraGraph
internal import ObservationFiles
internal import PassiveDNS

/// A folder of labels: `truth/*.tsv` and `attacks.csv`, any of which may be missing.
struct LabelFolder {
    /// The tables that may be there, with what they are for.
    static let tables = [
        "domains.tsv", "ips.tsv", "tenures.tsv", "attacks.tsv", "pairs.tsv", "groups.tsv", "attacks.csv",
    ]

    /// Where the tables lie: the folder itself, or `truth` in it.
    private let folder: String
    /// What was read.
    private(set) var labels = Labels()
    /// The tables that are not there.
    private(set) var missing: [String] = []

    /// Reads the labels of a folder.
    ///
    /// - Throws: ``Failure`` where there are none, or one can't be read.
    init(_ path: String) throws {
        let inner = path + "/truth"
        folder = FileManager.default.fileExists(atPath: inner) ? inner : path
        labels.holdings = try table("domains.tsv", ["name", "first", "last", "owner", "campaign"]) { row in
            let campaign = try row.text("campaign")
            _ = try row.period("first", "last")
            return Labels.Holding(
                name: try row.name("name"),
                owner: try row.text("owner"),
                campaign: campaign == "-" ? nil : campaign
            )
        }
        labels.places = try table("ips.tsv", ["address", "class"]) { (try $0.address("address"), try $0.text("class")) }
            .map { Dictionary($0) { $1 } }
        labels.tenures = try table("tenures.tsv", ["name", "address", "first", "last", "owner", "seen"]) { row in
            Labels.Tenure(
                name: try row.name("name"),
                address: try row.address("address"),
                period: try row.period("first", "last"),
                owner: try row.text("owner"),
                isSeen: try row.flag("seen")
            )
        }
        labels.authors = try table("attacks.tsv", ["attack", "actor", "campaign"]) { row in
            Labels.Author(
                attack: try row.text("attack"),
                actor: try row.text("actor"),
                campaign: try row.text("campaign")
            )
        }
        labels.pairs = try table("pairs.tsv", ["a", "b", "same", "kind"]) { row in
            Labels.Pair(
                a: try row.name("a"),
                b: try row.name("b"),
                isSame: try row.flag("same"),
                kind: try row.text("kind")
            )
        }
        labels.groups = try table("groups.tsv", ["name", "group"]) { row in
            Labels.Membership(name: try row.name("name"), group: try row.text("group"))
        }
        labels.attacks = try attacks()
        guard missing.count < Self.tables.count else {
            throw Failure("\(path): holds no labels; expected at least one of \(Self.tables.joined(separator: ", "))")
        }
    }

    private mutating func table<Row>(
        _ name: String,
        _ columns: [String],
        _ make: (TableRow) throws -> Row
    ) throws -> [Row]? {
        let file = folder + "/" + name
        guard FileManager.default.fileExists(atPath: file) else {
            missing.append(name)
            return nil
        }
        return try readTable(file) { try $0.rows(columns: columns, make) }
    }

    /// The reports of attacks, which lie beside the labels or one folder up.
    private mutating func attacks() throws -> [AttackIndicator]? {
        let places = [folder + "/attacks.csv", folder + "/../attacks.csv"]
        guard let file = places.first(where: FileManager.default.fileExists(atPath:)) else {
            missing.append("attacks.csv")
            return nil
        }
        return try readTable(file) { try $0.attacks() }
            .map { AttackIndicator(attack: $0.attack, date: $0.date, indicator: $0.indicator) }
    }
}
