/// Every number that the engine judges by, in one table.
///
/// A new weight is one property with its default, and one line here.
public enum WeightTable {
    /// Grows whenever a weight is added, dropped, or changes its meaning or its default.
    public static let version = 4

    /// The weights, in the order of the work.
    public static let weights: [Weight] = thresholds + hubRules + signs + links + attacks

    /// The weight with a name.
    ///
    /// - Throws: ``WeightError`` with the nearest name where there is none.
    public static func weight(named name: String) throws(WeightError) -> Weight {
        if let weight = byName[name] { return weight }
        let near = weights.min { (distance($0.name, name), $0.name) < (distance($1.name, name), $1.name) }
        throw .unknown(name, nearest: near?.name ?? "")
    }

    private static let byName = Dictionary(uniqueKeysWithValues: weights.map { ($0.name, $0) })

    /// How many letters have to be added, dropped or changed to make one text of another (Levenshtein 1965).
    static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a.lowercased().utf8), Array(b.lowercased().utf8.prefix(100)))
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let changed = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}

extension AnalysisSettings {
    /// Eight hexadecimal digits that differ where any weight or the calibration does (64-bit FNV-1a, the upper half).
    public var digest: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let add = { (text: String) in
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }
        for weight in WeightTable.weights { add("\(weight.name)=\(weight.value(in: self))\n") }
        for knot in weights.calibration.knots { add("\(knot.logOdds):\(knot.probability)\n") }
        let digits = String(hash >> 32, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// The weights in force, in a few letters: the table's version and the digest.
    public var label: String { "\(WeightTable.version)-\(digest)" }
}
